import * as Effect from "effect/Effect"
import type * as BusinessManagement from "../../ports/BusinessManagement.js"
import type { Connection } from "../Tenancy.js"
import { WhatsAppTokenRefused, WhatsAppUnavailable } from "../TenancyError.js"

const needed = ["whatsapp_business_management", "whatsapp_business_messaging"]

/** Why this token cannot serve the connection, or null. WhatsApp need not say what it may do, and then that is no reason. */
const faultOf = (
  { isValid, reason, scopes, wabaIds }: BusinessManagement.TokenInfo,
  { wabaId }: Pick<Connection, "wabaId">
): string | null => {
  if (!isValid) return reason ?? "it is not valid"
  const missing = scopes.length === 0 ? [] : needed.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0) return `it lacks ${missing.join(" and ")}`
  return wabaIds.length === 0 || wabaIds.includes(wabaId) ? null : `it is not for the WABA ${wabaId}`
}

/**
 * Asks WhatsApp about a token before it is stored, and has the WABA's webhooks sent to the token's app: without that,
 * nothing would be heard of any message. Never in a unit of work.
 */
export const proveToken = (management: BusinessManagement.Service, connection: Connection) =>
  Effect.gen(function*() {
    const { accessToken, wabaId } = connection
    const fault = faultOf(yield* management.debugToken(accessToken, accessToken), connection)
    if (fault !== null) return yield* new WhatsAppTokenRefused({ reason: fault })
    yield* management.subscribeApp(accessToken, wabaId)
  }).pipe(Effect.catchTags({
    ManagementRefused: ({ reason }) => new WhatsAppTokenRefused({ reason }),
    ManagementRateLimited: () => new WhatsAppUnavailable(),
    ManagementUnavailable: () => new WhatsAppUnavailable()
  }))
