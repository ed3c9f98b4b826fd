/**
 * Decides all claims of a call. What they need is read by one command per kind, decided in Lua's memory, and written by
 * one command per kind; numbers and portfolios have a few of their own.
 *
 * ARGV from 5: lead; what each claim's is longer than that of the one before; how many portfolios, then id and limit of each; how many senders, then id and spacing of each; then
 * sender, portfolio (0 for none), message and recipient of each claim. The answer: now, then kind and period of each; or
 * now, kind and period alone, when it is the same for everybody.
 */
export const reserveLua = `
local GRANTED, RECIPIENT, SENDER_HELD, PORTFOLIO_FULL, UNKNOWN, SENDER_BUSY, LOST, ALL_HELD = 0, 1, 2, 3, 4, 5, 6, 7
if lostUntil > now then return { now, LOST, lostUntil - now } end
if heldUntil > now then return { now, ALL_HELD, heldUntil - now } end

local lead, apart = tonumber(ARGV[5]), tonumber(ARGV[6])
local from = now + lead
-- Who waits behind another for the same recipient waits so much longer: the other will ask a little late.
local slack = math.floor(pairInterval / 4)

local at = 7
local function read() at = at + 1; return ARGV[at - 1] end

local portfolios = {}
for number = 1, tonumber(read()) do
  local id = read()
  portfolios[number] = {
    key = base .. ':reach:' .. id, limit = tonumber(read()), asked = { '' }, reached = {}, changed = {}, additions = {}
  }
end

local senders, paceKeys = {}, {}
for number = 1, tonumber(read()) do
  local id = read()
  senders[number] = { id = id, spacing = tonumber(read()), claims = 0 }
  paceKeys[number] = base .. ':pace:' .. id
end

local claims, pairNames, messages = {}, {}, {}
while at <= #ARGV do
  local sender, portfolio, message, recipient = senders[tonumber(read())], portfolios[tonumber(read())], read(), read()
  sender.claims = sender.claims + 1
  if portfolio then portfolio.asked[#portfolio.asked + 1] = recipient end
  local pair = sender.id .. ' ' .. recipient
  local number = #claims + 1
  claims[number] = {
    from = from + (number - 1) * apart,
    sender = sender, portfolio = portfolio, message = message, recipient = recipient, pair = pair
  }
  pairNames[number], messages[number] = pair, message
end

-- Paces, and the instants that were given back.
inSlices(paceKeys, function(first, last)
  local stored = redis.call('MGET', unpack(paceKeys, first, last))
  for number = first, last do senders[number].pace = readPace(stored[number - first + 1]) end
end)
for _, sender in ipairs(senders) do
  local pace = sender.pace
  sender.freed, sender.firstFreed, sender.used = {}, 1, {}
  if pace.freedUntil >= from then
    local key = base .. ':freed:' .. sender.id
    if sender.spacing > pace.spacing then
      -- They were spaced for a faster rate, and are too close together for this one.
      redis.call('DEL', key)
      pace.freedUntil = 0
    else
      redis.call('ZREMRANGEBYSCORE', key, '-inf', text(now))
      local found = redis.call('ZRANGEBYSCORE', key, text(from), '+inf', 'LIMIT', 0, sender.claims)
      for number, instant in ipairs(found) do sender.freed[number] = tonumber(instant) end
    end
  end
  pace.spacing = sender.spacing
end

-- Scores by name; what is over by then tells nothing any more.
local function scores(key, names)
  local found = {}
  redis.call('ZREMRANGEBYSCORE', key, '-inf', text(now - pairInterval))
  if redis.call('EXISTS', key) == 0 then return found end
  inSlices(names, function(first, last)
    local stored = redis.call('ZMSCORE', key, unpack(names, first, last))
    for number = first, last do
      local score = stored[number - first + 1]
      if score then found[names[number]] = tonumber(score) end
    end
  end)
  return found
end
local pairsKey, tailsKey, keptKey = base .. ':pairs', base .. ':tails', base .. ':kept'
local granted, tails, kept = scores(pairsKey, pairNames), scores(tailsKey, pairNames), scores(keptKey, messages)

-- A portfolio's score is twice the milliseconds, and 1 more while that instant is the only one that made the recipient
-- count. Its member '' says in which epoch the recipients were told completely.
for _, portfolio in ipairs(portfolios) do
  local key, asked = portfolio.key, portfolio.asked
  redis.call('ZREMRANGEBYSCORE', key, '-inf', text(math.floor((now - window) / 1000) * 2 + 1))
  inSlices(asked, function(first, last)
    local stored = redis.call('ZMSCORE', key, unpack(asked, first, last))
    for number = first, last do
      if stored[number - first + 1] then portfolio.reached[asked[number]] = tonumber(stored[number - first + 1]) end
    end
  end)
  portfolio.isKnown = portfolio.reached[''] == tonumber(epoch)
  portfolio.count = redis.call('ZCARD', key) - 1
end

local function untilRoom(portfolio)
  if not portfolio.room then
    local rank = portfolio.count - math.max(portfolio.limit, 1)
    local found = redis.call('ZRANGE', portfolio.key, rank, rank, 'WITHSCORES')
    local isKnownThen = found[1] and found[1] ~= ''
    portfolio.room = (isKnownThen and math.floor(found[2] / 2) * 1000 or now) + window - now
  end
  return portfolio.room
end

local keptChanges, tailChanges = {}, {}
local function after(instant) return instant and instant + pairInterval or 0 end

local function decide(claim)
  local sender, portfolio = claim.sender, claim.portfolio
  local pace = sender.pace
  if pace.heldUntil > now then return SENDER_HELD, pace.heldUntil - now end
  local reached
  if portfolio then
    if not portfolio.isKnown then return UNKNOWN, 0 end
    reached = portfolio.reached[claim.recipient]
    if not reached and portfolio.count >= portfolio.limit then return PORTFOLIO_FULL, untilRoom(portfolio) end
  end

  -- Whoever comes so late for its kept instant that it would take somebody else's has to queue again.
  local own, tail, afterGranted = kept[claim.message], tails[claim.pair], after(granted[claim.pair])
  local function isInTurn(instant) return own and (own == tail or instant <= own + slack) end
  local function earliest(instant)
    return isInTurn(instant) and math.max(own, afterGranted) or math.max(afterGranted, after(tail))
  end

  local nextInstant = math.max(claim.from, pace.last + pace.spacing)
  while sender.freed[sender.firstFreed] and sender.freed[sender.firstFreed] < claim.from do
    sender.firstFreed = sender.firstFreed + 1
  end
  local freed = sender.freed[sender.firstFreed]
  local isFreed = freed and freed >= earliest(freed)
  local instant = isFreed and freed or nextInstant

  if instant < earliest(instant) then
    local place = earliest(instant)
    local inTurn = isInTurn(instant)
    if not inTurn and tail and place == after(tail) then place = place + slack end
    if not inTurn or own == tail then tails[claim.pair], tailChanges[claim.pair] = place, place end
    kept[claim.message], keptChanges[claim.message] = place, place
    return RECIPIENT, place - claim.from
  end
  -- With half of the horizon free again there is more than one instant to come back for.
  if instant > now + horizon then return SENDER_BUSY, instant - now - math.floor(horizon / 2) end

  if isFreed then
    sender.firstFreed = sender.firstFreed + 1
    sender.used[#sender.used + 1] = text(instant)
  else
    pace.last = instant
  end
  sender.isChanged = true
  if own then
    if own == tail then tails[claim.pair], tailChanges[claim.pair] = nil, false end
    kept[claim.message], keptChanges[claim.message] = nil, false
  end
  granted[claim.pair] = instant
  claim.instant = instant
  if portfolio then
    local score = math.ceil(instant / 1000) * 2 + (reached and 0 or 1)
    if not reached then portfolio.count = portfolio.count + 1 end
    portfolio.reached[claim.recipient] = score
    portfolio.additions[#portfolio.additions + 1] = text(score)
    portfolio.additions[#portfolio.additions + 1] = claim.recipient
  end
  return GRANTED, instant - now
end

local answers = { now }
local grants = {}
for number, claim in ipairs(claims) do
  local kind, period = decide(claim)
  answers[2 * number], answers[2 * number + 1] = kind, period
  if kind == GRANTED then
    grants[#grants + 1] = text(claim.instant)
    grants[#grants + 1] = claim.pair
  end
end

local function add(key, list)
  inSlices(list, function(first, last) redis.call('ZADD', key, unpack(list, first, last)) end)
end
if #grants > 0 then
  add(pairsKey, grants)
  keep(pairsKey, horizon + pairInterval)
end
for key, changes in pairs({ [tailsKey] = tailChanges, [keptKey] = keptChanges }) do
  for name, instant in pairs(changes) do
    if instant then redis.call('ZADD', key, text(instant), name) else redis.call('ZREM', key, name) end
  end
  if next(changes) then
    local newest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')[2]
    if newest then keep(key, math.max(newest - now, 0) + pairInterval) end
  end
end
for _, sender in ipairs(senders) do
  if sender.isChanged then
    writePace(sender.id, sender.pace)
    inSlices(sender.used, function(first, last)
      redis.call('ZREM', base .. ':freed:' .. sender.id, unpack(sender.used, first, last))
    end)
  end
end
for _, portfolio in ipairs(portfolios) do
  if #portfolio.additions > 0 then
    add(portfolio.key, portfolio.additions)
    keep(portfolio.key, window + horizon)
  end
end
return answers
`
