import type { Exchange } from "../Answer.js"
import type { Account, Catalogue } from "../Catalogue.js"
import type { Reply } from "../Graph.js"
import { refusal } from "../Refusal.js"
import { select, wanted } from "./fields.js"

const appId = "500000000000001"
const scopes = ["whatsapp_business_management", "whatsapp_business_messaging"]

export const debugToken = (catalogue: Catalogue, { query }: Exchange): Reply => {
  const inspected = query.get("input_token")
  if (inspected === null) return { refused: refusal(100, "The parameter input_token is required") }
  if (!catalogue.isLive(inspected)) {
    const message = catalogue.isKnown(inspected) ? "The session has expired" : "The access token could not be decrypted"
    return { body: { data: { is_valid: false, error: { code: 190, message }, scopes: [] } } }
  }
  const targets = catalogue.wabaIds(inspected)
  return {
    body: {
      data: {
        app_id: appId,
        type: "SYSTEM_USER",
        application: "Simulated app",
        data_access_expires_at: 0,
        expires_at: 0,
        is_valid: true,
        scopes,
        granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets }))
      }
    }
  }
}

export const subscribedApps = (
  apps: Map<string, ReadonlySet<string>>,
  wabaId: string,
  { method }: Exchange
): Reply => {
  const subscribed = apps.get(wabaId) ?? new Set<string>()
  if (method === "POST") {
    apps.set(wabaId, new Set([...subscribed, appId]))
    return { body: { success: true } }
  }
  return {
    body: {
      data: Array.from(subscribed, (id) => ({
        whatsapp_business_api_data: { id, name: "Simulated app", link: "https://example.com/" }
      }))
    }
  }
}

const unasked = ["verified_name", "code_verification_status", "display_phone_number", "quality_rating", "id"]

export const phoneNumber = (account: Account, exchange: Exchange): Reply =>
  select({
    id: account.phoneNumberId,
    display_phone_number: account.displayPhoneNumber,
    verified_name: "Simulated Jewellers",
    quality_rating: "GREEN",
    throughput: { level: "STANDARD" },
    status: "CONNECTED",
    name_status: "APPROVED",
    code_verification_status: "VERIFIED",
    platform_type: "CLOUD_API",
    whatsapp_business_manager_messaging_limit: account.messagingTier ?? "TIER_250"
  }, wanted(exchange, unasked))
