/**
 * How long a sender is paused after WhatsApp refused it, and what ends the pause.
 *
 * ```text
 * CONNECTED ──refused──▶ PAUSED ──resumeAt──▶ on trial ──accepted──▶ CONNECTED
 *     ▲                    │ ▲                   └──refused──▶ PAUSED for longer
 *     └─────connected──────┘ └── ACCOUNT: no resumeAt, only connecting helps
 * ```
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as WhatsAppAccount from "./WhatsAppAccount.js"

/**
 * What changes when a sender is paused, or paused again.
 *
 * @since 0.1.0
 * @category model
 */
export interface Pause {
  readonly pauseClass: WhatsAppAccount.PauseClass
  readonly pauseReason: string
  readonly resumeAt: DateTime.Utc | null
  readonly pauses: number
}

interface Rule {
  readonly first: Duration.Duration
  readonly factor: number
  readonly longest: Duration.Duration
}

// ACCOUNT: a revoked token, a missing permission or registration heals only by a person's hand, and Meta locks numbers
// out that keep trying ("Error codes", 133016: 72 hours). PAYMENT: 131042 is gone as soon as the bill is paid, which
// nobody tells us. POLICY: 368, 131048 and 131064 are limits for a time that end by themselves ("Error codes";
// "Policy enforcement": 1, 3, 5, 7, 30 days), and trying during them makes 131048 worse: so seldom, and one message.
const rules: Readonly<Record<WhatsAppAccount.PauseClass, Rule | null>> = {
  ACCOUNT: null,
  PAYMENT: { first: Duration.hours(1), factor: 4, longest: Duration.hours(24) },
  POLICY: { first: Duration.hours(6), factor: 2, longest: Duration.hours(24) }
}

/**
 * When a sender that is paused at `now` is tried again; null when only connecting it again helps. `pauses` counts this
 * pause and those before it in a row.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as SenderPause from "@ektola/domain/tenancy/SenderPause"
 * import * as DateTime from "effect/DateTime"
 *
 * const now = DateTime.unsafeMake("2026-12-05T04:30:00Z")
 * assert.deepStrictEqual(SenderPause.resumeAt("PAYMENT", 1, now), DateTime.add(now, { hours: 1 }))
 * assert.deepStrictEqual(SenderPause.resumeAt("PAYMENT", 2, now), DateTime.add(now, { hours: 4 }))
 * assert.strictEqual(SenderPause.resumeAt("ACCOUNT", 1, now), null)
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const resumeAt = (
  pauseClass: WhatsAppAccount.PauseClass,
  pauses: number,
  now: DateTime.Utc
): DateTime.Utc | null => {
  const rule = rules[pauseClass]
  return rule === null
    ? null
    : DateTime.addDuration(now, Duration.min(Duration.times(rule.first, rule.factor ** (pauses - 1)), rule.longest))
}

/**
 * The pause that a refusal of an attempt means; null when it means none: the sender is paused already and this was no
 * trial, so that the first of many refusals decides.
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (
  account: Pick<WhatsAppAccount.WhatsAppAccount, "status" | "resumeAt" | "pauses">,
  refusal: {
    readonly pauseClass: WhatsAppAccount.PauseClass
    readonly reason: string
    readonly begunAt: DateTime.Utc
    readonly now: DateTime.Utc
  }
): Pause | null => {
  if (account.status === "PAUSED" && !WhatsAppAccount.isOnTrial(account, refusal.begunAt)) return null
  const { now, pauseClass, reason } = refusal
  const pauses = account.pauses + 1
  return { pauseClass, pauseReason: reason, resumeAt: resumeAt(pauseClass, pauses, now), pauses }
}

/**
 * Whether an attempt that WhatsApp has accepted ends the pause: it was the trial of this very pause.
 *
 * @since 0.1.0
 * @category rules
 */
export const isEndedBy = (
  account: Pick<WhatsAppAccount.WhatsAppAccount, "status" | "resumeAt">,
  attempt: { readonly begunAt: DateTime.Utc }
): boolean => WhatsAppAccount.isOnTrial(account, attempt.begunAt)
