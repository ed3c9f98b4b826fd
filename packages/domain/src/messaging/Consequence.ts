/**
 * What a failure means beyond its own message.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import type { WhatsAppAccount } from "../tenancy/WhatsAppAccount.js"
import type { Attempt } from "./Attempt.js"
import type { Failure, FailureClass } from "./Failure.js"

/**
 * - PAUSE_SENDER: the number may not send; everything of it waits until it is connected again
 * - PAUSE_CAMPAIGN: the template is wrong for everybody
 * - OPT_OUT_OF_MARKETING: the person told WhatsApp so
 *
 * @since 0.1.0
 * @category model
 */
export type Consequence = "PAUSE_SENDER" | "PAUSE_CAMPAIGN" | "OPT_OUT_OF_MARKETING"

const table: Readonly<Partial<Record<FailureClass, Consequence>>> = {
  ACCOUNT: "PAUSE_SENDER",
  PAYMENT: "PAUSE_SENDER",
  POLICY: "PAUSE_SENDER",
  TEMPLATE: "PAUSE_CAMPAIGN",
  OPTED_OUT: "OPT_OUT_OF_MARKETING"
}

/**
 * What else happens after a failure of this class; null when only its own message is concerned.
 *
 * @since 0.1.0
 * @category rules
 */
export const of = (failure: Pick<Failure, "class">): Consequence | null => table[failure.class] ?? null

/**
 * Whether an attempt says anything about the connection there is now: an answer that comes after reconnecting, or about
 * a former number, is no reason to pause it.
 *
 * @since 0.1.0
 * @category rules
 */
export const concerns = (
  attempt: Pick<Attempt, "phoneNumberId" | "begunAt">,
  account: Pick<WhatsAppAccount, "phoneNumberId" | "connectedAt">
): boolean =>
  attempt.phoneNumberId === account.phoneNumberId &&
  DateTime.greaterThanOrEqualTo(attempt.begunAt, account.connectedAt)

/**
 * One line for the person who has to act, with WhatsApp's code.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describe = (failure: Failure): string =>
  failure.code === null ? failure.reason : `${failure.reason} (WhatsApp error ${failure.code})`
