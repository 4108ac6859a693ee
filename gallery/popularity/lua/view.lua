-- One view, unless this visitor was seen in the last while. Answers {1, the picture's total}, or, where the sets are not
-- whole, {0, its views of today that wait to be stored}; third, in how many seconds this visitor may be counted again;
-- fourth, the batch that it was counted into, or nil.
-- Looks that are no views are counted by their reason, for the editors: `left_out_as`, which is empty for those that
-- nobody asks about.
-- A visitor's key changes at midnight, so the key of the day before is looked at too.
-- `week`, `month`: the sums of the days until this one, which are kept up to date once somebody has asked for them.
local seen_today, seen_yesterday, filling, batches, totals, day, week, month, ready, uncounted = unpack(KEYS)
local picture, field, batch_prefix, new_batch, seen_seconds, day_seconds, counts, left_out_as = unpack(ARGV)

local batch = false
if counts == '1'
  and redis.call('EXISTS', seen_yesterday) == 0
  and redis.call('SET', seen_today, 1, 'NX', 'EX', seen_seconds)
then
  batch = redis.call('GET', filling)
  if not batch then
    batch = new_batch
    redis.call('SET', filling, batch)
    redis.call('SADD', batches, batch)
  end
  redis.call('HINCRBY', batch_prefix .. batch, field, 1)
  redis.call('ZINCRBY', totals, 1, picture)
  redis.call('ZINCRBY', day, 1, picture)
  redis.call('EXPIRE', day, day_seconds)
  for _, sum in ipairs({week, month}) do
    if redis.call('EXISTS', sum) == 1 then
      redis.call('ZINCRBY', sum, 1, picture)
    end
  end
elseif counts == '1' or left_out_as ~= '' then
  local reason = counts == '1' and 'repeat' or left_out_as
  redis.call('HINCRBY', uncounted, string.match(picture, '^0*(.+)$') .. ':' .. reason, 1)
  redis.call('EXPIRE', uncounted, day_seconds)
end

local left = math.max(redis.call('TTL', seen_today), redis.call('TTL', seen_yesterday), 0)
if redis.call('EXISTS', ready) == 1 then
  return {1, tonumber(redis.call('ZSCORE', totals, picture) or 0), left, batch}
end

local waiting = 0
for _, name in ipairs(redis.call('SMEMBERS', batches)) do
  waiting = waiting + tonumber(redis.call('HGET', batch_prefix .. name, field) or 0)
end
return {0, waiting, left, batch}
