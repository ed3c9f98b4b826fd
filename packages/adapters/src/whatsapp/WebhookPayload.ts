/**
 * Reads webhook bodies. Nothing in them is certain: every property may be missing, new fields and values appear, and
 * one POST may hold updates of several numbers and WABAs (Meta, "Webhooks"). So an item that cannot be read becomes a
 * fault with its path and never takes another with it.
 *
 * @since 0.1.0
 */
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as WebhookParser from "@ektola/domain/ports/WebhookParser"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as ErrorTable from "./ErrorTable.js"
import * as GraphError from "./GraphError.js"
import { id, integer, isRecord, parseJson, text } from "./internal/json.js"

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
 * A change that carries something else than statuses: inbound messages, template and account events, or a field that
 * is not known yet.
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
export type Update = Status | Other

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
 * The updates of a body, in the order in which they stand there.
 *
 * @since 0.1.0
 * @category decoding
 */
export const parse = (json: unknown): Parsed => {
  const found: Found = { updates: [], faults: [] }
  if (!isRecord(json) || json["object"] !== "whatsapp_business_account") {
    found.faults.push({ path: "object", reason: "not a WhatsApp webhook" })
    return found
  }
  each(json["entry"], "entry", found, (entry, path) => {
    const wabaId = id(entry["id"])
    each(entry["changes"], `${path}.changes`, found, (change, path) => readChange(change, path, wabaId, found))
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
  parse: (body) => {
    const json = parseJson(body)
    if (json === undefined) return { statuses: [], faults: ["the body is no JSON"], others: [] }
    const { faults, updates } = parse(json)
    return {
      statuses: updates.filter((update) => update._tag === "Status"),
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

const readChange = (change: Item, path: string, wabaId: string | null, found: Found): void => {
  const value = isRecord(change["value"]) ? change["value"] : {}
  const metadata = isRecord(value["metadata"]) ? value["metadata"] : {}
  const field = text(change["field"]) ?? "unknown"
  const phoneNumberId = id(metadata["phone_number_id"])
  const statuses = field === "messages" ? value["statuses"] : undefined
  each(statuses, `${path}.value.statuses`, found, (status, path) => {
    const update = readStatus(status, phoneNumberId, wabaId)
    if (typeof update === "string") found.faults.push({ path, reason: update })
    else found.updates.push(update)
  })
  if (statuses === undefined || value["messages"] !== undefined) {
    found.updates.push({ _tag: "Other", field, phoneNumberId, wabaId })
  }
}

const isPhoneNumberId = Schema.is(PhoneNumberId)

/** The update, or the reason why there is none. */
const readStatus = (status: Item, phoneNumberId: string | null, wabaId: string | null): Status | string => {
  if (!isPhoneNumberId(phoneNumberId)) return "no phone number id to route it by"
  const wamid = text(status["id"])
  if (wamid === null) return "no message id"
  const word = text(status["status"])?.toLowerCase()
  if (word === undefined) return "no status"
  const seconds = integer(status["timestamp"])
  if (seconds === null || seconds > latest) return "no readable timestamp"
  const errors: unknown = status["errors"]
  return {
    _tag: "Status",
    phoneNumberId,
    wabaId,
    wamid,
    token: text(status["biz_opaque_callback_data"]),
    status: word,
    occurredAt: DateTime.unsafeMake(seconds * 1000),
    recipientPhone: text(status["recipient_id"]),
    waUserId: text(status["recipient_user_id"]),
    failure: word === "failed"
      ? ErrorTable.failureOfStatus(GraphError.parse(Array.isArray(errors) ? errors[0] : undefined))
      : null
  }
}

// The end of the year 9999: a larger number is milliseconds or nonsense.
const latest = 253_402_300_799
