/**
 * One try to send a message: at most one POST. Evidence about it is ranked and only moves up.
 *
 * ```text
 * BEGUN ──answer──▶ ACCEPTED | REJECTED | NOT_WRITTEN
 *   └──answer lost──▶ UNKNOWN ──late answer or status──▶ ACCEPTED | REJECTED
 * evidence: none < outcome unknown < accepted < rejected < sent < failed < delivered < read
 * ```
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"
import type { Failure } from "./Failure.js"
import type { MessageId } from "./Message.js"
import type { StatusUpdate } from "./StatusUpdate.js"

/**
 * UUIDv7 of an attempt.
 *
 * @since 0.1.0
 * @category model
 */
export const AttemptId = Schema.UUID.pipe(Schema.brand("AttemptId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type AttemptId = typeof AttemptId.Type

/**
 * What is known of the POST itself. NOT_WRITTEN: it surely never reached a socket.
 *
 * @since 0.1.0
 * @category model
 */
export const State = Schema.Literal("BEGUN", "ACCEPTED", "REJECTED", "NOT_WRITTEN", "UNKNOWN")
/**
 * One of the five words; what became of the message is told by `Evidence`.
 *
 * @since 0.1.0
 * @category model
 */
export type State = typeof State.Type

/**
 * Ranked evidence about the message's fate. REJECTED is the answer to the POST, FAILED a status: a status proves more
 * than an answer, and any proof more than OUTCOME_UNKNOWN.
 *
 * @since 0.1.0
 * @category model
 */
export const Evidence = Schema.Literal(
  "NONE",
  "OUTCOME_UNKNOWN",
  "ACCEPTED",
  "REJECTED",
  "SENT",
  "FAILED",
  "DELIVERED",
  "READ"
)
/**
 * One of the eight words, the weakest first; `rank` compares two.
 *
 * @since 0.1.0
 * @category model
 */
export type Evidence = typeof Evidence.Type

const ranks: Readonly<Record<Evidence, number>> = {
  NONE: 0,
  OUTCOME_UNKNOWN: 1,
  ACCEPTED: 2,
  REJECTED: 3,
  SENT: 4,
  FAILED: 5,
  DELIVERED: 6,
  READ: 7
}

/**
 * The place of evidence in its order, from 0 for NONE to 7 for READ, to compare two of them; not to be stored.
 *
 * @since 0.1.0
 * @category rules
 */
export const rank = (evidence: Evidence): number => ranks[evidence]

/**
 * `number` counts from 1. `token` is the opaque callback data that ties statuses to this attempt. `retryAt` is when
 * the message may be tried again after this attempt; null when it may not. Times of statuses are the earliest webhook
 * timestamps; a time that never came stays null. `failure` is that of the earliest `failed` status, if there are
 * several. `answeredAt` is when the POST was answered or given up; `firstStatusAt` when the first status was processed.
 *
 * @since 0.1.0
 * @category model
 */
export interface Attempt {
  readonly id: AttemptId
  readonly messageId: MessageId
  readonly phoneNumberId: PhoneNumberId
  readonly number: number
  readonly token: string
  readonly state: State
  readonly evidence: Evidence
  readonly wamid: string | null
  readonly failure: Failure | null
  readonly retryAt: DateTime.Utc | null
  readonly begunAt: DateTime.Utc
  readonly answeredAt: DateTime.Utc | null
  readonly acceptedAt: DateTime.Utc | null
  readonly sentAt: DateTime.Utc | null
  readonly deliveredAt: DateTime.Utc | null
  readonly readAt: DateTime.Utc | null
  readonly failedAt: DateTime.Utc | null
  readonly firstStatusAt: DateTime.Utc | null
}

/**
 * A new attempt, to be stored before its POST.
 *
 * @since 0.1.0
 * @category constructors
 */
export const begin = (
  input: Pick<Attempt, "id" | "messageId" | "phoneNumberId" | "number" | "token" | "begunAt">
): Attempt => ({
  // Listed and not spread: what follows a spread as a new property costs V8 some microseconds each.
  id: input.id,
  messageId: input.messageId,
  phoneNumberId: input.phoneNumberId,
  number: input.number,
  token: input.token,
  begunAt: input.begunAt,
  state: "BEGUN",
  evidence: "NONE",
  wamid: null,
  failure: null,
  retryAt: null,
  answeredAt: null,
  acceptedAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  firstStatusAt: null
})

/**
 * What one can learn about an attempt. `retryAt` of a failure is decided by the retry policy before it is applied.
 *
 * @since 0.1.0
 * @category model
 */
export type Event =
  | { readonly _tag: "Accepted"; readonly wamid: string; readonly at: DateTime.Utc }
  | {
    readonly _tag: "Rejected"
    readonly failure: Failure
    readonly retryAt: DateTime.Utc | null
    readonly at: DateTime.Utc
  }
  | { readonly _tag: "NotWritten"; readonly retryAt: DateTime.Utc; readonly at: DateTime.Utc }
  | { readonly _tag: "AnswerLost"; readonly at: DateTime.Utc }
  | {
    readonly _tag: "SilenceProven"
    readonly failure: Failure
    readonly retryAt: DateTime.Utc | null
    readonly at: DateTime.Utc
  }
  | {
    readonly _tag: "StatusReported"
    readonly update: StatusUpdate
    readonly retryAt: DateTime.Utc | null
    readonly at: DateTime.Utc
  }

/**
 * Whether the attempt may still turn out sent without further proof: at most one attempt of a message is open.
 *
 * @since 0.1.0
 * @category rules
 */
export const isOpen = (attempt: Pick<Attempt, "state" | "evidence">): boolean =>
  (attempt.state === "BEGUN" || attempt.state === "UNKNOWN") && attempt.evidence === "NONE"

/**
 * Whether the attempt ended in silence: nothing proves that the person got it, or did not.
 *
 * @since 0.1.0
 * @category rules
 */
export const isSilent = (attempt: Pick<Attempt, "state" | "evidence">): boolean =>
  attempt.state === "UNKNOWN" && attempt.evidence === "OUTCOME_UNKNOWN"

/**
 * The attempt after an event. Applying events in any order and any number of times ends in the same evidence, failure
 * and retry; an event that brings nothing new returns the same object.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Attempt from "@ektola/domain/messaging/Attempt"
 * import { MessageId } from "@ektola/domain/messaging/Message"
 * import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
 * import * as DateTime from "effect/DateTime"
 *
 * const at = DateTime.unsafeMake("2026-12-05T04:30:00Z")
 * const phoneNumberId = PhoneNumberId.make("200000000000001")
 * const begun = Attempt.begin({
 *   id: Attempt.AttemptId.make("019ae000-0000-7000-8000-000000000002"),
 *   messageId: MessageId.make("019ae000-0000-7000-8000-000000000001"),
 *   phoneNumberId,
 *   number: 1,
 *   token: "token-1",
 *   begunAt: at
 * })
 * const status = (status: string): Attempt.Event => {
 *   const update = { phoneNumberId, wabaId: null, wamid: "wamid.1", token: "token-1", status, occurredAt: at }
 *   return {
 *     _tag: "StatusReported",
 *     update: { ...update, recipientPhone: null, waUserId: null, failure: null },
 *     retryAt: null,
 *     at
 *   }
 * }
 *
 * const lost = Attempt.apply(begun, { _tag: "AnswerLost", at })
 * assert.strictEqual(lost.state, "UNKNOWN")
 *
 * const read = Attempt.apply(lost, status("read"))
 * assert.strictEqual(read.evidence, "READ")
 * assert.strictEqual(Attempt.apply(read, status("sent")).evidence, "READ") // late, and only its time is taken
 * assert.strictEqual(Attempt.apply(read, status("read")), read) // nothing new
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const apply = (attempt: Attempt, event: Event): Attempt => {
  switch (event._tag) {
    case "Accepted":
      return isUnanswered(attempt)
        ? {
          ...raise(attempt, "ACCEPTED"),
          state: "ACCEPTED",
          wamid: attempt.wamid ?? event.wamid,
          answeredAt: event.at,
          acceptedAt: event.at
        }
        : attempt
    case "Rejected":
      return isUnanswered(attempt)
        ? {
          ...raise(attempt, "REJECTED", event),
          state: "REJECTED",
          answeredAt: event.at
        }
        : attempt
    case "NotWritten":
      // Silence was only a guess: an answer that comes after it still decides.
      return isUnanswered(attempt) && rank(attempt.evidence) <= rank("OUTCOME_UNKNOWN")
        ? { ...attempt, state: "NOT_WRITTEN", answeredAt: event.at, failure: null, retryAt: event.retryAt }
        : attempt
    case "AnswerLost":
      return attempt.state === "BEGUN" ? { ...attempt, state: "UNKNOWN" } : attempt
    case "SilenceProven":
      return isOpen(attempt)
        ? {
          ...raise(attempt, "OUTCOME_UNKNOWN", event),
          state: "UNKNOWN",
          answeredAt: event.at
        }
        : attempt
    case "StatusReported":
      return applyStatus(attempt, event)
  }
}

const isUnanswered = (attempt: Attempt): boolean => attempt.state === "BEGUN" || attempt.state === "UNKNOWN"

const none = { failure: null, retryAt: null }

// Evidence that rises replaces what lower evidence concluded: its failure and its planned repeat.
const raise = (
  attempt: Attempt,
  evidence: Evidence,
  conclusion: Pick<Attempt, "failure" | "retryAt"> = none
): Attempt =>
  rank(evidence) > rank(attempt.evidence)
    ? { ...attempt, evidence, failure: conclusion.failure, retryAt: conclusion.retryAt }
    : attempt

const earliest = (known: DateTime.Utc | null, seen: DateTime.Utc): DateTime.Utc =>
  known !== null && DateTime.lessThanOrEqualTo(known, seen) ? known : seen

const applyStatus = (attempt: Attempt, event: Extract<Event, { _tag: "StatusReported" }>): Attempt => {
  const { update } = event
  const evidence = evidenceOf(update.status)
  if (evidence === null) return attempt
  const time = timeOf[evidence]
  const seenAt = earliest(attempt[time], update.occurredAt)
  const concludes = rank(evidence) > rank(attempt.evidence) || evidence === "FAILED" && stands(attempt, event)
  if (!concludes && seenAt === attempt[time] && attempt.wamid !== null && attempt.firstStatusAt !== null) return attempt
  const { failure, retryAt } = evidence === "FAILED" ? { failure: update.failure, retryAt: event.retryAt } : none
  return {
    ...attempt,
    ...(concludes ? { evidence, failure, retryAt } : {}),
    [time]: seenAt,
    wamid: attempt.wamid ?? update.wamid,
    firstStatusAt: attempt.firstStatusAt ?? event.at
  }
}

// Whether a reported failure stands instead of the one that is known. Of several the earliest does, whichever arrives
// first; of the same second the final one, and then any, as long as it is always the same.
const stands = (attempt: Attempt, { retryAt, update }: Extract<Event, { _tag: "StatusReported" }>): boolean => {
  if (attempt.evidence !== "FAILED" || attempt.failedAt === null) return false
  if (!DateTime.Equivalence(update.occurredAt, attempt.failedAt)) {
    return DateTime.lessThan(update.occurredAt, attempt.failedAt)
  }
  if ((retryAt === null) !== (attempt.retryAt === null)) return retryAt === null
  const [code, known] = [update.failure?.code ?? 0, attempt.failure?.code ?? 0]
  return code !== known ? code < known : (update.failure?.reason ?? "") < (attempt.failure?.reason ?? "")
}

const timeOf = { SENT: "sentAt", FAILED: "failedAt", DELIVERED: "deliveredAt", READ: "readAt" } as const

const evidenceOf = (status: string): keyof typeof timeOf | null => {
  switch (status) {
    case "sent":
      return "SENT"
    case "failed":
      return "FAILED"
    case "delivered":
      return "DELIVERED"
    case "read":
      return "READ"
    default:
      return null
  }
}
