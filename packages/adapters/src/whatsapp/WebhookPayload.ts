/**
 * Reads webhook bodies. Nothing in them is certain: every property may be missing, new fields and values appear, and
 * one POST may hold updates of several numbers and WABAs (Meta, "Webhooks"). So an item that cannot be read becomes a
 * fault with its path and never takes another with it.
 *
 * @since 0.1.0
 */
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { InboundMessage } from "@ektola/domain/messaging/InboundMessage"
import type { Preference } from "@ektola/domain/messaging/Preference"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as WebhookParser from "@ektola/domain/ports/WebhookParser"
import type { TemplateEvent } from "@ektola/domain/templates/TemplateEvent"
import type { AccountEvent } from "@ektola/domain/tenancy/AccountEvent"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as ErrorTable from "./ErrorTable.js"
import * as GraphError from "./GraphError.js"
import { id, instant, isRecord, parseJson, text } from "./internal/json.js"
import { managementReaders } from "./internal/managementReaders.js"

/**
 * A status of one message.
 *
 * @since 0.1.0
 * @category model
 */
export interface Status extends StatusUpdate {
  readonly _tag: "Status"
}

/**
 * A message of a person to the number.
 *
 * @since 0.1.0
 * @category model
 */
export interface Inbound extends InboundMessage {
  readonly _tag: "Inbound"
}

/**
 * What a person chose about marketing inside WhatsApp.
 *
 * @since 0.1.0
 * @category model
 */
export interface Preferred extends Preference {
  readonly _tag: "Preferred"
}

/**
 * What WhatsApp says of a translation in a WABA.
 *
 * @since 0.1.0
 * @category model
 */
export interface Template {
  readonly _tag: "Template"
  readonly event: TemplateEvent
}

/**
 * What WhatsApp says of a WABA, its portfolio or its numbers.
 *
 * @since 0.1.0
 * @category model
 */
export interface Account {
  readonly _tag: "Account"
  readonly event: AccountEvent
}

/**
 * A change that carries none of these: a field that is not known yet, or a word that changes nothing.
 *
 * @since 0.1.0
 * @category model
 */
export interface Other {
  readonly _tag: "Other"
  readonly field: string
  readonly phoneNumberId: string | null
  readonly wabaId: string | null
}

/**
 * @since 0.1.0
 * @category model
 */
export type Update = Status | Inbound | Preferred | Template | Account | Other

/**
 * An item that could not be read, and why. `path` leads to it, such as `entry[0].changes[1].value.statuses[2]`.
 *
 * @since 0.1.0
 * @category model
 */
