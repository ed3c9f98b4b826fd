/**
 * What a failure means beyond its own message.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Template from "../templates/Template.js"
import type { PauseClass, WhatsAppAccount } from "../tenancy/WhatsAppAccount.js"
import type { Attempt } from "./Attempt.js"
import type { Failure, FailureClass } from "./Failure.js"

/**
 * - PAUSE_SENDER: the number may not send; everything of it waits until it is connected again or a trial succeeds
 * - PAUSE_CAMPAIGN: the template is wrong for everybody
 * - RECORD_APPROVAL: WhatsApp says that the translation is not approved now; `approvalOf` has the status
 * - OPT_OUT_OF_MARKETING: the person told WhatsApp so
 *
 * @since 0.1.0
 * @category model
 */
export type Consequence = "PAUSE_SENDER" | "PAUSE_CAMPAIGN" | "RECORD_APPROVAL" | "OPT_OUT_OF_MARKETING"

const table: Readonly<Partial<Record<FailureClass, Consequence>>> = {
  ACCOUNT: "PAUSE_SENDER",
  PAYMENT: "PAUSE_SENDER",
  POLICY: "PAUSE_SENDER",
  TEMPLATE: "PAUSE_CAMPAIGN",
  OPTED_OUT: "OPT_OUT_OF_MARKETING"
}

/**
 * The pause that a failure means for its sender; null when it means none.
 *
 * @since 0.1.0
 * @category rules
 */
export const pauseClassOf = (failure: Pick<Failure, "class">): PauseClass | null =>
  failure.class === "ACCOUNT" || failure.class === "PAYMENT" || failure.class === "POLICY" ? failure.class : null

// WhatsApp's codes that tell of a translation what a webhook tells as well, later ("Error codes", "Template pausing").
const approvals: ReadonlyMap<number, string> = new Map([
  [132001, Template.missing],
  [132015, "PAUSED"],
  [132016, "DISABLED"]
])

/**
 * The status that a failure proves its translation to have; null when it is about something else.
 *
 * @since 0.1.0
 * @category rules
 */
export const approvalOf = (failure: Pick<Failure, "class" | "code">): string | null =>
  failure.class === "TEMPLATE" && failure.code !== null ? approvals.get(failure.code) ?? null : null

/**
 * Whether the message of a failure, which was surely not sent, may leave when its template is back: it is only that.
 *
 * @since 0.1.0
 * @category rules
 */
export const isOfPausedTemplate = (failure: Pick<Failure, "class" | "code">): boolean => {
  const status = approvalOf(failure)
  return status !== null && Template.mayReturn({ status })
}

/**
 * What else happens after a failure of this class, and for templates of this code; null when only its own message is
 * concerned.
 *
 * @since 0.1.0
 * @category rules
 */
export const of = (failure: Pick<Failure, "class" | "code">): Consequence | null =>
  approvalOf(failure) === null ? table[failure.class] ?? null : "RECORD_APPROVAL"

/**
 * The status that the stored approval gets by what WhatsApp said of it at `saidAt`; null when it stays as it is. What was
 * said before the status is known counts for nothing, and 132001 tells less than what is stored of an interruption.
 *
 * @since 0.1.0
 * @category rules
 */
export const correctedStatus = (
  approval: Pick<Template.WabaTemplate, "status" | "changedAt">,
  said: string,
  saidAt: DateTime.Utc
): string | null => {
  if (approval.status === said || DateTime.lessThan(saidAt, approval.changedAt)) return null
  if (Template.isApproved(approval)) return said
  return Template.mayReturn(approval) && said !== Template.missing ? said : null
}

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
