-- A range of a ranking, best first: {picture, views, picture, views, ...}, or nil where the sets are not whole.
-- KEYS: ready, the ranking, and the days that it is the sum of (none where it is a set of its own).
local ready, ranking = KEYS[1], KEYS[2]
local first, last, seconds = unpack(ARGV)

if redis.call('EXISTS', ready) == 0 then
  return nil
end
if #KEYS > 2 and redis.call('EXISTS', ranking) == 0 then
  redis.call('ZUNIONSTORE', ranking, #KEYS - 2, unpack(KEYS, 3))
  redis.call('EXPIRE', ranking, seconds)
end
return redis.call('ZREVRANGE', ranking, first, last, 'WITHSCORES')
