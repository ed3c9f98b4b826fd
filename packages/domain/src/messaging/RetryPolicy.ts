/**
 * Whether and when a message is tried again after a failed attempt.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import type * as Attempt from "./Attempt.js"
import * as Consequence from "./Consequence.js"
import type { Failure, FailureClass } from "./Failure.js"

interface Rule {
  readonly first: Duration.Duration
  readonly factor: number
  readonly longest: Duration.Duration
  readonly tries: number
}

const seconds = (first: number, factor: number, longest: number, tries: number): Rule => ({
  first: Duration.seconds(first),
  factor,
  longest: Duration.seconds(longest),
  tries
})

// PAIR follows WhatsApp's own advice of 4^X seconds; DEFER may not be repeated within 24 hours. ACCOUNT, PAYMENT and
// POLICY pause the sender, and what it was about to send waits until the sender may send again.
const rules: Readonly<Partial<Record<FailureClass, Rule>>> = {
  RETRY: seconds(5, 3, 900, 6),
  THROUGHPUT: seconds(1, 2, 60, 10),
  APP_THROUGHPUT: seconds(60, 2, 900, 10),
  PAIR: seconds(4, 4, 1024, 6),
  DEFER: seconds(24 * 3600, 1, 24 * 3600, 3),
  ACCOUNT: seconds(60, 4, 3600, 10),
  PAYMENT: seconds(60, 4, 3600, 10),
  POLICY: seconds(3600, 2, 6 * 3600, 6)
}

const notWritten: Rule = seconds(2, 2, 60, Infinity)

// What holds such a message is the pause of its campaign: this is only how soon it may leave after that.
const pausedTemplate: Rule = seconds(600, 3, 3 * 3600, 6)

const ruleOf = (failure: Failure, waitsForTemplate: boolean): Rule | undefined =>
  waitsForTemplate && Consequence.isOfPausedTemplate(failure) ? pausedTemplate : rules[failure.class]

/**
 * Whether a failure that came as a status, after WhatsApp had accepted the message, may be repeated at all: a deferral, and
 * the end of a message that WhatsApp held back for the quality of its template ("Template pacing").
 *
 * @since 0.1.0
 * @category rules
 */
export const isRepeatable = (failure: Pick<Failure, "class" | "code">): boolean =>
  failure.class === "DEFER" || Consequence.isOfPausedTemplate(failure)

/**
 * When to try again, or null for never: the class does not allow it, its tries are used up, or it would be too late.
 * `earlier` are the attempts before this one; `jitter` in [0, 1) spreads retries over up to a quarter more.
 * `retryAfter` is what WhatsApp asked for, if it did. `waitsForTemplate` is whether the campaign wants messages to wait for
 * a template that WhatsApp has paused; a message that was refused for it is tried again then.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as RetryPolicy from "@ektola/domain/messaging/RetryPolicy"
 * import * as DateTime from "effect/DateTime"
 *
 * const now = DateTime.unsafeMake("2026-12-05T04:30:00Z")
 * const input = { earlier: [], now, notAfter: DateTime.add(now, { hours: 6 }), retryAfter: null, jitter: 0 }
 *
 * const busy = { class: "RETRY", code: 133004, reason: "server unavailable", traceId: null } as const
 * assert.deepStrictEqual(RetryPolicy.retryAt({ ...input, failure: busy }), DateTime.add(now, { seconds: 5 }))
 *
 * // Not within 24 hours, and by then it is too late.
 * const capped = { class: "DEFER", code: 131049, reason: "enough marketing for today", traceId: null } as const
 * assert.strictEqual(RetryPolicy.retryAt({ ...input, failure: capped }), null)
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const retryAt = (input: {
  readonly failure: Failure
  readonly earlier: ReadonlyArray<Pick<Attempt.Attempt, "failure">>
  readonly now: DateTime.Utc
  readonly notAfter: DateTime.Utc
  readonly retryAfter: Duration.Duration | null
  readonly jitter: number
  readonly waitsForTemplate?: boolean
}): DateTime.Utc | null => {
  const rule = ruleOf(input.failure, input.waitsForTemplate ?? false)
  if (rule === undefined) return null
  const before = input.earlier.filter((attempt) => attempt.failure?.class === input.failure.class).length
  if (before + 1 >= rule.tries) return null
  const due = after(input.now, Duration.max(wait(rule, before, input.jitter), input.retryAfter ?? Duration.zero))
  return DateTime.lessThan(due, input.notAfter) ? due : null
}

/**
 * When to try again after a request that was surely not written. Only `notAfter` ends it.
 *
 * @since 0.1.0
 * @category rules
 */
export const afterNotWritten = (input: {
  readonly earlier: ReadonlyArray<Pick<Attempt.Attempt, "state">>
  readonly now: DateTime.Utc
  readonly jitter: number
}): DateTime.Utc => {
  const before = input.earlier.filter((attempt) => attempt.state === "NOT_WRITTEN").length
  return after(input.now, wait(notWritten, before, input.jitter))
}

// Instants are whole milliseconds everywhere, so that a store gives back what it was given.
const after = (now: DateTime.Utc, duration: Duration.Duration): DateTime.Utc =>
  DateTime.addDuration(now, Duration.millis(Math.ceil(Duration.toMillis(duration))))

const wait = (rule: Rule, before: number, jitter: number): Duration.Duration => {
  const plain = Duration.min(Duration.times(rule.first, rule.factor ** before), rule.longest)
  return Duration.times(plain, 1 + jitter / 4)
}
