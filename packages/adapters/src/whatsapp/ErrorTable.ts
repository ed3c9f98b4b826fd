/**
 * WhatsApp's error codes as data, and the rule that turns an error answer into what happens next.
 *
 * The code alone decides wherever it is known. The HTTP status is no reliable signal (Meta, "Error codes": some
 * permanent errors come as 5xx, some passing ones as 400), and `is_transient` never revives a permanent code.
 *
 * @since 0.1.0
 */
import type { Failure, FailureClass } from "@ektola/domain/messaging/Failure"
import * as Duration from "effect/Duration"
import type { GraphError } from "./GraphError.js"

/**
 * - `ambiguous`: as the answer to a POST, the message may have been accepted all the same. In a status webhook the
 *   same code is WhatsApp's own word that it failed
 * - `wait`: the shortest time WhatsApp names before the same message may succeed
 *
 * @since 0.1.0
 * @category model
 */
export interface Entry {
  readonly class: FailureClass
  readonly ambiguous: boolean
  readonly wait: Duration.Duration | null
  readonly note: string
}

const entry = (failureClass: FailureClass, note: string, wait: Duration.Duration | null = null): Entry => ({
  class: failureClass,
  ambiguous: false,
  wait,
  note
})
const ambiguous = (note: string): Entry => ({ class: "RETRY", ambiguous: true, wait: null, note })

/**
 * Every code that is known to arrive, from Meta's "Error codes" page as three public clients copy it. 200 to 299 is a
 * range and lives in `lookup`.
 *
 * @since 0.1.0
 * @category constants
 */
export const codes: ReadonlyMap<number, Entry> = new Map([
  [0, entry("ACCOUNT", "the token could not be authenticated")],
  [1, ambiguous("unknown error or bad request")],
  [2, ambiguous("service down or overloaded")],
  [3, entry("ACCOUNT", "a capability or permission is missing; comes as 500 and is permanent")],
  [4, entry("APP_THROUGHPUT", "the app's call budget is used up")],
  [10, entry("ACCOUNT", "permission denied")],
  [33, entry("ACCOUNT", "the phone number was deleted, or the token has no access to it")],
  [100, entry("MESSAGE", "invalid parameter")],
  [190, entry("ACCOUNT", "the token expired or was revoked")],
  [368, entry("POLICY", "blocked for a time after a policy violation")],
  [80007, entry("THROUGHPUT", "the WABA's call budget is used up")],
  [80008, entry("THROUGHPUT", "too many calls to this WABA")],
  [130403, entry("RECIPIENT", "the business has blocked this person")],
  [130429, entry("THROUGHPUT", "the number's throughput was exceeded; refused before processing")],
  [130472, entry("EXPERIMENT", "the person is in a marketing experiment group")],
  [130497, entry("RECIPIENT", "the WABA may not message this country")],
  [131000, ambiguous("unknown failure")],
  [131005, entry("ACCOUNT", "access denied")],
  [131008, entry("MESSAGE", "a required parameter is missing")],
  [131009, entry("MESSAGE", "a parameter value is invalid")],
  [131016, ambiguous("service unavailable")],
  [131021, entry("RECIPIENT", "recipient and sender are the same number")],
  [131026, entry("RECIPIENT", "undeliverable; no proof that the number is not on WhatsApp")],
  [131030, entry("ACCOUNT", "a test number may write to its listed numbers only")],
  [131031, entry("POLICY", "the account is locked")],
  [131037, entry("ACCOUNT", "the number needs an approved display name")],
  [131042, entry("PAYMENT", "payment problem of the WABA")],
  [131045, entry("ACCOUNT", "the number's registration is broken; comes as 500 and is permanent")],
  [131047, entry("MESSAGE", "the 24-hour window for free-form messages is closed")],
  [131048, entry("POLICY", "sending is limited after spam reports; trying again makes it worse")],
  [131049, entry("DEFER", "WhatsApp's marketing cap per person; not again within 24 hours")],
  [131050, entry("OPTED_OUT", "the person stopped marketing from this business")],
  [131051, entry("MESSAGE", "unsupported message type")],
  [131052, entry("MESSAGE", "inbound media could not be downloaded")],
  [131053, entry("TEMPLATE", "the template's media could not be uploaded")],
  [131055, entry("TEMPLATE", "wrong endpoint for this template's category")],
  [131056, entry("PAIR", "too many messages from this number to this person")],
  [131057, entry("RETRY", "the account is in maintenance", Duration.minutes(1))],
  [131062, entry("MESSAGE", "this message needs a phone number, not a business-scoped user id")],
  [131063, entry("TEMPLATE", "marketing templates are disabled on this endpoint for this WABA")],
  [131064, entry("POLICY", "limited after repeated misuse of template categories")],
  [132000, entry("TEMPLATE", "the number of parameters differs from the template's")],
  [132001, entry("TEMPLATE", "no such template in this language, or not approved")],
  [132005, entry("MESSAGE", "the filled-in text is too long")],
  [132007, entry("TEMPLATE", "the template's text breaks a policy")],
  [132008, entry("MESSAGE", "a parameter value is badly formed")],
  [132012, entry("TEMPLATE", "the format of the parameters differs from the template's")],
  [132015, entry("TEMPLATE", "the template is paused")],
  [132016, entry("TEMPLATE", "the template is disabled for good")],
  [132018, entry("MESSAGE", "a value has a line break, a tab or too many blanks in a row")],
  [132068, entry("TEMPLATE", "the template's Flow is blocked")],
  [132069, entry("TEMPLATE", "the template's Flow is throttled")],
  [133000, entry("ACCOUNT", "an earlier deregistration failed; comes as 500 and is permanent")],
  [133004, entry("RETRY", "server temporarily unavailable")],
  [133005, entry("ACCOUNT", "two-step PIN wrong")],
  [133006, entry("ACCOUNT", "the number must be verified first")],
  [133008, entry("ACCOUNT", "too many PIN guesses")],
  [133009, entry("ACCOUNT", "PIN guessed too fast")],
  [133010, entry("ACCOUNT", "the number is not registered")],
  [133015, entry("RETRY", "the number was just deleted", Duration.minutes(5))],
  [133016, entry("ACCOUNT", "too many registrations; locked for 72 hours, never try again by itself")],
  [134011, entry("PAYMENT", "payment terms were not accepted")],
  [134100, entry("TEMPLATE", "this endpoint takes marketing templates only")],
  [134101, entry("RETRY", "the template is still syncing", Duration.minutes(10))],
  [134102, entry("TEMPLATE", "the template is unavailable here; comes as 500 and is permanent")],
  [135000, entry("MESSAGE", "generic error in the request")],
  [136024, entry("ACCOUNT", "the number's registration state does not allow it")],
  [137000, entry("RECIPIENT", "the identity key does not match")],
  [1752041, entry("ACCOUNT", "a partner has already asked for this onboarding")],
  [2388012, entry("ACCOUNT", "the phone number exists already")],
  [2388019, entry("TEMPLATE", "the WABA's template limit is reached")],
  [2388023, entry("TEMPLATE", "the template's language is being deleted")],
  [2388024, entry("TEMPLATE", "the template exists already in this language")],
  [2388039, entry("TEMPLATE", "the template was refused")],
  [2388040, entry("TEMPLATE", "a field of the template is too long")],
  [2388047, entry("TEMPLATE", "the template's header is badly formed")],
  [2388072, entry("TEMPLATE", "the template's body is badly formed")],
  [2388073, entry("TEMPLATE", "the template's footer is badly formed")],
  [2388091, entry("ACCOUNT", "the number is not eligible for a code")],
  [2388093, entry("ACCOUNT", "the number is not eligible for a code")],
  [2388103, entry("ACCOUNT", "the number cannot be migrated")],
  [2388293, entry("TEMPLATE", "too many variables for the length of the text")],
  [2388299, entry("TEMPLATE", "a variable at the start or the end of the text")],
  [2494100, entry("RETRY", "the number is in maintenance mode", Duration.minutes(1))]
])

