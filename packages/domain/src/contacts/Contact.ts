/**
 * A customer of one jeweller, and what he or she has refused.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as ContactDate from "../recurrence/ContactDate.js"
import { isDate } from "../recurrence/LocalDate.js"
import { Segment } from "../segmentation/Segment.js"
import { JewellerId } from "../tenancy/Jeweller.js"
import { OptOutScope } from "./Consent.js"
import { Language } from "./Language.js"
import { PhoneNumber } from "./PhoneNumber.js"

/**
 * UUIDv7 of a contact; its order is the order of creation.
 *
 * @since 0.1.0
 * @category model
 */
export const ContactId = Schema.UUID.pipe(Schema.brand("ContactId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type ContactId = typeof ContactId.Type

/**
 * Free columns of the upload, usable as template variables.
 *
 * @since 0.1.0
 * @category model
 */
export const Attributes = Schema.Record({ key: Schema.String, value: Schema.String })
/**
 * Texts by name; a number or a date is a text too.
 *
 * @since 0.1.0
 * @category model
 */
export type Attributes = typeof Attributes.Type

/**
 * When a contact's date for reminders was last changed; a date that is not listed came with the contact.
 *
 * @since 0.1.0
 * @category model
 */
export const DateSetAt = Schema.partialWith(
  Schema.Record({ key: ContactDate.ContactDate, value: Schema.DateTimeUtcFromSelf }),
  { exact: true }
)
/**
 * Instants by date; any of them may be absent.
 *
 * @since 0.1.0
 * @category model
 */
export type DateSetAt = typeof DateSetAt.Type

/**
 * `phone` may be absent for people known only by WhatsApp's business-scoped user id (`waUserId`).
 *
 * @since 0.1.0
 * @category model
 */
export const Contact = Schema.Struct({
  id: ContactId,
  jewellerId: JewellerId,
  phone: Schema.NullOr(PhoneNumber),
  waUserId: Schema.NullOr(Schema.String),
  name: Schema.NullOr(Schema.String),
  segment: Segment,
  language: Schema.NullOr(Language),
  paymentDay: Schema.NullOr(Schema.Number),
  attributes: Attributes,
  dateSetAt: DateSetAt,
  optOut: Schema.NullOr(OptOutScope),
  optedOutAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  deletedAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  createdAt: Schema.DateTimeUtcFromSelf,
  updatedAt: Schema.DateTimeUtcFromSelf
})
/**
 * A contact as a store has it. Its `optOut` alone does not tell who may get a message: `Audience.decide` does, which
 * asks for suppressions as well.
 *
 * @since 0.1.0
 * @category model
 */
export type Contact = typeof Contact.Type

/**
 * One contact as an upload or a form gives it. An absent field (null) says nothing about the stored value.
 * `optOut` may only add a refusal.
 *
 * @since 0.1.0
 * @category model
 */
export interface ContactInput {
  readonly phone: PhoneNumber
  readonly name: string | null
  readonly segment: Segment | null
  readonly language: Language | null
  readonly paymentDay: number | null
  readonly attributes: Attributes
  readonly optOut: OptOutScope | null
}

/**
 * The segment of a new contact that says nothing about it.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultSegment: Segment = "MARKETING"

const attributeDate = (contact: Pick<Contact, "attributes">, key: string): string | null => {
  const text = Object.hasOwn(contact.attributes, key) ? contact.attributes[key] ?? "" : ""
  return isDate(text) ? text : null
}

/**
 * What reminders go by. Dates live in the attributes `birthday`, `anniversary`, `maturity_date` and `paid_until` as
 * `yyyy-mm-dd`; anything else there is no date.
 *
 * @since 0.1.0
 * @category getters
 */
export const dates = (
  contact: Pick<Contact, "paymentDay" | "attributes" | "dateSetAt" | "createdAt">
): ContactDate.Dates => ({
  paymentDay: contact.paymentDay,
  birthday: attributeDate(contact, "birthday"),
  anniversary: attributeDate(contact, "anniversary"),
  maturityDate: attributeDate(contact, "maturity_date"),
  paidUntil: attributeDate(contact, "paid_until"),
  createdAt: contact.createdAt,
  setAt: contact.dateSetAt
})

/**
 * The times of the dates that a change of the contact set; one that came back has got all of its dates anew.
 *
 * @since 0.1.0
 * @category rules
 */
export const dateSetAt = (before: Contact, after: Contact, at: DateTime.Utc): DateSetAt => {
  const [old, present] = [dates(before), dates(after)]
  const isSet = (key: "paymentDay" | "birthday" | "anniversary" | "maturityDate") =>
    before.deletedAt !== null ? present[key] !== null : old[key] !== present[key]
  return {
    ...before.dateSetAt,
    ...isSet("paymentDay") && { PAYMENT_DAY: at },
    ...isSet("birthday") && { BIRTHDAY: at },
    ...isSet("anniversary") && { ANNIVERSARY: at },
    ...isSet("maturityDate") && { MATURITY: at }
  }
}
