-- Sets what is pending aside as a batch of its own; answers the names of all batches that wait to be stored.
local pending, batches = KEYS[1], KEYS[2]
local prefix, name = unpack(ARGV)

if redis.call('EXISTS', pending) == 1 then
  redis.call('RENAME', pending, prefix .. name)
  redis.call('SADD', batches, name)
end
return redis.call('SMEMBERS', batches)