export interface Fault {
  readonly path: string
  readonly reason: string
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Parsed {
  readonly updates: ReadonlyArray<Update>
  readonly faults: ReadonlyArray<Fault>
}

/**
 * The updates of a body, in the order in which they stand there. What says nothing of its time is of when it was received.
 *
 * @since 0.1.0
 * @category decoding
 */
export const parse = (json: unknown, receivedAt: DateTime.Utc): Parsed => {
  const found: Found = { updates: [], faults: [] }
  if (!isRecord(json) || json["object"] !== "whatsapp_business_account") {
    found.faults.push({ path: "object", reason: "not a WhatsApp webhook" })
    return found
  }
  each(json["entry"], "entry", found, (entry, path) => {
    const from = { wabaId: id(entry["id"]), at: timeOf(instant(entry["time"]), receivedAt) }
    each(entry["changes"], `${path}.changes`, found, (change, path) => readChange(change, path, from, found))
  })
  return found
}

/**
 * The port on `parse`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WebhookParser.WebhookParser> = Layer.succeed(WebhookParser.WebhookParser, {
  parse: (body, receivedAt) => {
    const json = parseJson(body)
    const { faults, updates } = json === undefined
      ? { faults: [{ path: "the body", reason: "no JSON" }], updates: [] }
      : parse(json, receivedAt)
    return {
      statuses: updates.filter((update) => update._tag === "Status"),
      inbound: updates.filter((update) => update._tag === "Inbound"),
      preferences: updates.filter((update) => update._tag === "Preferred"),
      templates: updates.flatMap((update) => update._tag === "Template" ? [update.event] : []),
      accounts: updates.flatMap((update) => update._tag === "Account" ? [update.event] : []),
      faults: faults.map(({ path, reason }) => `${path}: ${reason}`),
      others: updates.flatMap((update) => update._tag === "Other" ? [update.field] : [])
    }
  }
})

interface Found {
  readonly updates: Array<Update>
  readonly faults: Array<Fault>
}

type Item = Readonly<Record<string, unknown>>

const each = (list: unknown, path: string, found: Found, read: (item: Item, path: string) => void): void => {
  if (list === undefined || list === null) return
  if (!Array.isArray(list)) {
    found.faults.push({ path, reason: "not a list" })
    return
  }
  list.forEach((item: unknown, index) => {
    if (isRecord(item)) read(item, `${path}[${index}]`)
    else found.faults.push({ path: `${path}[${index}]`, reason: "not an object" })
  })
}

interface Source {
  readonly wabaId: string | null
  readonly at: DateTime.Utc
}

const readChange = (change: Item, path: string, { at, wabaId }: Source, found: Found): void => {
  const value = isRecord(change["value"]) ? change["value"] : {}
  const metadata = isRecord(value["metadata"]) ? value["metadata"] : {}
  const field = text(change["field"]) ?? "unknown"
  const phoneNumberId = id(metadata["phone_number_id"])
  const management = managementReaders.get(field)
  if (management !== undefined) {
    const read = management(value, { wabaId, at })
    if (typeof read === "string") found.faults.push({ path: `${path}.value`, reason: read })
    else if (read.length > 0) found.updates.push(...read)
    else {
      const word = text(value["event"])
      found.updates.push({ _tag: "Other", field: word === null ? field : `${field} ${word}`, phoneNumberId, wabaId })
    }
    return
  }
  const lists = readers.get(field) ?? []
  for (const { list, read } of lists) {
    each(value[list], `${path}.value.${list}`, found, (item, path) => {
      const update = read(item, { phoneNumberId, wabaId, contacts: value["contacts"] })
      if (typeof update === "string") found.faults.push({ path, reason: update })
      else found.updates.push(update)
    })
  }
  if (!lists.some(({ list }) => value[list] !== undefined)) {
    found.updates.push({ _tag: "Other", field, phoneNumberId, wabaId })
  }
}

/** What stands beside an item. */
interface Surroundings {
  readonly phoneNumberId: string | null
  readonly wabaId: string | null
  readonly contacts: unknown
}

const isPhoneNumberId = Schema.is(PhoneNumberId)

/** The update, or the reason why there is none. */
const readStatus = (status: Item, { phoneNumberId, wabaId }: Surroundings): Status | string => {
  if (!isPhoneNumberId(phoneNumberId)) return noRoute
  const wamid = text(status["id"])
  if (wamid === null) return "no message id"
  const word = text(status["status"])?.toLowerCase()
  if (word === undefined) return "no status"
  const occurredAt = instant(status["timestamp"])
  if (occurredAt === null) return noTimestamp
  const errors: unknown = status["errors"]
  return {
    _tag: "Status",
    phoneNumberId,
    wabaId,
    wamid,
    token: text(status["biz_opaque_callback_data"]),
    status: word,
    occurredAt,
    recipientPhone: digitsOf(status["recipient_id"]),
    waUserId: text(status["recipient_user_id"]),
    failure: word === "failed"
      ? ErrorTable.failureOfStatus(GraphError.parse(Array.isArray(errors) ? errors[0] : undefined))
      : null
  }
}

const noRoute = "no phone number id to route it by"
const noPerson = "neither a phone number nor a user id"
const noTimestamp = "no readable timestamp"

const readMessage = (message: Item, { contacts, phoneNumberId }: Surroundings): Inbound | string => {
  if (!isPhoneNumberId(phoneNumberId)) return noRoute
  const id = text(message["id"])
  if (id === null) return "no message id"
  const person = personOf(message["from"], message["from_user_id"], contacts)
  if (person === null) return noPerson
  const at = instant(message["timestamp"])
  if (at === null) return noTimestamp
  const context: unknown = message["context"]
  const answers = isRecord(context) ? text(context["id"]) : null
  return {
    _tag: "Inbound",
    id,
    kind: text(message["type"]) ?? "unknown",
    phoneNumberId,
    ...person,
    at,
    ...contentOf(message),
    answers,
    newPhone: newPhoneOf(message)
  }
}

/** Words and the meaning of buttons; a picture or a contact says nothing that is understood here. */
const contentOf = (message: Item): Pick<InboundMessage, "text" | "payload"> => {
  const part = (name: string): Item => {
    const value = message[name]
    return isRecord(value) ? value : {}
  }
  switch (message["type"]) {
    case "text":
      return { text: text(part("text")["body"]), payload: null }
    case "button":
      return { text: text(part("button")["text"]), payload: text(part("button")["payload"]) }
    case "interactive": {
      const reply = part("interactive")["button_reply"]
      return isRecord(reply)
        ? { text: text(reply["title"]), payload: text(reply["id"]) }
        : { text: null, payload: null }
    }
    default:
      return { text: null, payload: null }
  }
}

/** A person's next number, which WhatsApp tells in the chat with the one before. */
const newPhoneOf = ({ system, type }: Item): PhoneNumber | null =>
  type === "system" && isRecord(system) && system["type"] === "user_changed_number"
    ? phoneOf(digitsOf(system["wa_id"]))
    : null

const readPreference = (preference: Item, { contacts, phoneNumberId }: Surroundings): Preferred | string => {
  if (!isPhoneNumberId(phoneNumberId)) return noRoute
  const category = text(preference["category"])
  if (category !== "marketing_messages") return `a preference about ${category ?? "nothing"}`
  const value = text(preference["value"])?.toLowerCase()
  if (value !== "stop" && value !== "resume") return `an unknown preference ${value ?? ""}`.trimEnd()
  const person = personOf(preference["wa_id"], preference["user_id"], contacts)
  if (person === null) return noPerson
  const at = instant(preference["timestamp"])
  return at === null ? noTimestamp : { _tag: "Preferred", phoneNumberId, ...person, value, at }
}

interface Reader {
  readonly list: string
  readonly read: (item: Item, surroundings: Surroundings) => Update | string
}

// A map, since the field is any text of a stranger.
const readers: ReadonlyMap<string, ReadonlyArray<Reader>> = new Map([
  ["messages", [{ list: "statuses", read: readStatus }, { list: "messages", read: readMessage }]],
  ["user_preferences", [{ list: "user_preferences", read: readPreference }]]
])

/**
 * Who an item is from. The user id may stand in `contacts` alone; of several contacts it is the one with the same number,
 * and without a number there must be only one.
 */
const personOf = (
  waId: unknown,
  userId: unknown,
  contacts: unknown
): Pick<InboundMessage, "phone" | "waUserId"> | null => {
  const digits = digitsOf(waId)
  const beside = (Array.isArray(contacts) ? contacts : []).filter(isRecord)
  const own = digits === null
    ? beside.length === 1 ? beside[0] : undefined
    : beside.find((contact) => digitsOf(contact["wa_id"]) === digits)
  const waUserId = text(userId) ?? text(own?.["user_id"])
  const phone = phoneOf(digits)
  return phone === null && waUserId === null ? null : { phone, waUserId }
}

const isPhoneNumber = Schema.is(PhoneNumber)

// WhatsApp writes numbers without the plus; one that has it is the same person.
const digitsOf = (waId: unknown): string | null => text(waId)?.replace(/^\+/, "") ?? null

const phoneOf = (digits: string | null): PhoneNumber | null => {
  const phone = `+${digits ?? ""}`
  return isPhoneNumber(phone) ? phone : null
}

// A time to come would hold off every later word about the same thing; clocks differ by less.
const timeOf = (told: DateTime.Utc | null, receivedAt: DateTime.Utc): DateTime.Utc =>
  told === null || DateTime.greaterThan(told, DateTime.add(receivedAt, { hours: 1 })) ? receivedAt : told
