-- Takes a view, or counts it as a repeat where its visitor was seen within the window.
-- KEYS: seen:<visitor>, events, skipped:<day>
-- ARGV: visitor, picture, time in milliseconds, the window in seconds, the field of repeats, seconds that those are kept
local seen, events, skipped = unpack(KEYS)
local visitor, picture, at, window, repeats, kept = unpack(ARGV)

if redis.call('SET', seen, 1, 'NX', 'EX', window) then
  redis.call('XADD', events, '*', 'visitor', visitor, 'picture', picture, 'at', at)
else
  redis.call('HINCRBY', skipped, repeats, 1)
  redis.call('EXPIRE', skipped, kept)
end
