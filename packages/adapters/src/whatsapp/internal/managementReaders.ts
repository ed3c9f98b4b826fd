import type { TemplateEvent } from "@ektola/domain/templates/TemplateEvent"
import type { AccountEvent } from "@ektola/domain/tenancy/AccountEvent"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { messagingLimit } from "./accountDecoding.js"
import { id, instant, isRecord, text } from "./json.js"

type Item = Readonly<Record<string, unknown>>

interface Source {
  readonly wabaId: string | null
  readonly at: DateTime.Utc
}

type Read =
  | { readonly _tag: "Template"; readonly event: TemplateEvent }
  | { readonly _tag: "Account"; readonly event: AccountEvent }

/** What a change says, nothing when it is no news of ours, or the reason why it cannot be read. */
type Reader = (value: Item, source: Source) => ReadonlyArray<Read> | string

const isWabaId = Schema.is(WabaId)

const noWaba = "no WABA id to route it by"

const word = (value: unknown): string | null => text(value)?.toUpperCase() ?? null

const part = (value: Item, name: string): Item => {
  const found = value[name]
  return isRecord(found) ? found : {}
}

const template = (value: Item, { at, wabaId }: Source) => {
  const name = text(value["message_template_name"])
  // It writes `en-US` in one place and `en_US` in another.
  const language = text(value["message_template_language"])?.replace("-", "_") ?? null
  if (!isWabaId(wabaId)) return noWaba
  return name === null || language === null ? "no template name or language" : { wabaId, name, language, at }
}

const category = (value: unknown): "UTILITY" | "MARKETING" | null => {
  const found = word(value)
  return found === "UTILITY" || found === "MARKETING" ? found : null
}

const templateStatus: Reader = (value, source) => {
  const subject = template(value, source)
  if (typeof subject === "string") return subject
  const event = word(value["event"])
  if (event === null) return "no event"
  const more = part(value, "other_info")
  const refusal = part(value, "rejection_info")
  const reason = [
    word(value["reason"]) === "NONE" ? null : text(value["reason"]),
    text(refusal["reason"]),
    text(refusal["recommendation"]),
    text(more["title"]),
    text(more["description"])
  ].filter((line) => line !== null).join(": ")
  return [{
    _tag: "Template",
    event: {
      _tag: "Status",
      ...subject,
      // No page says which event comes with the end of a pause; the title says it.
      status: word(more["title"]) === "UNPAUSE" ? "APPROVED" : event,
      reason: reason === "" ? null : reason,
      category: category(value["message_template_category"])
    }
  }]
}

const templateQuality: Reader = (value, source) => {
  const subject = template(value, source)
  if (typeof subject === "string") return subject
  const score = word(value["new_quality_score"])
  return score === null ? "no quality score" : [{ _tag: "Template", event: { _tag: "Quality", ...subject, score } }]
}

// A warning names the category there is as the new one, and the one to come as the correct one.
const templateCategory: Reader = (value, source) => {
  const subject = template(value, source)
  if (typeof subject === "string") return subject
  if (word(value["new_category"]) === null) return "no category"
  return [{
    _tag: "Template",
    event: {
      _tag: "Category",
      ...subject,
      category: category(value["new_category"]),
      next: category(value["correct_category"]),
      dueAt: instant(value["category_update_timestamp"])
    }
  }]
}

/** A tier or a number; none when it is neither, or cannot be. */
const limit = (value: unknown): { readonly persons: number | null } | null => {
  const found = messagingLimit(value)
  if (found._tag === "Unlimited") return { persons: null }
  return found._tag === "Limited" && found.persons > 0 && found.persons <= 100_000_000
    ? { persons: found.persons }
    : null
}

const numberQuality: Reader = (value, { at, wabaId }) => {
  const event = word(value["event"])
  const digits = text(value["display_phone_number"])?.replaceAll(/\D/g, "") ?? ""
  if (!isWabaId(wabaId)) return noWaba
  if (event === null || digits === "") return "no event or no number"
  const found = limit(value["max_daily_conversations_per_business"]) ?? limit(value["current_limit"])
  return [
    { _tag: "Account", event: { _tag: "Quality", wabaId, at, digits, event } },
    ...found === null ? [] : [{ _tag: "Account" as const, event: { _tag: "Limit" as const, wabaId, at, ...found } }]
  ]
}

const capability: Reader = (value, { at, wabaId }) => {
  const told = value["max_daily_conversations_per_business"]
  if (told === undefined) return []
  const found = limit(told)
  if (!isWabaId(wabaId)) return noWaba
  return found === null
    ? "a messaging limit that is no tier"
    : [{ _tag: "Account", event: { _tag: "Limit", wabaId, at, ...found } }]
}

// Of who may act for the WABA. The entry of these is the portfolio's.
const access: ReadonlySet<string> = new Set([
  "PARTNER_ADDED",
  "PARTNER_REMOVED",
  "PARTNER_APP_INSTALLED",
  "PARTNER_APP_UNINSTALLED",
  "ACCOUNT_DELETED",
  "ACCOUNT_OFFBOARDED",
  "ACCOUNT_RECONNECTED"
])

const accountUpdate: Reader = (value, { at, wabaId: entryId }) => {
  const event = word(value["event"])
  const wabaId = id(part(value, "waba_info")["waba_id"]) ?? entryId
  if (!isWabaId(wabaId)) return noWaba
  if (event === null) return "no event"
  const found: Array<AccountEvent> = []
  const about = { wabaId, at }
  const ban = part(value, "ban_info")
  const state = word(ban["waba_ban_state"])
  if (state !== null) found.push({ _tag: "Ban", ...about, state, date: text(ban["waba_ban_date"]) })
  const restrictions: unknown = value["restriction_info"]
  if (Array.isArray(restrictions)) {
    found.push({
      _tag: "Restrictions",
      ...about,
      restrictions: restrictions.filter(isRecord).flatMap((one) => {
        const type = word(one["restriction_type"])
        const until = instant(one["expiration"])
        return type === null ? [] : [{ type, until, remediation: text(one["remediation"]) }]
      })
    })
  }
  const violation = word(part(value, "violation_info")["violation_type"])
  if (violation !== null || event === "ACCOUNT_VIOLATION") {
    found.push({ _tag: "Violation", ...about, violation: violation ?? "UNKNOWN" })
  }
  if (access.has(event)) found.push({ _tag: "Access", ...about, event })
  return found.map((event) => ({ _tag: "Account", event }))
}

const accountAlert: Reader = (value, { at, wabaId }) => {
  const info = part(value, "alert_info")
  const type = word(info["alert_type"])
  if (!isWabaId(wabaId)) return noWaba
  if (type === null) return "no type of alert"
  return [{
    _tag: "Account",
    event: {
      _tag: "Alert",
      wabaId,
      at,
      alert: {
        type,
        entity: [word(value["entity_type"]), id(value["entity_id"])].filter((part) => part !== null).join(" "),
        severity: word(info["alert_severity"]),
        status: word(info["alert_status"]),
        description: text(info["alert_description"])
      }
    }
  }]
}

// A map, since the field is any text of a stranger.
export const managementReaders: ReadonlyMap<string, Reader> = new Map([
  ["message_template_status_update", templateStatus],
  ["message_template_quality_update", templateQuality],
  ["template_category_update", templateCategory],
  ["phone_number_quality_update", numberQuality],
  ["business_capability_update", capability],
  ["account_update", accountUpdate],
  ["account_alerts", accountAlert]
])
