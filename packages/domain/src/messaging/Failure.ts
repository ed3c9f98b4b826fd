/**
 * Why WhatsApp did not take or did not deliver a message, in the classes that decide what happens next.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * - RETRY: a passing fault, surely not sent; try again with back-off
 * - THROUGHPUT: the number's or the WABA's rate was exceeded
 * - APP_THROUGHPUT: the app's call budget was exceeded, which slows all tenants
 * - PAIR: too many messages to this recipient from this number
 * - DEFER: WhatsApp's cap per user; not again within 24 hours
 * - EXPERIMENT: the recipient takes no marketing in this run; the contact stays eligible
 * - RECIPIENT: this person cannot be reached
 * - OPTED_OUT: this person stopped marketing from the jeweller
 * - TEMPLATE: the template is wrong for everybody; the campaign pauses
 * - ACCOUNT, PAYMENT, POLICY: the sender may not send; it pauses
 * - MESSAGE: this one message is wrong
 * - OUTCOME_UNKNOWN: the answer was lost and no proof came
 *
 * @since 0.1.0
 * @category model
 */
export const FailureClass = Schema.Literal(
  "RETRY",
  "THROUGHPUT",
  "APP_THROUGHPUT",
  "PAIR",
  "DEFER",
  "EXPERIMENT",
  "RECIPIENT",
  "OPTED_OUT",
  "TEMPLATE",
  "ACCOUNT",
  "PAYMENT",
  "POLICY",
  "MESSAGE",
  "OUTCOME_UNKNOWN"
)
/**
 * One of the fourteen words. `RetryPolicy` and `Consequence` go by it and not by the code.
 *
 * @since 0.1.0
 * @category model
 */
export type FailureClass = typeof FailureClass.Type

/**
 * `code` is WhatsApp's error code; null when the failure is our own conclusion. `traceId` is WhatsApp's `fbtrace_id`.
 *
 * @since 0.1.0
 * @category model
 */
export const Failure = Schema.Struct({
  class: FailureClass,
  code: Schema.NullOr(Schema.Number),
  reason: Schema.String,
  traceId: Schema.NullOr(Schema.String)
})
/**
 * A failure as it is stored with its attempt; `reason` is a text for people and decides nothing.
 *
 * @since 0.1.0
 * @category model
 */
export type Failure = typeof Failure.Type
