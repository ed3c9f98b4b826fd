/**
 * How long an attempt without an answer stays UNCONFIRMED.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type { WhenUnconfirmed } from "../campaigns/Campaign.js"
import * as Attempt from "./Attempt.js"
import type { Failure } from "./Failure.js"

/**
 * Silence this long, while statuses of later attempts on the same number come in, counts as proof.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultDeadline = Duration.minutes(15)

/**
 * A begun attempt without a recorded answer after this long has lost it: its worker stalled or died. It is longer than
 * the sender's own time-outs together.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultAnswerWithin = Duration.minutes(2)

/**
 * What an attempt fails with when silence is proven. Its message is not tried again, since the person may have it, unless
 * the campaign takes that risk.
 *
 * @since 0.1.0
 * @category constants
 */
export const outcomeUnknown: Failure = {
  class: "OUTCOME_UNKNOWN",
  code: null,
  reason: "WhatsApp's answer was lost and no status came; the customer may or may not have got the message.",
  traceId: null
}

/**
 * Whether an unconfirmed attempt ends now as OUTCOME_UNKNOWN. `laterStatusAt` is when the first status of an
 * attempt on the same number was processed that was begun with this one or later; null when there was none, which proves
 * nothing: webhooks may be down.
 *
 * @since 0.1.0
 * @category rules
 */
export const isOver = (input: {
  readonly begunAt: DateTime.Utc
  readonly laterStatusAt: DateTime.Utc | null
  readonly notAfter: DateTime.Utc
  readonly now: DateTime.Utc
  readonly deadline: Duration.Duration
}): boolean => {
  if (DateTime.greaterThanOrEqualTo(input.now, input.notAfter)) return true
  if (input.laterStatusAt === null) return false
  const silentSince = DateTime.max(input.begunAt, input.laterStatusAt)
  return DateTime.greaterThanOrEqualTo(input.now, DateTime.addDuration(silentSince, input.deadline))
}

/**
 * When a message is sent again after an attempt of it ended in silence; null for never, which is what a campaign gets that
 * says nothing. `others` are its other attempts: the second silence is the end.
 *
 * @since 0.1.0
 * @category rules
 */
export const repeatAt = (input: {
  readonly whenUnconfirmed: WhenUnconfirmed
  readonly others: ReadonlyArray<Pick<Attempt.Attempt, "state" | "evidence">>
  readonly notAfter: DateTime.Utc
  readonly now: DateTime.Utc
}): DateTime.Utc | null =>
  input.whenUnconfirmed === "REPEAT_ONCE" && !input.others.some(Attempt.isSilent) &&
    DateTime.lessThan(input.now, input.notAfter)
    ? input.now
    : null
