/**
 * Checks the body of a send request as strictly as WhatsApp does (Meta, "Send messages"; unknown keys are refused as
 * Graph does).
 *
 * @since 0.1.0
 */
import type { Account, Catalogue, KnownTemplate } from "./Catalogue.js"
import { isRecord, unexpectedKey } from "./internal/shape.js"
import type { Media } from "./Media.js"
import { type Refusal, refusal } from "./Refusal.js"
import * as TemplateCheck from "./TemplateCheck.js"

/**
 * The Cloud API, or the Marketing Messages API.
 *
 * @since 0.1.0
 * @category model
 */
export type Endpoint = "messages" | "marketing_messages"

/**
 * What the number that sends has at WhatsApp.
 *
 * @since 0.1.0
 * @category model
 */
export interface Sender {
  readonly account: Account
  readonly catalogue: Catalogue
  readonly media: Media
}

/**
 * A message that may be accepted. `recipient` is `+` and digits, or a business-scoped user id; `input` is what the
 * request said.
 *
 * @since 0.1.0
 * @category model
 */
export interface Send {
  readonly endpoint: Endpoint
  readonly recipient: string
  readonly input: string
  readonly token: string | null
  readonly template: TemplateCheck.Filled
}

/**
 * @since 0.1.0
 * @category model
 */
export type Checked = { readonly send: Send } | { readonly refused: Refusal }

/**
 * @since 0.1.0
 * @category rules
 */
export const check = (body: unknown, endpoint: Endpoint, { account, catalogue, media }: Sender): Checked => {
  if (!isRecord(body)) return { refused: refusal(100, "The body is no JSON object") }
  const refused = envelope(body, endpoint)
  if (refused !== null) return { refused }
  const address = addressOf(body)
  if ("refused" in address) return address
  if (address.recipient === digits(account.displayPhoneNumber)) {
    return { refused: refusal(131021, "Recipient phone number is the sender's") }
  }
  const checked = TemplateCheck.check(
    body["template"],
    (name, language) => catalogue.template(account.wabaId, name, language),
    (mediaId) => media.find(mediaId)?.phoneNumberId === account.phoneNumberId
  )
  if ("refused" in checked) return checked
  const misplaced = refuseEndpoint(checked.filled.template, endpoint, catalogue)
  if (misplaced !== null) return { refused: misplaced }
  if (checked.filled.template.category === "AUTHENTICATION" && !address.recipient.startsWith("+")) {
    return { refused: refusal(131062, "Authentication templates need a phone number") }
  }
  const token = body["biz_opaque_callback_data"]
  return { send: { ...address, endpoint, token: typeof token === "string" ? token : null, template: checked.filled } }
}

const refuseEndpoint = (template: KnownTemplate, endpoint: Endpoint, catalogue: Catalogue): Refusal | null => {
  const isMarketing = template.category === "MARKETING"
  if (endpoint === "marketing_messages") {
    return isMarketing ? null : refusal(134100, "Only marketing templates are supported on this endpoint")
  }
  return isMarketing && !catalogue.waba(template.wabaId).marketingOnCloudApi
    ? refusal(131063, "Marketing templates are switched off on this endpoint for this account")
    : null
}

const keys = new Set([
  "messaging_product",
  "recipient_type",
  "to",
  "recipient",
  "type",
  "template",
  "biz_opaque_callback_data"
])
const marketingKeys = new Set([...keys, "product_policy", "message_activity_sharing"])
const policies: ReadonlyArray<unknown> = [undefined, "CLOUD_API_FALLBACK", "STRICT"]

const longestToken = 512

const envelope = (body: Readonly<Record<string, unknown>>, endpoint: Endpoint): Refusal | null => {
  const unexpected = unexpectedKey(body, endpoint === "messages" ? keys : marketingKeys, "message")
  if (unexpected !== null) return unexpected
  if (!policies.includes(body["product_policy"])) {
    return refusal(100, "Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT}")
  }
  if (!["undefined", "boolean"].includes(typeof body["message_activity_sharing"])) {
    return refusal(100, "Param message_activity_sharing must be a boolean")
  }
  if (body["messaging_product"] !== "whatsapp") return refusal(100, "The parameter messaging_product is required")
  const recipientType = body["recipient_type"]
  if (recipientType !== undefined && recipientType !== "individual") {
    return refusal(100, "Param recipient_type must be one of {INDIVIDUAL}")
  }
  const token = body["biz_opaque_callback_data"]
  if (token !== undefined && (typeof token !== "string" || Buffer.byteLength(token) > longestToken)) {
    return refusal(100, `Param biz_opaque_callback_data must be a string of at most ${longestToken} bytes`)
  }
  // Free-form text needs an open 24-hour window, and nobody writes to the simulator.
  if (body["type"] === undefined || body["type"] === "text") return refusal(131047, "The 24-hour window is closed")
  return body["type"] === "template" ? null : refusal(131051, "The simulator sends templates only")
}

const addressOf = (
  body: Readonly<Record<string, unknown>>
): { readonly recipient: string; readonly input: string } | { readonly refused: Refusal } => {
  const { recipient, to } = body
  if (to !== undefined) {
    return typeof to === "string" && /^\+?[\d\s()-]+$/.test(to) && /^\+\d{7,15}$/.test(digits(to))
      ? { recipient: digits(to), input: to }
      : { refused: refusal(131009, "Parameter to is not a phone number") }
  }
  if (recipient === undefined) return { refused: refusal(100, "The parameter to is required") }
  return typeof recipient === "string" && /^[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/.test(recipient)
    ? { recipient, input: recipient }
    : { refused: refusal(131009, "Parameter recipient is not a business-scoped user id") }
}

const digits = (phone: string): string => `+${phone.replace(/\D/g, "")}`
