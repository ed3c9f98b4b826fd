/**
 * A message to one recipient in one run: a fold over its attempts.
 *
 * ```text
 * QUEUED ⇄ (leased) ──begin──▶ SENDING ──answer──▶ SENT ──▶ DELIVERED ──▶ READ
 *   ▲                            │  └─answer lost──▶ UNCONFIRMED ──status or late answer──▶ SENT … FAILED
 *   └──── retry or deferral ─────┘                       └── proof of silence ──▶ FAILED (OUTCOME_UNKNOWN)
 *   ▲                                                    └── … if the campaign repeats it once ──▶ QUEUED
 * QUEUED ──▶ CANCELLED
 * ```
 *
 * 1. The message takes its best attempt: read, delivered, sent, in flight, waiting for a retry, failed.
 * 2. At most one attempt is open.
 * 3. The state does not depend on the order or repetition of what is learnt about attempts.
 * 4. Open is QUEUED, SENDING, UNCONFIRMED; a run is complete when nothing is open.
 * 5. A cancelled message never begins again, but late proof of an earlier attempt is still shown.
 * 6. A message of which one attempt ended in silence may have arrived: without proof it ends as FAILED (OUTCOME_UNKNOWN),
 *    whatever became of its repeat, and is never called CANCELLED.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import type { CampaignId } from "../campaigns/Campaign.js"
import type { RunId } from "../campaigns/Run.js"
import type { ContactId } from "../contacts/Contact.js"
import type { Language } from "../contacts/Language.js"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { Rendered } from "../templates/Rendering.js"
import type { TranslationId } from "../templates/Template.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"
import * as Attempt from "./Attempt.js"
import type { Failure } from "./Failure.js"

/**
 * UUIDv7 of a message.
 *
 * @since 0.1.0
 * @category model
 */
