-- Carries a command out only while the first key has that value.
-- KEYS: the key with the value, the key of the command. ARGV: the value, the command, its further arguments
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call(ARGV[2], KEYS[2], unpack(ARGV, 3))
end
