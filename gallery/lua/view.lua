#!lua
-- One view, unless this visitor was seen in the last while; answers the picture's total, or nil where the sets are not whole.
-- A visitor's key changes at midnight, so the key of the day before is looked at too.
local seen_today, seen_yesterday, pending, totals, day, ready = unpack(KEYS)
local picture, field, seen_seconds, day_seconds, counts = unpack(ARGV)

if counts == '1'
  and redis.call('EXISTS', seen_yesterday) == 0
  and redis.call('SET', seen_today, 1, 'NX', 'EX', seen_seconds)
then
  redis.call('HINCRBY', pending, field, 1)
  redis.call('ZINCRBY', totals, 1, picture)
  redis.call('ZINCRBY', day, 1, picture)
  redis.call('EXPIRE', day, day_seconds)
end

if redis.call('EXISTS', ready) == 0 then
  return nil
end
return tonumber(redis.call('ZSCORE', totals, picture) or 0)
