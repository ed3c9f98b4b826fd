import type * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import type { Tables } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as Schedule from "@ektola/domain/recurrence/Schedule"
import * as DateTime from "effect/DateTime"
import type { Fate } from "./FakeWhatsApp.js"
import type { Broken } from "./Invariants.js"
import type { Simulation } from "./Simulation.js"

const ranked = ["sent", "failed", "delivered", "read"] as const

/**
 * Holds what we say against what WhatsApp knows and what was planned, when everything has come to its end. `told` are the
 * statuses that we were given, as "wamid status".
 */
export const reckon = (simulation: Simulation, broken: Broken): void => {
  const { tables, told, whatsApp: { fates } } = simulation
  const byToken = new Map(fates.map((fate) => [fate.request.token, fate]))
  if (byToken.size !== fates.length) broken("a token was posted twice")
  for (const message of tables.messages.values()) {
    const tries = (tables.attempts.get(message.id) ?? []).map((attempt): Try => {
      const fate = byToken.get(attempt.token) ?? null
      const best = ranked.findLast((status) => fate !== null && told.has(`${fate.wamid} ${status}`)) ?? null
      return { attempt, fate, told: best }
    })
    const repeats = tables.campaigns.get(message.campaignId)?.whenUnconfirmed === "REPEAT_ONCE"
    reckonMessage(message, tries, repeats, broken)
    reckonStatuses(message, tries, broken)
  }
  for (const run of tables.runs.values()) {
    if (run.status === "PREPARING" || run.status === "READY") broken(`${run.id} is ${run.status} in the end`)
  }
  if (simulation.alarms > simulation.pauses) {
    broken(`${simulation.alarms} alarms of ${simulation.pauses} pauses of senders`)
  }
  reckonReminders(tables, byToken, broken)
  reckonOccurrences(simulation, broken)
}

/** `told` is the highest status we were given of it. */
interface Try {
  readonly attempt: Attempt.Attempt
  readonly fate: Fate | null
  readonly told: (typeof ranked)[number] | null
}

const reckonMessage = (
  message: Message.Message,
  tries: ReadonlyArray<Try>,
  repeats: boolean,
  broken: Broken
): void => {
  const { failure, id, state } = message
  const last = tries.at(-1)?.fate ?? null
  const under = tries.filter(({ fate }) => fate !== null && fate.accepted && fate.failure === null)
  const seen = tries.filter(({ fate }) => fate !== null && fate.deliveredAt !== null)

  // Whoever asks for one repeat after silence takes it that a person sees it twice.
  const most = repeats ? 2 : 1
  if (under.length > most) broken(`${id}: WhatsApp has it ${under.length} times on the way`)
  // One that WhatsApp gave up and delivered all the same can have a successor by then.
  const surely = seen.filter(({ fate }) => fate?.failure === null)
  if (surely.length > most) broken(`${id}: seen ${surely.length} times`)
  if (Message.isOpen(state)) broken(`${id}: still ${state} in the end`)
  if (state === "SENT" && !tries.some(({ fate }) => fate?.accepted)) {
    broken(`${id}: SENT, and WhatsApp never accepted it`)
  }
  if ((state === "DELIVERED" || state === "READ") && seen.length === 0) broken(`${id}: ${state}, and nobody got it`)
  if (state === "READ" && tries.every(({ fate }) => (fate?.readAt ?? null) === null)) {
    broken(`${id}: READ, and nobody read it`)
  }
  if (state === "CANCELLED" && under.length > 0) broken(`${id}: CANCELLED, and WhatsApp has it`)
  // Three tries at most, a day and a quarter of one apart.
  const deferredAt = tries.at(-1)?.attempt.failedAt ?? null
  if (state === "FAILED" && failure?.class === "DEFER" && tries.length < 3 && deferredAt !== null) {
    const left = message.notAfter.epochMillis - deferredAt.epochMillis
    if (left > 31 * 3_600_000) broken(`${id}: deferred, and not tried again`)
  }
  if (state === "FAILED" && failure?.class !== "OUTCOME_UNKNOWN") {
    if (under.length > 0) broken(`${id}: FAILED, and WhatsApp has it`)
    const own = last?.refusal ?? last?.failure ?? null
    if (own?.code !== failure?.code) broken(`${id}: FAILED by ${failure?.code}, not by ${own?.code}`)
  }
}

/** What a status told is the least that we say. */
const reckonStatuses = (message: Message.Message, tries: ReadonlyArray<Try>, broken: Broken): void => {
  for (const { attempt, told } of tries) {
    const says = ranked.indexOf(attempt.evidence.toLowerCase() as (typeof ranked)[number])
    if (told !== null && says < ranked.indexOf(told)) {
      broken(`attempt ${attempt.number} of ${message.id} is ${attempt.evidence}, and was told ${told}`)
    }
    const isEnough = message.state === "READ" || (message.state === "DELIVERED" && told === "delivered")
    if ((told === "delivered" || told === "read") && !isEnough) {
      broken(`${message.id} is ${message.state}, and was told ${told}`)
    }
  }
}

/** No more reminders of a date than its campaign ever had days for, whatever happened to runs, rules and dates. */
const reckonReminders = (tables: Tables, byToken: ReadonlyMap<string, Fate>, broken: Broken): void => {
  const days = new Map<string, Set<number>>()
  for (const { campaignId, reminder } of tables.runs.values()) {
    const known = days.get(campaignId) ?? new Set()
    reminder?.rule.daysBefore.forEach((day) => known.add(day))
    days.set(campaignId, known)
  }
  const seen = new Map<string, number>()
  for (const { campaignId, id, phone, rendered, runId } of tables.messages.values()) {
    const wasSeen = (tables.attempts.get(id) ?? []).some(({ token }) =>
      (byToken.get(token)?.deliveredAt ?? null) !== null
    )
    if (!wasSeen || (tables.runs.get(runId)?.reminder ?? null) === null) continue
    const key = `${campaignId} ${phone} ${rendered.body[1]?.text}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    if (count > (days.get(campaignId)?.size ?? 0)) broken(`the reminder ${key} was seen ${count} times`)
  }
}

/** Every occurrence of a campaign that nobody rescheduled has its run, be it that it was missed. */
const reckonOccurrences = ({ beganAt, now, rescheduled, tables }: Simulation, broken: Broken): void => {
  for (const { id, schedule, status } of tables.campaigns.values()) {
    if (rescheduled.has(id) || status === "PAUSED") continue
    const runs = new Set(
      [...tables.runs.values()].filter(({ campaignId }) => campaignId === id).map(({ occurrence }) => occurrence)
    )
    const until = DateTime.unsafeMake(now)
    for (const { local } of Recurrence.between(Schedule.runs(schedule), DateTime.unsafeMake(beganAt + 1), until)) {
      if (!runs.has(local)) broken(`${id} has no run of ${local}`)
    }
  }
}
