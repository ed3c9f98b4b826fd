/**
 * The answer to a send request that passed all checks, as its fate wants it.
 *
 * @since 0.1.0
 */
import { type Answer, html502, json } from "./Answer.js"
import type { Fate } from "./Faults.js"
import * as Refusal from "./Refusal.js"
import type { Send } from "./SendCheck.js"

/**
 * `wamid` is null when the message is not accepted.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (input: {
  readonly fate: Fate
  readonly send: Send
  readonly wamid: string | null
  readonly version: string
  readonly traceId: string
}): Answer => {
  const refuse = (code: number, httpStatus?: number) =>
    Refusal.toAnswer({ code, details: "Simulated fault", httpStatus }, input.version, input.traceId)
  switch (input.fate.answer) {
    case "HANG":
    case "HANG_AFTER_ACCEPT":
      return { _tag: "Hang" }
    case "CLOSE":
    case "CLOSE_AFTER_ACCEPT":
      return { _tag: "Close" }
    case "HTML_502":
    case "HTML_502_AFTER_ACCEPT":
      return html502
    case "CODE_131000":
    case "CODE_131000_AFTER_ACCEPT":
      return refuse(131000)
    case "CODE_130429":
      return refuse(130429)
    case "CODE_130429_HTTP_429":
      return refuse(130429, 429)
    case "CODE_131056":
      return refuse(131056)
    case "CODE_190":
      return refuse(190)
    case null:
      return json(200, {
        messaging_product: "whatsapp",
        contacts: [contactOf(input.send)],
        messages: [{ id: input.wamid, message_status: "accepted" }]
      }, { "facebook-api-version": input.version, "x-fb-trace-id": input.traceId })
  }
}

const contactOf = ({ input, recipient }: Send) =>
  recipient.startsWith("+") ? { input, wa_id: recipient.slice(1) } : { input, user_id: recipient }
