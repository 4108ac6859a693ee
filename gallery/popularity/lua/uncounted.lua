-- The sums of some fields over the days' hashes, in the order of the fields.
local sums = {}
for i = 1, #ARGV do
  sums[i] = 0
end
for _, day in ipairs(KEYS) do
  for i, count in ipairs(redis.call('HMGET', day, unpack(ARGV))) do
    sums[i] = sums[i] + tonumber(count or 0)
  end
end
return sums
