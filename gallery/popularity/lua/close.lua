-- Closes the batch that is being filled; answers the names of all batches that wait to be stored.
local filling, batches = unpack(KEYS)

redis.call('DEL', filling)
return redis.call('SMEMBERS', batches)
