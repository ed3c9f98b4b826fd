/**
 * One piece of a portfolio's recipients. ARGV from 5: portfolio, the epoch in which the first piece was stored (empty for
 * the first), whether this is the last, then milliseconds and recipient of each. Returns the epoch, or false when it is
 * another than that: the pieces before are lost, and all have to come again.
 */
export const restoreLua = `
if ARGV[6] ~= '' and ARGV[6] ~= epoch then return false end
local key = base .. ':reach:' .. ARGV[5]
local list = {}
for at = 8, #ARGV, 2 do
  list[#list + 1], list[#list + 2] = text(ARGV[at] * 2), ARGV[at + 1]
end
inSlices(list, function(first, last) redis.call('ZADD', key, 'GT', unpack(list, first, last)) end)
redis.call('ZREMRANGEBYSCORE', key, '-inf', text(math.floor((now - window) / 1000) * 2 + 1))
-- The member '' marks it as complete; it goes with the others or not at all.
if ARGV[7] == '1' then redis.call('ZADD', key, epoch, '') end
keep(key, window + horizon)
return epoch
`