const permission = entry("ACCOUNT", "permission missing")

/**
 * The entry of a code, or null when the code is not known.
 *
 * @since 0.1.0
 * @category rules
 */
export const lookup = (code: number): Entry | null =>
  codes.get(code) ?? (code >= 200 && code <= 299 ? permission : null)

// The code that decides. 100 is Graph's wrapper: with subcode 33 the object is missing or out of reach, and the 2388xxx
// codes may arrive as its subcode. Other subcodes say nothing (Meta, "Error codes").
const decidingCode = ({ code, subcode }: GraphError): number =>
  code === 100 && subcode !== null && (subcode === 33 || subcode >= 2_388_000 && subcode <= 2_388_999) &&
    codes.has(subcode)
    ? subcode
    : code

/**
 * What an error answer to a POST means. `wait` is the table's, to be used when the answer names none.
 *
 * @since 0.1.0
 * @category model
 */
export type Verdict =
  | { readonly _tag: "Rejected"; readonly failure: Failure; readonly wait: Duration.Duration | null }
  | { readonly _tag: "Ambiguous"; readonly reason: string }

/**
 * Classifies an error answer. A known code decides by the table. An unknown code decides by status: 4xx is a refusal
 * of this message, except 401 (nobody's message would pass) and 429 (a rate, by definition); anything else, and
 * anything that is no error object, leaves open whether the message was accepted.
 *
 * @since 0.1.0
 * @category rules
 */
export const classify = (httpStatus: number, error: GraphError | null): Verdict => {
  if (error === null) return { _tag: "Ambiguous", reason: `HTTP ${httpStatus} without a readable error` }
  const known = lookup(decidingCode(error))
  const refused = known === null ? classOfUnknown(httpStatus) : known.ambiguous ? null : known.class
  return refused === null
    ? { _tag: "Ambiguous", reason: `HTTP ${httpStatus}, code ${decidingCode(error)}: ${error.reason}` }
    : { _tag: "Rejected", failure: failureOf(error, refused), wait: known?.wait ?? null }
}

const classOfUnknown = (httpStatus: number): FailureClass | null => {
  if (httpStatus === 401) return "ACCOUNT"
  if (httpStatus === 429) return "THROUGHPUT"
  return httpStatus >= 400 && httpStatus <= 499 ? "MESSAGE" : null
}

/**
 * The failure that a `failed` status tells. It is no answer that could have been lost, so nothing here is ambiguous;
 * without a readable error the message failed for a reason of its own.
 *
 * @since 0.1.0
 * @category rules
 */
export const failureOfStatus = (error: GraphError | null): Failure =>
  error === null
    ? { class: "MESSAGE", code: null, reason: "WhatsApp gave no reason", traceId: null }
    : failureOf(error, lookup(decidingCode(error))?.class ?? "MESSAGE")

const failureOf = (error: GraphError, failureClass: FailureClass): Failure => ({
  class: failureClass,
  code: decidingCode(error),
  reason: error.reason,
  traceId: error.traceId
})
