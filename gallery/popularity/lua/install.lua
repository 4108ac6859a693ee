-- Puts the sets that were built from the database in place, with the views added that are not stored yet.
-- KEYS: ready, batches, generation, totals, new totals, then day, new day for each day of the window, then the sums that
-- are to be made anew.
-- ARGV: the generation it was built at, the prefix of batches, seconds a day is kept, the number of days, the days, and
-- the batches that the database had. Answers 1, or 0 where the database has moved on, or Redis was emptied meanwhile,
-- and it must be built again.
local ready, batches, generation, totals, new_totals = unpack(KEYS)
local built_at, prefix, day_seconds, days = unpack(ARGV)

if redis.call('GET', generation) ~= built_at then
  return 0
end

local new_day, stored = {}, {}
for i = 1, days do
  new_day[ARGV[4 + i]] = KEYS[5 + 2 * i]
end
for i = 5 + days, #ARGV do
  stored[ARGV[i]] = true
end

local function add(hash)
  local views = redis.call('HGETALL', hash)
  for i = 1, #views, 2 do
    local day, picture = string.match(views[i], '^(.-):(.+)$')
    redis.call('ZINCRBY', new_totals, views[i + 1], picture)
    if new_day[day] then
      redis.call('ZINCRBY', new_day[day], views[i + 1], picture)
    end
  end
end

for _, name in ipairs(redis.call('SMEMBERS', batches)) do
  if not stored[name] then
    add(prefix .. name)
  end
end

local function put(new, old)
  redis.call('UNLINK', old) -- others need not wait until a large set is freed
  if redis.call('EXISTS', new) == 1 then
    redis.call('RENAME', new, old)
  end
end

put(new_totals, totals)
redis.call('PERSIST', totals) -- what is being built expires, lest a rebuilding that dies leaves it behind
for i = 1, days do
  put(KEYS[5 + 2 * i], KEYS[4 + 2 * i])
  redis.call('EXPIRE', KEYS[4 + 2 * i], day_seconds)
end
for i = 6 + 2 * days, #KEYS do
  redis.call('UNLINK', KEYS[i])
end
redis.call('SET', ready, 1)
return 1
