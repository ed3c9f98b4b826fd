/**
 * Words by which a person refuses messages or asks for them again.
 *
 * @since 0.1.0
 */
import type { OptOutScope } from "./Consent.js"

/**
 * Whether a whole message is a word for stopping or for starting again; null for any other message.
 *
 * @since 0.1.0
 * @category decoding
 */
export const read = (text: string): "STOP" | "START" | null => {
  const word = text.trim().toUpperCase()
  return word === "STOP" || word === "START" ? word : null
}

/**
 * What the payload of a quick-reply button asks for; null when it is not about consent.
 *
 * @since 0.1.0
 * @category decoding
 */
export const readPayload = (
  payload: string
): { readonly action: "OPT_OUT" | "OPT_IN"; readonly scope: OptOutScope } | null => {
  switch (payload) {
    case "OPTOUT:MARKETING":
      return { action: "OPT_OUT", scope: "MARKETING" }
    case "OPTOUT:ALL":
      return { action: "OPT_OUT", scope: "ALL" }
    case "OPTIN":
      return { action: "OPT_IN", scope: "ALL" }
    default:
      return null
  }
}
