/**
 * How fast a sender may send.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
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
 * What an adapter provides. The dispatcher reserves an instant for every message, and waits for it before it begins.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Reserves the next free sending instant of the number and returns how long it is until then. In any second at most
   * `ratePerSecond` reservations of a number become due, whatever the number of callers.
   */
  readonly reserve: (
    phoneNumberId: PhoneNumberId,
    ratePerSecond: number
  ) => Effect.Effect<Duration.Duration, BudgetUnavailable>
}

/**
 * The tag of the port. All workers must share one budget: with `SendBudgetMemory` each of them would use the whole
 * rate.
 *
 * @since 0.1.0
 * @category port
 */
export class SendBudget extends Context.Tag("@ektola/domain/ports/SendBudget")<SendBudget, Service>() {}
