import type { MessagingLimit, PhoneNumberInfo, SubscribedApp, TokenInfo } from "@ektola/domain/ports/BusinessManagement"
import type * as DateTime from "effect/DateTime"
import { id, instant as seconds, integer, isRecord, text } from "./json.js"

type Item = Readonly<Record<string, unknown>>

/** What WhatsApp says about a token, or null when it does not say whether it is valid. */
export const tokenInfo = (body: Item): TokenInfo | null => {
  const data = isRecord(body["data"]) ? body["data"] : {}
  const isValid = data["is_valid"]
  if (typeof isValid !== "boolean") return null
  return {
    isValid,
    reason: isRecord(data["error"]) ? text(data["error"]["message"]) : null,
    appId: id(data["app_id"]),
    type: text(data["type"]),
    issuedAt: instant(data["issued_at"]),
    expiresAt: instant(data["expires_at"]),
    dataAccessExpiresAt: instant(data["data_access_expires_at"]),
    scopes: list(data["scopes"]).flatMap((scope) => text(scope) ?? []),
    wabaIds: list(data["granular_scopes"])
      .filter(isRecord)
      .filter((granular) => granular["scope"] === "whatsapp_business_management")
      .flatMap((granular) => list(granular["target_ids"]).flatMap((target) => id(target) ?? []))
  }
}

export const subscribedApps = (body: Item): ReadonlyArray<SubscribedApp> =>
  list(body["data"]).filter(isRecord).map((subscription) => {
    const app = subscription["whatsapp_business_api_data"]
    return {
      id: isRecord(app) ? id(app["id"]) : null,
      name: isRecord(app) ? text(app["name"]) : null,
      callbackUrl: text(subscription["override_callback_uri"])
    }
  })

/** The fields of `phoneNumber`. The limit is asked for by itself: an unknown field fails the whole call. */
export const phoneNumberFields =
  "display_phone_number,verified_name,quality_rating,throughput,status,name_status,code_verification_status"

export const phoneNumber = (body: Item): PhoneNumberInfo => ({
  displayPhoneNumber: text(body["display_phone_number"]),
  verifiedName: text(body["verified_name"]),
  quality: word(body["quality_rating"]),
  throughput: word(isRecord(body["throughput"]) ? body["throughput"]["level"] : body["throughput"]),
  status: word(body["status"]),
  nameStatus: word(body["name_status"]),
  codeVerificationStatus: word(body["code_verification_status"])
})

export const messagingLimitField = "whatsapp_business_manager_messaging_limit"

const thousands: Readonly<Record<string, number>> = { "": 1, K: 1_000, M: 1_000_000 }

/** A tier as a word, such as `TIER_2K`, or as the number itself, of which −1 means no limit. */
export const messagingLimit = (value: unknown): MessagingLimit => {
  const tier = typeof value === "number" ? String(value) : word(value)
  if (tier === null) return { _tag: "Unknown", tier }
  if (tier === "-1" || tier === "TIER_UNLIMITED") return { _tag: "Unlimited", tier }
  const [, number, unit = ""] = /^(?:TIER_)?(\d{1,9})([KM]?)$/.exec(tier) ?? []
  return number === undefined
    ? { _tag: "Unknown", tier }
    : { _tag: "Limited", tier, persons: Number(number) * thousands[unit]! }
}

const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

const word = (value: unknown): string | null => text(value)?.toUpperCase() ?? null

// 0 stands for never.
const instant = (value: unknown): DateTime.Utc | null => integer(value) === 0 ? null : seconds(value)
