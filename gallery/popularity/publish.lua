-- Puts written rankings in place, with their stamp: all, or nothing where Redis has changed since the worker began.
-- KEYS: the stamp, then for each ranking what was written and the ranking
-- ARGV: the stamp that the worker found ('' for none), the new one, seconds that rankings are kept, 'whole' or 'changes',
-- and how many members were written for each ranking
local stamp, found, new, kept, what = KEYS[1], unpack(ARGV, 1, 4)

if (redis.call('GET', stamp) or '') ~= found then
  return 0
end
for i = 2, #KEYS, 2 do
  if redis.call('ZCARD', KEYS[i]) ~= tonumber(ARGV[4 + i / 2]) then
    return 0
  end
end

for i = 2, #KEYS, 2 do
  local written, ranking = KEYS[i], KEYS[i + 1]
  if what == 'whole' then
    redis.call('UNLINK', ranking)
  end
  if what == 'whole' and redis.call('EXISTS', written) == 1 then
    redis.call('RENAME', written, ranking)
  else
    local members = redis.call('ZRANGE', written, 0, -1, 'WITHSCORES')
    for j = 1, #members, 2 do
      redis.call('ZADD', ranking, 'GT', members[j + 1], members[j])
    end
    redis.call('UNLINK', written)
  end
  redis.call('EXPIRE', ranking, kept)
end
redis.call('SET', stamp, new, 'EX', kept)
return 1
