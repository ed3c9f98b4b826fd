import { assert, describe } from "@effect/vitest"
import type { Contact, ContactId } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aContact, at, newContactId } from "../builders.js"
import { allPages, aTenant, failure, ids, refuse, shuffled } from "../stage.js"
import { aKnownContact, stored } from "./support.js"

export const suite = ({ it, name }: Provider) =>
  describe(`ContactStore on ${name}`, () => {
    it("get refuses an unknown id, and a foreign one alike", () =>
      Effect.gen(function*() {
        const contacts = yield* ContactStore
        const { id } = yield* aKnownContact()
        const other = yield* aTenant()
        for (const contactId of [newContactId(), id]) {
          const error = yield* failure(contacts.get(other, contactId))
          assert.deepStrictEqual([error._tag, "contactId" in error && error.contactId], ["ContactNotFound", contactId])
        }
      }))

    describe("listPage", () => {
      it("gives contacts in id order, by page", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const all = Array.from({ length: 5 }, () => aContact())
          yield* contacts.upsertMany(jewellerId, shuffled(all), "REPLACE", at(0))
          const [a, b, c, d, e] = ids(all)
          const list = (limit: number) =>
            allPages(limit, (page) => contacts.listPage(jewellerId, { segment: null }, page))
          assert.deepStrictEqual(yield* list(2), [[a, b], [c, d], [e]])
          assert.deepStrictEqual(yield* list(5), [[a, b, c, d, e]])
          const page = yield* contacts.listPage(jewellerId, { segment: null }, { after: null, limit: 4 })
          assert.strictEqual(page.next, d)
          const [first] = page.items
          assert(first)
          assert.deepStrictEqual(first, yield* stored(jewellerId, first.id))
        }))

      it("leaves out deleted contacts, other segments and other jewellers", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, jewellerId } = yield* aKnownContact({ segment: "GOLD_SIP" })
          const deleted = aContact({ segment: "GOLD_SIP" })
          const marketing = aContact({ segment: "MARKETING" })
          yield* contacts.upsertMany(jewellerId, [deleted, marketing], "REPLACE", at(0))
          yield* backdoor.deleteContact(deleted.id, at(5))
          const list = (segment: "GOLD_LOAN" | "GOLD_SIP" | "MARKETING" | null, tenant = jewellerId) =>
            allPages(1, (page) => contacts.listPage(tenant, { segment }, page))
          assert.deepStrictEqual(yield* list("GOLD_SIP"), [[id]])
          assert.deepStrictEqual(yield* list("MARKETING"), [[marketing.id]])
          assert.deepStrictEqual(yield* list("GOLD_LOAN"), [[]])
          assert.deepStrictEqual(yield* list(null), [[id], [marketing.id]])
          assert.deepStrictEqual(yield* list(null, yield* aTenant()), [[]])
        }))
    })

    describe("lockPersons", () => {
      it("gives contacts by id, phone or user id, each once, in id order, deleted ones included", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const jewellerId = yield* aTenant()
          const all = [aContact(), aContact(), aContact(), aContact()] as const
          const [a, b, c, d] = all
          yield* contacts.upsertMany(jewellerId, shuffled(all), "REPLACE", at(0))
          const odd = `IN.{"1,\\\\2}`
          yield* contacts.learnUserIds(jewellerId, [{ phone: c.input.phone, waUserId: odd }], at(1))
          yield* backdoor.deleteContact(b.id, at(2))
          const lock = (persons: Partial<Parameters<typeof contacts.lockPersons>[1]>, tenant = jewellerId) =>
            Effect.map(contacts.lockPersons(tenant, { ids: [], phones: [], waUserIds: [], ...persons }), ids)
          assert.deepStrictEqual(yield* lock({ ids: [d.id], phones: [b.input.phone], waUserIds: [odd] }), [
            b.id,
            c.id,
            d.id
          ])
          assert.deepStrictEqual(yield* lock({ ids: [a.id], phones: [a.input.phone] }), [a.id])
          assert.deepStrictEqual(yield* lock({ phones: [aContact().input.phone], waUserIds: ["IN.9"] }), [])
          assert.deepStrictEqual(yield* lock({}), [])
          const persons = { ids: [a.id], phones: [b.input.phone], waUserIds: [odd] }
          assert.deepStrictEqual(yield* lock(persons, yield* aTenant()), [])
          const [found] = yield* contacts.lockPersons(jewellerId, { ...persons, ids: [], phones: [] })
          assert.deepStrictEqual(found, yield* stored(jewellerId, c.id))
        }))
    })

    describe("changePhones", () => {
      it("gives a contact its new number, forgets the user id of the old one, and leaves the rest", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, jewellerId } = yield* aKnownContact()
          const other = yield* aKnownContact()
          const before = yield* stored(jewellerId, id)
          assert(before.phone)
          yield* contacts.learnUserIds(jewellerId, [{ phone: before.phone, waUserId: "IN.1" }], at(50))
          const [{ input: { phone } }] = [aContact()]
          assert(phone)
          yield* contacts.changePhones(other.jewellerId, [{ id, phone }], at(60))
          assert.strictEqual((yield* stored(jewellerId, id)).phone, before.phone)
          yield* contacts.changePhones(jewellerId, [{ id, phone }], at(70))
          assert.deepStrictEqual(yield* stored(jewellerId, id), { ...before, phone, waUserId: null, updatedAt: at(70) })
          yield* contacts.changePhones(jewellerId, [], at(80))
          assert.strictEqual((yield* stored(jewellerId, id)).phone, phone)
        }))
    })

    describe("saveOptOuts", () => {
      it("stores what contacts refuse, or refuse no more, and leaves the rest and everybody else", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, jewellerId } = yield* aKnownContact()
          const other = yield* aKnownContact()
          const before = yield* stored(jewellerId, id)
          const save = (optOut: Contact["optOut"], seconds: number, tenant = jewellerId) =>
            contacts.saveOptOuts(
              tenant,
              [{ id, optOut, optedOutAt: optOut === null ? null : at(seconds) }],
              at(seconds + 1)
            )
          yield* save("ALL", 50)
          const refused: Contact = { ...before, optOut: "ALL", optedOutAt: at(50), updatedAt: at(51) }
          assert.deepStrictEqual(yield* stored(jewellerId, id), refused)
          yield* save("MARKETING", 60, other.jewellerId)
          assert.deepStrictEqual(yield* stored(jewellerId, id), refused)
          yield* save(null, 70)
          assert.deepStrictEqual(yield* stored(jewellerId, id), { ...before, updatedAt: at(71) })
          assert.strictEqual((yield* stored(other.jewellerId, other.id)).optOut, null)
        }))
    })

    describe("learnUserIds", () => {
      it("notes the user id of a contact that has none, by phone, and never changes one", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact()
          const before = yield* stored(jewellerId, id)
          const learn = (waUserId: string, seconds: number, tenant = jewellerId) =>
            contacts.learnUserIds(tenant, [{ phone: input.phone, waUserId }], at(seconds))
          assert.deepStrictEqual(yield* learn("IN.0", 1, yield* aTenant()), [])
          assert.deepStrictEqual(yield* stored(jewellerId, id), before)
          const after = { ...before, waUserId: "IN.1", updatedAt: at(2) }
          assert.deepStrictEqual(yield* learn("IN.1", 2), [after])
          assert.deepStrictEqual(yield* stored(jewellerId, id), after)
          assert.deepStrictEqual(yield* learn("IN.2", 3), [])
          assert.deepStrictEqual(yield* stored(jewellerId, id), after)
        }))
    })

    describe("listForAudience", () => {
      it("gives contacts of these segments, all when empty, deleted ones included", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const jewellerId = yield* aTenant()
          const [loan, sip, marketing] = [
            aContact({ segment: "GOLD_LOAN" }),
            aContact({ segment: "GOLD_SIP" }),
            aContact({ segment: "MARKETING" })
          ]
          yield* contacts.upsertMany(jewellerId, [loan, sip, marketing], "REPLACE", at(0))
          yield* refuse(jewellerId, marketing.id, "ALL", at(0))
          yield* backdoor.deleteContact(sip.id, at(5))
          const list = (segments: ReadonlyArray<"GOLD_LOAN" | "GOLD_SIP" | "MARKETING">, tenant = jewellerId) =>
            contacts.listForAudience(tenant, { segments, cutoff: at(0), after: null, limit: 10 })
          assert.deepStrictEqual(ids(yield* list([])), [loan.id, sip.id, marketing.id])
          assert.deepStrictEqual(ids(yield* list(["GOLD_LOAN", "GOLD_SIP"])), [loan.id, sip.id])
          assert.deepStrictEqual(yield* list(["GOLD_SIP"]), [yield* stored(jewellerId, sip.id)])
          assert.deepStrictEqual(yield* list([], yield* aTenant()), [])
        }))

      it("gives contacts created no later than the cutoff, whenever they were changed", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const [early, onTime, late] = [aContact(), aContact(), aContact()]
          yield* contacts.upsertMany(jewellerId, [early], "REPLACE", at(1))
          yield* contacts.upsertMany(jewellerId, [onTime], "REPLACE", at(2))
          yield* contacts.upsertMany(jewellerId, [late], "REPLACE", at(2.001))
          yield* refuse(jewellerId, early.id, "MARKETING", at(99))
          const list = yield* contacts.listForAudience(jewellerId, {
            segments: [],
            cutoff: at(2),
            after: null,
            limit: 10
          })
          assert.deepStrictEqual(ids(list), [early.id, onTime.id])
        }))

      it("gives at most the limit, in id order after an id", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const all = Array.from({ length: 5 }, () => aContact())
          yield* contacts.upsertMany(jewellerId, shuffled(all), "REPLACE", at(0))
          const [a, b, c, d, e] = ids(all)
          assert(a && b && c && d && e)
          const list = (after: ContactId | null, limit: number) =>
            Effect.map(
              contacts.listForAudience(jewellerId, { segments: [], cutoff: at(0), after, limit }),
              ids
            )
          assert.deepStrictEqual(yield* list(null, 2), [a, b])
          assert.deepStrictEqual(yield* list(b, 2), [c, d])
          assert.deepStrictEqual(yield* list(c, 9), [d, e])
          assert.deepStrictEqual(yield* list(e, 9), [])
        }))
    })
  })
