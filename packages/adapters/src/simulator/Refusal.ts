/**
 * The error answers of the Graph API that the simulator gives.
 *
 * @since 0.1.0
 */
import { type Answer, json } from "./Answer.js"

/**
 * @since 0.1.0
 * @category model
 */
export interface Refusal {
  readonly code: number
  readonly subcode?: number | undefined
  readonly details: string
  readonly httpStatus?: number | undefined
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const refusal = (code: number, details: string, subcode?: number): Refusal => ({ code, details, subcode })

// HTTP statuses as Meta's table of error codes has them; 400 where it says nothing else.
const kinds: ReadonlyMap<number, { readonly title: string; readonly httpStatus?: number }> = new Map([
  [100, { title: "Invalid parameter" }],
  [190, { title: "Error validating access token", httpStatus: 401 }],
  [2500, { title: "Unknown path components" }],
  [130429, { title: "Rate limit hit" }],
  [131000, { title: "Something went wrong", httpStatus: 500 }],
  [131008, { title: "Required parameter is missing" }],
  [131009, { title: "Parameter value is not valid" }],
  [131021, { title: "Recipient cannot be sender" }],
  [131026, { title: "Message undeliverable" }],
  [131047, { title: "Re-engagement message" }],
  [131049, { title: "This message was not delivered to maintain healthy ecosystem engagement." }],
  [131050, { title: "User has stopped marketing messages" }],
  [131051, { title: "Unsupported message type" }],
  [131053, { title: "Media upload error" }],
  [131056, { title: "(Business Account, Consumer Account) pair rate limit hit" }],
  [131062, { title: "Business-scoped user id is not allowed for this message" }],
  [131063, { title: "Marketing templates disabled for Cloud API" }],
  [132000, { title: "Number of parameters does not match the expected number of params" }],
  [132001, { title: "Template name does not exist in the translation", httpStatus: 404 }],
  [132005, { title: "Template hydrated text too long" }],
  [132012, { title: "Parameter format does not match format in the created template" }],
  [132015, { title: "Template is paused" }],
  [132016, { title: "Template is disabled" }],
  [132018, { title: "Template parameter is not valid" }],
  [134100, { title: "Only marketing messages supported" }]
])

/**
 * @since 0.1.0
 * @category rules
 */
export const titleOf = (code: number): string => kinds.get(code)?.title ?? "Unknown error"

/**
 * @since 0.1.0
 * @category constructors
 */
export const toAnswer = (refused: Refusal, version: string, traceId: string): Answer =>
  json(refused.httpStatus ?? kinds.get(refused.code)?.httpStatus ?? 400, {
    error: {
      message: `(#${refused.code}) ${titleOf(refused.code)}`,
      type: refused.subcode === 33 ? "GraphMethodException" : "OAuthException",
      code: refused.code,
      ...(refused.subcode === undefined ? {} : { error_subcode: refused.subcode }),
      ...(refused.subcode !== undefined && refused.subcode >= 2_388_000
        ? { error_user_title: refused.details, error_user_msg: refused.details }
        : { error_data: { messaging_product: "whatsapp", details: refused.details } }),
      fbtrace_id: traceId
    }
  }, { "facebook-api-version": version, "x-fb-trace-id": traceId })
