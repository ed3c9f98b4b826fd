/**
 * ARGV from 5: sender, message, recipient, portfolio (empty for none) and instant of each. Given back twice, it could take
 * an instant from whoever got it in between; so it is noted, by message and instant.
 */
export const giveBackLua = `
local givenBackKey, pairsKey = base .. ':givenBack', base .. ':pairs'
redis.call('ZREMRANGEBYSCORE', givenBackKey, '-inf', text(now - pairInterval))
for at = 5, #ARGV, 5 do
  local sender, message, recipient, portfolio, instantText = unpack(ARGV, at, at + 4)
  local instant = tonumber(instantText)
  if redis.call('ZADD', givenBackKey, 'NX', instantText, message .. ' ' .. instantText) == 1 then
    local pair = sender .. ' ' .. recipient
    if tonumber(redis.call('ZSCORE', pairsKey, pair) or 0) == instant then
      -- Of the pair's instant before nothing is known but that it was an interval earlier.
      redis.call('ZADD', pairsKey, text(instant - pairInterval), pair)
      local stored = redis.call('GET', base .. ':pace:' .. sender)
      if stored and instant > now then
        local pace = readPace(stored)
        pace.freedUntil = math.max(pace.freedUntil, instant)
        writePace(sender, pace)
        redis.call('ZADD', base .. ':freed:' .. sender, instantText, instantText)
        keep(base .. ':freed:' .. sender, horizon)
      end
    end
    -- Whoever was reached before stays, as if reached at this instant: later than the truth, and so no danger.
    local reachKey = base .. ':reach:' .. portfolio
    if portfolio ~= '' and tonumber(redis.call('ZSCORE', reachKey, recipient) or 0) == math.ceil(instant / 1000) * 2 + 1
    then
      redis.call('ZREM', reachKey, recipient)
    end
  end
end
keep(givenBackKey, horizon + pairInterval)
return now
`
