/**
 * How fast a sender may send, to whom, and how many people it may reach.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { MessageId } from "../messaging/Message.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"

/**
 * The budget cannot be asked, so nothing may be sent.
 *
 * @since 0.1.0
 * @category errors
 */
export class BudgetUnavailable extends Schema.TaggedError<BudgetUnavailable>("@ektola/domain/BudgetUnavailable")(
  "BudgetUnavailable",
  { cause: Schema.Defect }
) {}

/**
 * One message that wants to leave. `ratePerSecond` is what the number may send (`Throughput.usable`), `recipient` a
 * phone number or a business-scoped user id. `portfolio` is null when the people it reaches need not be counted.
 *
 * @since 0.1.0
 * @category model
 */
export interface Claim {
  readonly messageId: MessageId
  readonly phoneNumberId: PhoneNumberId
  readonly ratePerSecond: number
  readonly recipient: string
  readonly portfolio: { readonly id: string; readonly limit: number } | null
}

/**
 * - Granted: the instant is this message's own. `wait` is the time until then; `instant` is for `giveBack`, in
 *   milliseconds of the budget's clock
 * - Later: nothing was reserved, except that a RECIPIENT's next free instant is kept for this message when it asks again
 *   after `wait`, or soon enough thereafter. `scope` tells whom it concerns: this RECIPIENT, the SENDER, or EVERYBODY.
 *   A SENDER has to wait when it is held, when its next instant is beyond `Throughput.horizon`, or when its portfolio has
 *   reached its limit; in the last case whom it has reached already may still be written to
 * - Unknown: whom the portfolio has reached is not known (any more); `restore` it and ask again
 *
 * @since 0.1.0
 * @category model
 */
export type Grant =
  | { readonly _tag: "Granted"; readonly wait: Duration.Duration; readonly instant: number }
  | {
    readonly _tag: "Later"
    readonly scope: "RECIPIENT" | "SENDER" | "EVERYBODY"
    readonly wait: Duration.Duration
    readonly reason: string
  }
  | { readonly _tag: "Unknown"; readonly portfolioId: string }

/**
 * What an adapter provides. Its clock is one for all callers; nothing of it survives its loss except what `restore`
 * brings back, so a budget that begins empty grants nothing for `Throughput.holdAfterLoss`.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Whether several workers may use this budget together. */
  readonly isShared: boolean
  /**
   * One answer per claim, in order, decided together. The first claim's instant is `lead` or more from now, and each
   * next one's may be `apart` later at the earliest (zero unless it is said): a process that sends for many numbers
   * cannot send all at once. None is beyond `Throughput.horizon`, which all of that must be well below. Instants of a
   * number are `1 / ratePerSecond` or more apart, whoever asks; between two of one number and recipient there are at least `Throughput.pairInterval`; in any 24 hours
   * a portfolio gets at most `limit` different recipients. When the answer is lost, the instants pass unused.
   */
  readonly reserve: (
    claims: ReadonlyArray<Claim>,
    lead: Duration.Duration,
    apart?: Duration.Duration
  ) => Effect.Effect<ReadonlyArray<Grant>, BudgetUnavailable>
  /**
   * Granted and not used: instants still to come go to others, and recipients who were counted for them count no more.
   * What was given back before, or is long over, changes nothing.
   */
  readonly giveBack: (
    unused: ReadonlyArray<{ readonly claim: Claim; readonly instant: number }>
  ) => Effect.Effect<void, BudgetUnavailable>
  /** Grants nothing to this number, or to anybody when it is null, for so long; never shortens an earlier hold. */
  readonly hold: (
    phoneNumberId: PhoneNumberId | null,
    period: Duration.Duration
  ) => Effect.Effect<void, BudgetUnavailable>
  /**
   * Whom the portfolio has reached in the last 24 hours, and when last; everybody, for from then on it counts as known.
   * Adds to what is known already.
   */
  readonly restore: (
    portfolioId: string,
    reached: ReadonlyArray<{ readonly recipient: string; readonly at: DateTime.Utc }>
  ) => Effect.Effect<void, BudgetUnavailable>
}

/**
 * The tag of the port. All workers must share one budget: with `SendBudgetMemory` each of them would use the whole
 * rate.
 *
 * @since 0.1.0
 * @category port
 */
export class SendBudget extends Context.Tag("@ektola/domain/ports/SendBudget")<SendBudget, Service>() {}
