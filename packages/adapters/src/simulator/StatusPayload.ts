/**
 * Status webhooks in WhatsApp's current shape (Graph v24.0 and later: no `conversation`).
 *
 * @since 0.1.0
 */
import type { Account } from "./Catalogue.js"
import * as Random from "./Random.js"
import { titleOf } from "./Refusal.js"
import type { Step } from "./Timeline.js"

/**
 * An accepted message, as its statuses need it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Message {
  readonly account: Account
  readonly recipient: string
  readonly wamid: string
  readonly token: string | null
  readonly category: string
}

/**
 * One status and the contact that goes with it; `failed` has no contact.
 *
 * @since 0.1.0
 * @category model
 */
export interface Item {
  readonly account: Account
  readonly status: Readonly<Record<string, unknown>>
  readonly contact: Readonly<Record<string, unknown>> | null
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const itemOf = (message: Message, step: Step, happenedAt: number): Item => {
  const { account, recipient } = message
  const phone = recipient.startsWith("+") ? recipient.slice(1) : null
  const userId = phone === null ? recipient : userIdOf(account.wabaId, phone)
  const failed = step.status === "failed"
  return {
    account,
    status: {
      id: message.wamid,
      status: step.status,
      timestamp: String(Math.floor(happenedAt / 1000)),
      ...(phone === null ? {} : { recipient_id: phone }),
      // A failed status repeats only what the request was addressed to.
      ...(failed && phone !== null ? {} : { recipient_user_id: userId }),
      ...(message.token === null ? {} : { biz_opaque_callback_data: message.token }),
      ...(step.priced ? { pricing: pricingOf(message.category) } : {}),
      ...(step.code === null ? {} : { errors: [errorOf(step.code)] })
    },
    contact: failed
      ? null
      : { profile: { name: "Test Contact" }, ...(phone === null ? {} : { wa_id: phone }), user_id: userId }
  }
}

/**
 * The raw body of one POST that tells these statuses, grouped by WABA and number as WhatsApp does it. It is escaped
 * the way Meta describes it: ASCII only, with `\/` for slashes, so that only a check of the raw bytes passes.
 *
 * @since 0.1.0
 * @category encoding
 */
export const encode = (items: ReadonlyArray<Item>): string => {
  const wabas = new Map<string, Map<string, Change>>()
  for (const { account, contact, status } of items) {
    const numbers = getOrAdd(wabas, account.wabaId, () => new Map<string, Change>())
    const change = getOrAdd(numbers, account.phoneNumberId, () => ({ account, contacts: [], statuses: [] }))
    change.statuses.push(status)
    if (contact !== null) change.contacts.push(contact)
  }
  const entry = Array.from(wabas, ([id, numbers]) => ({
    id,
    changes: Array.from(numbers.values(), (change) => ({
      value: {
        messaging_product: "whatsapp",
        metadata: {
          display_phone_number: change.account.displayPhoneNumber.replace(/\D/g, ""),
          phone_number_id: change.account.phoneNumberId
        },
        ...(change.contacts.length === 0 ? {} : { contacts: change.contacts }),
        statuses: change.statuses
      },
      field: "messages"
    }))
  }))
  return escape(JSON.stringify({ object: "whatsapp_business_account", entry }))
}

// The same for every number of a WABA, another in another WABA.
const userIdOf = (wabaId: string, phone: string): string => {
  const part = (seed: number) => Random.hash(seed, `${wabaId} ${phone}`).toString(36).toUpperCase().padStart(7, "0")
  return `${phone.startsWith("91") ? "IN" : "ZZ"}.${part(1)}${part(2)}${part(3)}`
}

interface Change {
  readonly account: Account
  readonly contacts: Array<unknown>
  readonly statuses: Array<unknown>
}

const getOrAdd = <V>(map: Map<string, V>, key: string, make: () => V): V => {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

const pricingOf = (category: string) => ({
  billable: true,
  pricing_model: "PMP",
  type: "regular",
  category: category.toLowerCase()
})

const errorOf = (code: number) => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details: `${titleOf(code)} (simulated)` },
  href: "/documentation/business-messaging/whatsapp/support/error-codes"
})

const escape = (json: string): string =>
  json
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/")
