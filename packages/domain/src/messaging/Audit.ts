/**
 * Whether what is stored agrees with what it has come from: messages with their attempts, attempts with the statuses that
 * were reported, figures with the messages they count.
 *
 * 1. A message is what its attempts fold into.
 * 2. Of an attempt whose events are all kept, each time is the earliest that an event tells, and its evidence the highest
 *    of answer and events.
 * 3. Figures are what a count of messages and skips gives; a run has planned and skipped as many.
 * 4. A COMPLETED run has nothing open, a MISSED one has nothing at all.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import type { Run } from "../campaigns/Run.js"
import * as Attempt from "./Attempt.js"
import * as Figures from "./Figures.js"
import * as Message from "./Message.js"
import type { StatusUpdate } from "./StatusUpdate.js"

/**
 * A status event as it is kept.
 *
 * @since 0.1.0
 * @category model
 */
export interface StoredEvent extends Pick<StatusUpdate, "status" | "occurredAt"> {
  readonly attemptId: Attempt.AttemptId
}

/**
 * A difference, in words for an operator: what is stored, and what it should be.
 *
 * @since 0.1.0
 * @category model
 */
export type Difference = string

/**
 * What is wrong with a message. Events received before `eventsSince` may be gone; null when none are kept.
 *
 * @since 0.1.0
 * @category rules
 */
export const ofMessage = (
  { attempts, events, message }: Message.WithAttempts & { readonly events: ReadonlyArray<StoredEvent> },
  eventsSince: DateTime.Utc | null
): ReadonlyArray<Difference> => {
  const folded = Message.fold(message, attempts)
  const known = new Set(attempts.map(({ id }) => id))
  return [
    ...progressFields.flatMap((field) =>
      textOf(message[field]) === textOf(folded[field])
        ? []
        : [`${field} is ${textOf(message[field])}, and its attempts come to ${textOf(folded[field])}`]
    ),
    ...attempts.flatMap((attempt, index) => attempt.number === index + 1 ? [] : [`attempt ${index + 1} is missing`]),
    ...attempts.filter(Attempt.isOpen).length > 1 ? ["more than one attempt is open"] : [],
    ...events.flatMap(({ attemptId }) => known.has(attemptId) ? [] : [`an event is about no attempt: ${attemptId}`]),
    ...attempts.flatMap((attempt) =>
      ofAttempt(attempt, events.filter(({ attemptId }) => attemptId === attempt.id), eventsSince).map((difference) =>
        `attempt ${attempt.number}: ${difference}`
      )
    )
  ]
}

const progressFields = [
  "state",
  "reached",
  "attempts",
  "failure",
  "acceptedAt",
  "sentAt",
  "deliveredAt",
  "readAt",
  "failedAt"
] as const

const textOf = (value: unknown): string =>
  DateTime.isDateTime(value)
    ? DateTime.formatIso(value)
    : typeof value === "object" && value !== null
    ? JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1)))
    : String(value)

const statuses = [
  ["sent", "SENT", "sentAt"],
  ["failed", "FAILED", "failedAt"],
  ["delivered", "DELIVERED", "deliveredAt"],
  ["read", "READ", "readAt"]
] as const

const ofAttempt = (
  attempt: Attempt.Attempt,
  events: ReadonlyArray<StoredEvent>,
  eventsSince: DateTime.Utc | null
): ReadonlyArray<Difference> => {
  const { acceptedAt, evidence, firstStatusAt, state } = attempt
  // What was received before the oldest event that is kept may have had events that are gone.
  const isWhole = firstStatusAt === null ||
    (eventsSince !== null && DateTime.lessThanOrEqualTo(eventsSince, firstStatusAt))
  const told = statuses.map(([status, evidence, time]) => ({
    evidence,
    time,
    at: events.reduce<DateTime.Utc | null>(
      (first, event) =>
        event.status !== status ? first : first === null ? event.occurredAt : DateTime.min(first, event.occurredAt),
      null
    )
  }))
  const highest = Math.max(
    state === "ACCEPTED" ? Attempt.rank("ACCEPTED") : state === "REJECTED" ? Attempt.rank("REJECTED") : 0,
    ...told.map(({ at, evidence }) => at === null ? 0 : Attempt.rank(evidence))
  )
  const rank = Attempt.rank(evidence)
  const isProven = rank === highest || (highest === 0 && evidence === "OUTCOME_UNKNOWN" && state !== "BEGUN")
  return [
    ...told.flatMap(({ at, time }) => {
      const stored = attempt[time]
      const agrees = isWhole
        ? textOf(stored) === textOf(at)
        : at === null || (stored !== null && DateTime.lessThanOrEqualTo(stored, at))
      return agrees ? [] : [`${time} is ${textOf(stored)}, and its events tell ${textOf(at)}`]
    }),
    ...(isWhole ? isProven : rank >= highest)
      ? []
      : [`its evidence is ${evidence}, and its answer (${state}) and events come to another`],
    ...(state === "ACCEPTED") === (acceptedAt !== null)
      ? []
      : [`it is ${state}, and acceptedAt is ${textOf(acceptedAt)}`]
  ]
}

/**
 * How figures differ from a count.
 *
 * @since 0.1.0
 * @category rules
 */
export const ofCounts = (stored: Figures.Counts, recounted: Figures.Counts): ReadonlyArray<Difference> => {
  const [a, b] = [byText(stored), byText(recounted)]
  return [...new Set([...a.keys(), ...b.keys()])].toSorted().flatMap((cell) =>
    a.get(cell) === b.get(cell)
      ? []
      : [`the figures have ${a.get(cell) ?? 0} ${cell}, and there are ${b.get(cell) ?? 0}`]
  )
}

const byText = ({ messages, skips }: Figures.Counts): ReadonlyMap<string, number> =>
  new Map([
    ...messages.map(({ code, count, language, reached, reason, state }): [string, number] => [
      `${state} in ${language} that reached ${reached}` +
      (reason === null ? "" : ` (${reason}${code === null ? "" : ` ${code}`})`),
      count
    ]),
    ...skips.map(({ count, reason }): [string, number] => [`skipped (${reason})`, count])
  ])

/**
 * What is wrong with a run, its figures and its end.
 *
 * @since 0.1.0
 * @category rules
 */
export const ofRun = (
  { recounted, run, ...stored }: Figures.Counts & { readonly run: Run; readonly recounted: Figures.Counts }
): ReadonlyArray<Difference> => {
  const { byState, funnel } = Figures.fromCounts(recounted.messages)
  const skipped = recounted.skips.reduce((sum, { count }) => sum + count, 0)
  return [
    ...ofCounts(stored, recounted),
    ...funnel.planned === run.planned
      ? []
      : [`it has planned ${run.planned}, and there are ${funnel.planned} messages`],
    ...skipped === run.skipped ? [] : [`it has skipped ${run.skipped}, and there are ${skipped} skips`],
    ...run.status === "COMPLETED" && !Figures.isSettled(byState) ? ["it is COMPLETED, and messages are open"] : [],
    ...run.status === "MISSED" && funnel.planned + skipped > 0 ? ["it is MISSED, and somebody is in it"] : []
  ]
}
