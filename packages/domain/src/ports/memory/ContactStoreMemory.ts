/**
 * Contacts in memory.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Contact from "../../contacts/Contact.js"
import { ContactNotFound } from "../../contacts/ContactsError.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { ContactStore } from "../ContactStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Every call looks at all contacts.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ContactStore, never, MemoryDatabase> = Layer.effect(
  ContactStore,
  Effect.map(MemoryDatabase, (db) => {
    const ofTenant = (jewellerId: JewellerId) =>
      [...db.tables.contacts.values()].filter((contact) => contact.jewellerId === jewellerId)
    const get = (jewellerId: JewellerId, contactId: Contact.ContactId) =>
      Effect.flatMap(
        db.call(TenantScope.tenant(jewellerId), () => db.tables.contacts.get(contactId)),
        (contact) =>
          contact === undefined || contact.jewellerId !== jewellerId
            ? new ContactNotFound({ contactId })
            : Effect.succeed(contact)
      )

    return ContactStore.of({
      upsertMany: (jewellerId, contacts, mode, at) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const byPhone = new Map(ofTenant(jewellerId).map((contact) => [contact.phone, contact]))
          return contacts.map(({ id, input }) => {
            const known = byPhone.get(input.phone)
            const before = known ?? blank(jewellerId, id, input, at)
            const after = { ...merge(before, input, mode), deletedAt: null }
            if (known === undefined) db.put(db.tables.contacts, after.id, after)
            else if (!isSame(known, after)) {
              const dateSetAt = Contact.dateSetAt(known, after, at)
              db.put(db.tables.contacts, after.id, { ...after, dateSetAt, updatedAt: at })
            }
            return { id: before.id, created: known === undefined }
          })
        }),
      get,
      listPage: (jewellerId, filter, page) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const shown = ofTenant(jewellerId).filter((contact) =>
            contact.deletedAt === null && (filter.segment === null || contact.segment === filter.segment)
          )
          return Page.fromItems(pageOf(shown, page), page.limit)
        }),
      lockPersons: (jewellerId, persons) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const [ids, phones, waUserIds] = [persons.ids, persons.phones, persons.waUserIds].map((all) =>
            new Set<string | null>(all)
          )
          return ofTenant(jewellerId)
            .filter(({ id, phone, waUserId }) => ids?.has(id) || phones?.has(phone) || waUserIds?.has(waUserId))
            .sort(byId)
        }),
      saveOptOuts: (jewellerId, changed, at) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          for (const { id, optedOutAt, optOut } of changed) {
            const contact = db.tables.contacts.get(id)
            if (contact?.jewellerId !== jewellerId) continue
            db.put(db.tables.contacts, id, { ...contact, optOut, optedOutAt, updatedAt: at })
          }
        }),
      changePhones: (jewellerId, changed, at) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          for (const { id, phone } of changed) {
            const contact = db.tables.contacts.get(id)
            if (contact?.jewellerId !== jewellerId) continue
            db.put(db.tables.contacts, id, { ...contact, phone, waUserId: null, updatedAt: at })
          }
        }),
      learnUserIds: (jewellerId, persons, at) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const known = new Map(persons.map(({ phone, waUserId }) => [phone as string, waUserId]))
          const learnt = ofTenant(jewellerId).flatMap((contact) => {
            const waUserId = known.get(contact.phone ?? "")
            return contact.waUserId !== null || waUserId === undefined ? [] : [{ ...contact, waUserId, updatedAt: at }]
          })
          for (const contact of learnt) db.put(db.tables.contacts, contact.id, contact)
          return learnt.sort(byId)
        }),
      listForAudience: (jewellerId, query) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          ofTenant(jewellerId)
            .filter((contact) =>
              (query.segments.length === 0 || query.segments.includes(contact.segment)) &&
              DateTime.lessThanOrEqualTo(contact.createdAt, query.cutoff) &&
              (query.after === null || contact.id > query.after)
            )
            .sort(byId)
            .slice(0, query.limit)),
      countGroups: (jewellerId) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const alike = ofTenant(jewellerId)
            .filter(({ deletedAt }) => deletedAt === null)
            .map(({ language, optOut, phone, segment, waUserId }) => ({
              segment,
              language,
              optOut,
              hasPhone: phone !== null,
              hasUserId: waUserId !== null
            }))
          const groups = Arr.groupBy(alike, (group) => Object.values(group).join(" "))
          return Object.values(groups).map((group) => ({ ...group[0], count: group.length }))
        })
    })
  })
)

const blank = (
  jewellerId: JewellerId,
  id: Contact.ContactId,
  input: Omit<Contact.ContactInput, "optOut">,
  at: DateTime.Utc
): Contact.Contact => ({
  id,
  jewellerId,
  phone: input.phone,
  waUserId: null,
  name: null,
  segment: input.segment ?? Contact.defaultSegment,
  language: null,
  paymentDay: null,
  attributes: {},
  dateSetAt: {},
  optOut: null,
  optedOutAt: null,
  deletedAt: null,
  createdAt: at,
  updatedAt: at
})

const merge = (
  contact: Contact.Contact,
  input: Omit<Contact.ContactInput, "optOut">,
  mode: "REPLACE" | "FILL"
): Contact.Contact => {
  const pick = <A>(stored: A | null, given: A | null): A | null =>
    mode === "REPLACE" ? given ?? stored : stored ?? given
  return {
    ...contact,
    name: pick(contact.name, input.name),
    language: pick(contact.language, input.language),
    paymentDay: pick(contact.paymentDay, input.paymentDay),
    segment: mode === "REPLACE" ? input.segment ?? contact.segment : contact.segment,
    attributes: mode === "REPLACE"
      ? { ...contact.attributes, ...input.attributes }
      : { ...input.attributes, ...contact.attributes }
  }
}

const isSame = (a: Contact.Contact, b: Contact.Contact): boolean =>
  a.name === b.name &&
  a.language === b.language &&
  a.paymentDay === b.paymentDay &&
  a.segment === b.segment &&
  a.deletedAt === b.deletedAt &&
  Object.keys(b.attributes).every((key) => a.attributes[key] === b.attributes[key])
