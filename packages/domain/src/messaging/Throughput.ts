/**
 * WhatsApp's limits as they are used: a little less than allowed, so that no clock and no network makes it more.
 *
 * @since 0.1.0
 */
import * as Duration from "effect/Duration"
import type { Failure } from "./Failure.js"

/**
 * Messages per second to send when a number's throughput is `ratePerSecond`. WhatsApp counts inbound and outbound
 * together (Meta, "Throughput"): 3 % are left to what people write and to messages that arrive closer together than
 * they left.
 *
 * @since 0.1.0
 * @category rules
 */
export const usable = (ratePerSecond: number): number => ratePerSecond * 0.97

const day = 86_400_000_000

/**
 * Whole microseconds between two instants of a number. Rounded up: never faster than the rate, and slower by a thousandth
 * at most up to 1,000 a second; no rate at all is one instant a day.
 *
 * @since 0.1.0
 * @category rules
 */
export const spacingOf = (ratePerSecond: number): number =>
  ratePerSecond > 0 ? Math.min(Math.ceil(1_000_000 / ratePerSecond), day) : day

/**
 * A message leaves at its granted instant or at most this much later; whoever is later than that asks for a new instant.
 * Late ones would meet those that are on time.
 *
 * @since 0.1.0
 * @category constants
 */
export const punctual = Duration.millis(25)

/**
 * Between two messages from one number to one person: WhatsApp's 6 seconds, and half of one for what delays the first of
 * them: `patience`, and as much again for how well the budget's clock is known.
 *
 * @since 0.1.0
 * @category constants
 */
export const pairInterval = Duration.millis(6_500)

/**
 * A message that waits for a connection for longer than this after its instant asks for a new one: by then another to the
 * same person may be less than WhatsApp's 6 seconds away.
 *
 * @since 0.1.0
 * @category constants
 */
export const patience = Duration.millis(250)

/**
 * No instant further away than this is granted: whoever would get one is told to come back later. So that little is
 * promised, and that a budget which has lost its memory knows when all that it promised is over.
 *
 * @since 0.1.0
 * @category constants
 */
export const horizon = Duration.seconds(4)

/**
 * How long a budget that has lost its memory grants nothing: until then the last instant that it may have granted is
 * over, and so is the pair interval after it.
 *
 * @since 0.1.0
 * @category constants
 */
export const holdAfterLoss = Duration.sum(horizon, pairInterval)

/**
 * The moving window in which a portfolio's recipients are counted (Meta, "Messaging limits").
 *
 * @since 0.1.0
 * @category constants
 */
export const reachWindow = Duration.hours(24)

const everybodyWaits = Duration.minutes(1)
const senderWaits = Duration.seconds(1)

/**
 * What a refusal for sending too fast means for the messages after it: code 4 slows EVERYBODY, since all tenants use one
 * app; a number's or WABA's own limit only that SENDER. Null for every other failure.
 *
 * @since 0.1.0
 * @category rules
 */
export const holdAfter = (
  failure: Pick<Failure, "class">,
  retryAfter: Duration.Duration | null
): { readonly scope: "SENDER" | "EVERYBODY"; readonly period: Duration.Duration } | null => {
  if (failure.class === "APP_THROUGHPUT") return { scope: "EVERYBODY", period: retryAfter ?? everybodyWaits }
  if (failure.class === "THROUGHPUT") return { scope: "SENDER", period: retryAfter ?? senderWaits }
  return null
}
