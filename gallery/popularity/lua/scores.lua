-- A range of a ranking, best first: {picture, views, picture, views, ...}, or nil where the sets are not whole.
-- KEYS: ready, the ranking, and the sets that it is the sum of (none where it is a set of its own).
-- ARGV: the first place and the last, seconds that the sum is kept, and the weight of each set from the second on: -1
-- takes their views away from the first's.
local ready, ranking = KEYS[1], KEYS[2]
local first, last, seconds, weight = unpack(ARGV)

if redis.call('EXISTS', ready) == 0 then
  return nil
end
if #KEYS > 2 and redis.call('EXISTS', ranking) == 0 then
  local sum = {ranking, #KEYS - 2, unpack(KEYS, 3)}
  sum[#sum + 1] = 'WEIGHTS'
  for i = 3, #KEYS do
    sum[#sum + 1] = i == 3 and 1 or weight
  end
  redis.call('ZUNIONSTORE', unpack(sum))
  redis.call('ZREMRANGEBYSCORE', ranking, '-inf', 0)
  redis.call('EXPIRE', ranking, seconds)
end
return redis.call('ZREVRANGE', ranking, first, last, 'WITHSCORES')
