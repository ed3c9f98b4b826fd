import type * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import type { Tables } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { Fate } from "./FakeWhatsApp.js"
import type { Broken } from "./Invariants.js"

/**
 * Holds what we say against what WhatsApp knows, when everything has come to its end. `told` are the message ids whose
 * statuses we were given.
 */
export const reckon = (
  tables: Tables,
  fates: ReadonlyArray<Fate>,
  told: ReadonlySet<string>,
  broken: Broken
): void => {
  const byToken = new Map(fates.map((fate) => [fate.request.token, fate]))
  if (byToken.size !== fates.length) broken("a token was posted twice")
  for (const message of tables.messages.values()) {
    const attempts = tables.attempts.get(message.id) ?? []
    reckonMessage(
      message,
      attempts.map((attempt) => ({ attempt, fate: byToken.get(attempt.token) ?? null })),
      told,
      broken
    )
  }
  for (const run of tables.runs.values()) {
    if (run.status === "PREPARING" || run.status === "READY") broken(`${run.id} is ${run.status} in the end`)
  }
  reckonReminders(tables, byToken, broken)
}

interface Try {
  readonly attempt: Attempt.Attempt
  readonly fate: Fate | null
}

const reckonMessage = (
  message: Message.Message,
  tries: ReadonlyArray<Try>,
  told: ReadonlySet<string>,
  broken: Broken
): void => {
  const { id, state } = message
  const last = tries.at(-1)
  const under = tries.filter(({ fate }) => fate !== null && fate.accepted && fate.failure === null)
  const seen = tries.filter(({ fate }) => fate !== null && fate.deliveredAt !== null)
  const knows = (fate: Fate | null) => fate !== null && told.has(fate.wamid)

  if (under.length > 1) broken(`${id}: WhatsApp has it ${under.length} times on the way`)
  if (seen.length > 1) broken(`${id}: seen ${seen.length} times`)
  if (Message.isOpen(state)) broken(`${id}: still ${state} in the end`)
  if (state === "SENT" && under.length + tries.filter(({ fate }) => fate?.accepted).length === 0) {
    broken(`${id}: SENT, and WhatsApp never accepted it`)
  }
  if ((state === "DELIVERED" || state === "READ") && seen.length === 0) broken(`${id}: ${state}, and nobody got it`)
  if (state === "READ" && !tries.some(({ fate }) => fate?.readAt != null)) broken(`${id}: READ, and nobody read it`)
  if (state === "CANCELLED" && under.length > 0) broken(`${id}: CANCELLED, and WhatsApp has it`)
  if (state === "FAILED" && message.failure?.class !== "OUTCOME_UNKNOWN") {
    if (under.length > 0) broken(`${id}: FAILED, and WhatsApp has it`)
    const own = last?.fate?.refusal ?? last?.fate?.failure ?? null
    if (own?.code !== message.failure?.code) broken(`${id}: FAILED by ${message.failure?.code}, not by ${own?.code}`)
  }
  if (state === "FAILED" && message.failure?.class === "OUTCOME_UNKNOWN") {
    if (tries.some(({ fate }) => knows(fate) && fate?.accepted)) {
      broken(`${id}: OUTCOME_UNKNOWN, although a status told it`)
    }
  }
  for (const { attempt, fate } of tries) {
    if (fate === null || !knows(fate)) continue
    if (attempt.evidence === "NONE" || attempt.evidence === "OUTCOME_UNKNOWN") {
      broken(`${id}: attempt ${attempt.number} does not know what a status told`)
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
    const wasSeen = (tables.attempts.get(id) ?? []).some(({ token }) => byToken.get(token)?.deliveredAt != null)
    if (!wasSeen || tables.runs.get(runId)?.reminder == null) continue
    const key = `${campaignId} ${phone} ${rendered.body[1]?.text}`
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    if (count > (days.get(campaignId)?.size ?? 0)) broken(`the reminder ${key} was seen ${count} times`)
  }
}
