-- Takes a view, or counts why it is none: a repeat, where its visitor was seen within the window, or one of a crowd, where
-- its network had as many visitors as may count.
-- KEYS: seen:<visitor>, events, skipped:<day>, network:<network>
-- ARGV: visitor, picture, time in milliseconds, the window in seconds, the most visitors of a network (0: any number),
-- the fields of repeats and of crowds, seconds that those are kept
local seen, events, skipped, network = unpack(KEYS)
local visitor, picture, at, window, most, repeats, crowd, kept = unpack(ARGV)

local reason = nil
if not redis.call('SET', seen, 1, 'NX', 'EX', window) then
  reason = repeats
elseif most ~= '0' then
  local visitors = redis.call('INCR', network)
  if visitors == 1 then
    redis.call('EXPIRE', network, window)
  end
  if visitors > tonumber(most) then
    reason = crowd
  end
end

if reason then
  redis.call('HINCRBY', skipped, reason, 1)
  redis.call('EXPIRE', skipped, kept)
else
  redis.call('XADD', events, '*', 'visitor', visitor, 'picture', picture, 'at', at)
end
