import { assert, describe } from "@effect/vitest"
import type { Contact, ContactId, OptOut } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aContact, at, newContactId } from "../builders.js"
import { allPages, aTenant, failure, ids, refusal, shuffled } from "../stage.js"
import { aKnownContact, stored } from "./support.js"

const optOut = (over: Partial<OptOut> = {}): OptOut => ({
  scope: "MARKETING",
  source: "USER",
  at: at(50),
  proof: "user 7, \"no more\"",
  ...over
})

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

    describe("optOut", () => {
      it("widens the opt-out and adds a line to the consent ledger", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, jewellerId } = yield* aKnownContact()
          const before = yield* stored(jewellerId, id)
          const first = optOut()
          const after: Contact = { ...before, optOut: "MARKETING", optedOutAt: at(50), updatedAt: at(50) }
          assert.deepStrictEqual(yield* contacts.optOut(jewellerId, id, first), after)
          assert.deepStrictEqual(yield* stored(jewellerId, id), after)
          const second = optOut({ scope: "ALL", source: "INBOUND", at: at(60), proof: "STOP" })
          const widened: Contact = { ...after, optOut: "ALL", optedOutAt: at(60), updatedAt: at(60) }
          assert.deepStrictEqual(yield* contacts.optOut(jewellerId, id, second), widened)
          assert.deepStrictEqual(yield* backdoor.consents(id), [first, second])
        }))

      it("changes nothing and adds no second line when it is repeated, or narrower", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, jewellerId } = yield* aKnownContact()
          const first = optOut({ scope: "ALL" })
          const after = yield* contacts.optOut(jewellerId, id, first)
          for (const scope of ["ALL", "MARKETING"] as const) {
            assert.deepStrictEqual(yield* contacts.optOut(jewellerId, id, optOut({ scope, at: at(70) })), after)
          }
          assert.deepStrictEqual(yield* stored(jewellerId, id), after)
          assert.deepStrictEqual(yield* backdoor.consents(id), [first])
        }))

      it("refuses an unknown id, and a foreign one alike", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, jewellerId } = yield* aKnownContact()
          const other = yield* aTenant()
          for (const contactId of [newContactId(), id]) {
            assert.strictEqual(yield* refusal(contacts.optOut(other, contactId, optOut())), "ContactNotFound")
          }
          assert.strictEqual((yield* stored(jewellerId, id)).optOut, null)
          assert.deepStrictEqual(yield* backdoor.consents(id), [])
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
            aContact({ segment: "MARKETING", optOut: "ALL" })
          ]
          yield* contacts.upsertMany(jewellerId, [loan, sip, marketing], "REPLACE", at(0))
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
          yield* contacts.optOut(jewellerId, early.id, optOut({ at: at(99) }))
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
