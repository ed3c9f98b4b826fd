/** ARGV from 5: the number, empty for everybody, and the period. */
export const holdLua = `
local until_ = now + tonumber(ARGV[6])
if ARGV[5] == '' then
  heldUntil = math.max(heldUntil, until_)
  writeEpoch()
  keep(epochKey, math.max(window, heldUntil - now))
else
  local pace = readPace(redis.call('GET', base .. ':pace:' .. ARGV[5]))
  pace.heldUntil = math.max(pace.heldUntil, until_)
  writePace(ARGV[5], pace)
end
return now
`