export const MessageId = Schema.UUID.pipe(Schema.brand("MessageId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type MessageId = typeof MessageId.Type

/**
 * - QUEUED: waits for `dueAt` and a worker, for the first time or again
 * - SENDING: an attempt has begun and has no answer yet
 * - UNCONFIRMED: the answer was lost; the person may or may not get it
 * - SENT: WhatsApp took it; DELIVERED and READ: a status said so
 * - FAILED: refused, undeliverable, or OUTCOME_UNKNOWN; it is not tried again
 * - CANCELLED: given up while it was QUEUED; `cancelReason` says why
 *
 * @since 0.1.0
 * @category model
 */
export const State = Schema.Literal(
  "QUEUED",
  "SENDING",
  "UNCONFIRMED",
  "SENT",
  "DELIVERED",
  "READ",
  "FAILED",
  "CANCELLED"
)
/**
 * One of the eight words; `isOpen` says which of them keep a run from being complete.
 *
 * @since 0.1.0
 * @category model
 */
export type State = typeof State.Type

/**
 * Why a queued message will not be sent.
 *
 * @since 0.1.0
 * @category model
 */
export const CancelReason = Schema.Literal(
  "EXPIRED",
  "OPTED_OUT",
  "CONTACT_DELETED",
  "TEMPLATE_NOT_APPROVED",
  "CATEGORY_CHANGED",
  "CAMPAIGN_COMPLETED",
  "JEWELLER_STOPPED"
)
/**
 * One of the seven words.
 *
 * @since 0.1.0
 * @category model
 */
export type CancelReason = typeof CancelReason.Type

/**
 * How far the message ever got; it never falls, also when the message fails later.
 *
 * @since 0.1.0
 * @category model
 */
export const Reached = Schema.Literal("NOTHING", "SENT", "DELIVERED", "READ")
/**
 * One of the four words; each includes those before it.
 *
 * @since 0.1.0
 * @category model
 */
export type Reached = typeof Reached.Type

/**
 * What is fixed when the audience is frozen.
 *
 * @since 0.1.0
 * @category model
 */
export interface Envelope {
  readonly id: MessageId
  readonly jewellerId: JewellerId
  readonly campaignId: CampaignId
  readonly runId: RunId
  readonly contactId: ContactId
  readonly phoneNumberId: PhoneNumberId
  readonly phone: PhoneNumber | null
  readonly waUserId: string | null
  readonly templateName: string
  readonly translationId: TranslationId
  readonly language: Language
  readonly rendered: Rendered
  readonly notAfter: DateTime.Utc
}

/**
 * What the fold gives. `dueAt` matters while QUEUED: it is the latest instant that any of the attempts has to wait for, or
 * to which the guard has put the message off.
 * `failure` is set for FAILED and for a QUEUED message that waits after a failure.
 *
 * @since 0.1.0
 * @category model
 */
export interface Progress {
  readonly state: State
  readonly reached: Reached
  readonly dueAt: DateTime.Utc
  readonly attempts: number
  readonly cancelReason: CancelReason | null
  readonly failure: Failure | null
  readonly acceptedAt: DateTime.Utc | null
  readonly sentAt: DateTime.Utc | null
  readonly deliveredAt: DateTime.Utc | null
  readonly readAt: DateTime.Utc | null
  readonly failedAt: DateTime.Utc | null
}

/**
 * What is fixed, and what its attempts came to. Only `queue`, `fold`, `cancel` and `postpone` make one; none of its
 * fields is set by hand.
 *
 * @since 0.1.0
 * @category model
 */
export interface Message extends Envelope, Progress {}

/**
 * A message with all its attempts, oldest first.
 *
 * @since 0.1.0
 * @category model
 */
export interface WithAttempts {
  readonly message: Message
  readonly attempts: ReadonlyArray<Attempt.Attempt>
}

/**
 * A new message that may leave from `dueAt` on.
 *
 * @since 0.1.0
 * @category constructors
 */
export const queue = (envelope: Envelope, dueAt: DateTime.Utc): Message => ({
  // Listed and not spread: what follows a spread as a new property costs V8 some microseconds each.
  id: envelope.id,
  jewellerId: envelope.jewellerId,
  campaignId: envelope.campaignId,
  runId: envelope.runId,
  contactId: envelope.contactId,
  phoneNumberId: envelope.phoneNumberId,
  phone: envelope.phone,
  waUserId: envelope.waUserId,
  templateName: envelope.templateName,
  translationId: envelope.translationId,
  language: envelope.language,
  rendered: envelope.rendered,
  notAfter: envelope.notAfter,
  state: "QUEUED",
  reached: "NOTHING",
  dueAt,
  attempts: 0,
  cancelReason: null,
  failure: null,
  acceptedAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null
})

/**
 * The part of a message that changes, without its envelope.
 *
 * @since 0.1.0
 * @category getters
 */
export const progress = (message: Message): Progress => ({
  state: message.state,
  reached: message.reached,
  dueAt: message.dueAt,
  attempts: message.attempts,
  cancelReason: message.cancelReason,
  failure: message.failure,
  acceptedAt: message.acceptedAt,
  sentAt: message.sentAt,
  deliveredAt: message.deliveredAt,
  readAt: message.readAt,
  failedAt: message.failedAt
})

/**
 * Whether a message in this state may still leave, or may have left unseen.
 *
 * @since 0.1.0
 * @category rules
 */
export const isOpen = (state: State): boolean => state === "QUEUED" || state === "SENDING" || state === "UNCONFIRMED"

/**
 * The message that its attempts add up to. `cancelled` is the reason it was cancelled for, if it was.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Attempt from "@ektola/domain/messaging/Attempt"
 * import * as Message from "@ektola/domain/messaging/Message"
 * import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
 * import * as DateTime from "effect/DateTime"
 *
 * // What a store keeps after something became known about the last attempt.
 * const learn = ({ attempts, message }: Message.WithAttempts, event: Attempt.Event): Message.WithAttempts => {
 *   const all = attempts.map((each) => each.number === attempts.length ? Attempt.apply(each, event) : each)
 *   return { message: Message.fold(message, all), attempts: all }
 * }
 *
 * const at = DateTime.unsafeMake("2026-12-05T04:30:00Z")
 * const messageId = Message.MessageId.make("019ae000-0000-7000-8000-000000000001")
 * const queued = Message.queue({ id: messageId, notAfter: DateTime.add(at, { hours: 6 }) } as Message.Envelope, at)
 * const begun = Attempt.begin({
 *   id: Attempt.AttemptId.make("019ae000-0000-7000-8000-000000000002"),
 *   messageId,
 *   phoneNumberId: PhoneNumberId.make("200000000000001"),
 *   number: 1,
 *   token: "token-1",
 *   begunAt: at
 * })
 *
 * const sending = { message: Message.fold(queued, [begun]), attempts: [begun] }
 * assert.strictEqual(sending.message.state, "SENDING")
 * assert.strictEqual(learn(sending, { _tag: "AnswerLost", at }).message.state, "UNCONFIRMED")
 *
 * const accepted = learn(sending, { _tag: "Accepted", wamid: "wamid.1", at })
 * assert.strictEqual(accepted.message.state, "SENT")
 * assert.strictEqual(accepted.message.reached, "SENT")
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const fold = (
  message: Message,
  attempts: ReadonlyArray<Attempt.Attempt>,
  cancelled: CancelReason | null = message.cancelReason
): Message => {
  const { best, state } = conclude(attempts, cancelled !== null)
  const times = {
    acceptedAt: earliest(attempts, "acceptedAt"),
    sentAt: earliest(attempts, "sentAt"),
    deliveredAt: earliest(attempts, "deliveredAt"),
    readAt: earliest(attempts, "readAt")
  }
  return {
    ...message,
    ...times,
    state,
    reached: times.readAt !== null
      ? "READ"
      : times.deliveredAt !== null
      ? "DELIVERED"
      : times.sentAt !== null || times.acceptedAt !== null
      ? "SENT"
      : "NOTHING",
    dueAt: state === "QUEUED" || state === "CANCELLED"
      ? DateTime.max(latestRetry(attempts) ?? message.dueAt, message.dueAt)
      : message.dueAt,
    attempts: attempts.length,
    cancelReason: cancelled,
    failure: ["FAILED", "QUEUED", "CANCELLED"].includes(state) ? best?.failure ?? null : null,
    failedAt: state === "FAILED" ? best?.failedAt ?? best?.answeredAt ?? null : null
  }
}

/**
 * The message after it is given up while it waits. A message in flight or settled stays as it is. One that may have arrived
 * ends as OUTCOME_UNKNOWN instead.
 *
 * @since 0.1.0
 * @category rules
 */
export const cancel = ({ attempts, message }: WithAttempts, reason: CancelReason): Message =>
  message.state === "QUEUED" ? fold(message, attempts, reason) : message

/**
 * The message when it may not leave before `until`. One that would be too late then waits for its end like any other.
 *
 * @since 0.1.0
 * @category rules
 */
export const postpone = (message: Message, until: DateTime.Utc): Message =>
  message.state === "QUEUED" ? { ...message, dueAt: DateTime.min(until, message.notAfter) } : message

const preference: ReadonlyArray<State> = ["FAILED", "QUEUED", "UNCONFIRMED", "SENDING", "SENT", "DELIVERED", "READ"]
// Between the first two: what may have arrived stands against whatever else failed.
const silentPreference = 0.5

interface Conclusion {
  readonly best: Attempt.Attempt | null
  readonly state: State
}

const conclude = (attempts: ReadonlyArray<Attempt.Attempt>, isCancelled: boolean): Conclusion => {
  const conclusion = bestOf(attempts)
  if (!isCancelled || conclusion.state !== "QUEUED") return conclusion
  const silent = attempts.findLast(Attempt.isSilent)
  return silent === undefined ? { ...conclusion, state: "CANCELLED" } : { best: silent, state: "FAILED" }
}

// Later attempts win between equals, so that a retry's own failure is the one shown.
const bestOf = (attempts: ReadonlyArray<Attempt.Attempt>): Conclusion => {
  let found: Conclusion = { best: null, state: "QUEUED" }
  let bestRank = -1
  for (const attempt of attempts) {
    const superseded = attempt.number < attempts.length
    const state = superseded && Attempt.isSilent(attempt) ? "FAILED" : stateOf(attempt)
    // A finished try that has a successor says nothing by itself.
    const value = superseded && state === "QUEUED"
      ? -1
      : state === "FAILED" && Attempt.isSilent(attempt)
      ? silentPreference
      : preference.indexOf(state)
    if (value >= bestRank) {
      found = { best: attempt, state }
      bestRank = value
    }
  }
  return found
}

const stateOf = (attempt: Attempt.Attempt): State => {
  switch (attempt.evidence) {
    case "READ":
      return "READ"
    case "DELIVERED":
      return "DELIVERED"
    case "SENT":
    case "ACCEPTED":
      return "SENT"
    case "FAILED":
    case "REJECTED":
    case "OUTCOME_UNKNOWN":
      return attempt.retryAt === null ? "FAILED" : "QUEUED"
    case "NONE":
      return attempt.state === "BEGUN" ? "SENDING" : attempt.state === "NOT_WRITTEN" ? "QUEUED" : "UNCONFIRMED"
  }
}

// A deferral of the person holds, whichever attempt it is about.
const latestRetry = (attempts: ReadonlyArray<Attempt.Attempt>): DateTime.Utc | null =>
  attempts.reduce<DateTime.Utc | null>(
    (latest, { retryAt }) => retryAt === null ? latest : latest === null ? retryAt : DateTime.max(latest, retryAt),
    null
  )

const earliest = (
  attempts: ReadonlyArray<Attempt.Attempt>,
  time: "acceptedAt" | "sentAt" | "deliveredAt" | "readAt"
): DateTime.Utc | null =>
  attempts.reduce<DateTime.Utc | null>((known, attempt) => {
    const seen = attempt[time]
    return seen === null ? known : known === null ? seen : DateTime.min(known, seen)
  }, null)
