-- Forgets a batch that is stored. The generation tells a rebuilding that the database has moved on meanwhile.
local batch, batches, generation = unpack(KEYS)

if redis.call('SREM', batches, ARGV[1]) == 1 then
  redis.call('DEL', batch)
  if redis.call('EXISTS', generation) == 1 then
    redis.call('INCR', generation)
  end
end
