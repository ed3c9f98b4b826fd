/**
 * What every script begins with: the server's time, and whether the memory is still the one that it was.
 *
 * All times are whole microseconds; a double holds them exactly until the year 2255. KEYS[1] is what all names begin
 * with, hash tag included, so that on a cluster they live on one node. ARGV[1] to [4] are the periods.
 */
export const preludeLua = `
local base = KEYS[1]
local pairInterval, holdAfterLoss = tonumber(ARGV[1]), tonumber(ARGV[2])
local horizon, window = tonumber(ARGV[3]), tonumber(ARGV[4])

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

-- Longer than anything is worth knowing, by what the clocks of two servers may differ.
local margin = 60000000

local function text(number) return string.format('%.0f', number) end
local function keep(key, period) redis.call('PEXPIRE', key, text(math.ceil((period + margin) / 1000))) end

-- Lua's unpack takes some 8,000 values at most.
local function inSlices(list, call)
  for first = 1, #list, 4000 do call(first, math.min(first + 3999, #list)) end
end

-- A number's state in one string, so that many are read by one command.
local function readPace(stored)
  local last, spacing, heldUntil, freedUntil = string.match(stored or '', '^(%d+) (%d+) (%d+) (%d+)$')
  return {
    last = tonumber(last) or 0, spacing = tonumber(spacing) or 0,
    heldUntil = tonumber(heldUntil) or 0, freedUntil = tonumber(freedUntil) or 0
  }
end
local function writePace(id, pace)
  local over = math.max(pace.last + pace.spacing, pace.heldUntil, pace.freedUntil, now) - now
  redis.call('SET', base .. ':pace:' .. id,
    table.concat({ text(pace.last), text(pace.spacing), text(pace.heldUntil), text(pace.freedUntil) }, ' '),
    'PX', text(math.ceil((over + margin) / 1000)))
end

-- The epoch says since when nothing was forgotten. It is missing after a flush or on an empty server, and a server that
-- was started again, or another one, may have lost the last seconds: its run id is another. Then nothing is granted until
-- all that was granted before is over, and no portfolio's recipients count as known.
local epochKey = base .. ':epoch'
local info = redis.pcall('INFO', 'server')
local server = type(info) == 'string' and string.match(info, 'run_id:(%w+)') or '-'
local epoch, lostUntil, heldUntil, knownServer =
  string.match(redis.call('GET', epochKey) or '', '^(%d+) (%d+) (%d+) (%S+)$')
lostUntil, heldUntil = tonumber(lostUntil) or 0, tonumber(heldUntil) or 0
local function writeEpoch()
  redis.call('SET', epochKey, table.concat({ epoch, text(lostUntil), text(heldUntil), server }, ' '))
end
if knownServer ~= server then
  epoch, lostUntil = text(now), now + holdAfterLoss
  writeEpoch()
end
keep(epochKey, math.max(window, heldUntil - now))
`
