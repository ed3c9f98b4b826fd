/**
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
    const note = (contactId: Contact.ContactId, optOut: Contact.OptOut) =>
      db.put(db.tables.consents, `${contactId} ${optOut.scope}`, { contactId, optOut })

    return ContactStore.of({
      upsertMany: (jewellerId, contacts, mode, at) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const byPhone = new Map(ofTenant(jewellerId).map((contact) => [contact.phone, contact]))
          return contacts.map(({ id, input }) => {
            const known = byPhone.get(input.phone)
            const before = known ?? blank(jewellerId, id, input, at)
            const merged = merge(before, input, mode)
            const optOut = Contact.widerOptOut(before.optOut, input.optOut)
            const widened = optOut !== before.optOut && optOut !== null
            const after = { ...merged, optOut, optedOutAt: widened ? at : before.optedOutAt, deletedAt: null }
            if (known === undefined) db.put(db.tables.contacts, after.id, after)
            else if (!isSame(known, after)) {
              const dateSetAt = Contact.dateSetAt(known, after, at)
              db.put(db.tables.contacts, after.id, { ...after, dateSetAt, updatedAt: at })
            }
            if (widened) note(after.id, { scope: optOut, source: "IMPORT", at, proof: "import" })
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
      optOut: (jewellerId, contactId, optOut) =>
        db.transact(
          TenantScope.tenant(jewellerId),
          Effect.map(get(jewellerId, contactId), (contact) => {
            const scope = Contact.widerOptOut(contact.optOut, optOut.scope)
            if (scope === contact.optOut) return contact
            const after = { ...contact, optOut: scope, optedOutAt: optOut.at, updatedAt: optOut.at }
            db.put(db.tables.contacts, contactId, after)
            note(contactId, optOut)
            return after
          })
        ),
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
  input: Contact.ContactInput,
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
  input: Contact.ContactInput,
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
  a.optOut === b.optOut &&
  a.deletedAt === b.deletedAt &&
  Object.keys(b.attributes).every((key) => a.attributes[key] === b.attributes[key])
