import type { Contact, ContactId } from "@ektola/domain/contacts/Contact"
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as DateTime from "effect/DateTime"
import { instant, instantOrNull } from "./values.js"

export interface ContactRow {
  readonly id: string
  readonly jeweller_id: string
  readonly phone: string | null
  readonly wa_user_id: string | null
  readonly name: string | null
  readonly segment: string
  readonly language: string | null
  readonly payment_day: number | null
  readonly attributes: unknown
  readonly date_set_at: unknown
  readonly opt_out: string | null
  readonly opted_out_at: Date | null
  readonly deleted_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

// Audiences of a million pass here: rows are mapped by hand, not decoded.
export const toContact = (row: ContactRow): Contact => ({
  id: row.id as ContactId,
  jewellerId: row.jeweller_id as JewellerId,
  phone: row.phone as PhoneNumber | null,
  waUserId: row.wa_user_id,
  name: row.name,
  segment: row.segment as Contact["segment"],
  language: row.language as Contact["language"],
  paymentDay: row.payment_day,
  attributes: row.attributes as Contact["attributes"],
  dateSetAt: toDateSetAt(row.date_set_at as Readonly<Record<string, string>>),
  optOut: row.opt_out as Contact["optOut"],
  optedOutAt: instantOrNull(row.opted_out_at),
  deletedAt: instantOrNull(row.deleted_at),
  createdAt: instant(row.created_at),
  updatedAt: instant(row.updated_at)
})

const never: Contact["dateSetAt"] = {}

const toDateSetAt = (times: Readonly<Record<string, string>>): Contact["dateSetAt"] => {
  const entries = Object.entries(times)
  return entries.length === 0
    ? never
    : Object.fromEntries(entries.map(([date, time]) => [date, DateTime.unsafeMake(time)]))
}
