import { assert, describe } from "@effect/vitest"
import { type Contact } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aBareContact, aContact, at, newContactId } from "../builders.js"
import { aTenant, refusal, refuse, shuffled } from "../stage.js"
import { aKnownContact, stored } from "./support.js"

export const suite = ({ it, name }: Provider) =>
  describe(`ContactStore on ${name}`, () => {
    describe("upsertMany", () => {
      it("creates a contact with all that is given, under the given id", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const full = aContact({ segment: "GOLD_LOAN" })
          const bare = aBareContact({ segment: null })
          const results = yield* contacts.upsertMany(jewellerId, [full, bare], "REPLACE", at(0.123))
          assert.deepStrictEqual(results, [{ id: full.id, created: true }, { id: bare.id, created: true }])
          const rest = {
            jewellerId,
            waUserId: null,
            dateSetAt: {},
            optOut: null,
            optedOutAt: null,
            deletedAt: null,
            createdAt: at(0.123),
            updatedAt: at(0.123)
          }
          assert.deepStrictEqual(
            yield* stored(jewellerId, full.id),
            { ...rest, ...full.input, segment: "GOLD_LOAN", id: full.id }
          )
          assert.deepStrictEqual(
            yield* stored(jewellerId, bare.id),
            { ...rest, ...bare.input, segment: "MARKETING", id: bare.id }
          )
        }))

      it("updates by phone, under the id that is known", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact()
          const again = { id: newContactId(), input: { ...input, name: "Ravi" } }
          assert.deepStrictEqual(
            yield* contacts.upsertMany(jewellerId, [again], "REPLACE", at(9)),
            [{ id, created: false }]
          )
          const { createdAt, name, updatedAt } = yield* stored(jewellerId, id)
          assert.deepStrictEqual([name, createdAt, updatedAt], ["Ravi", at(0), at(9)])
          assert.strictEqual(yield* refusal(contacts.get(jewellerId, again.id)), "ContactNotFound")
        }))

      it("a segment that is not given leaves the stored one, and makes a new contact MARKETING", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact({ segment: "GOLD_SIP" })
          const again = { id: newContactId(), input: { ...input, segment: null, name: "Ravi" } }
          const fresh = aBareContact({ segment: null })
          yield* contacts.upsertMany(jewellerId, [again, fresh], "REPLACE", at(9))
          const { name, segment } = yield* stored(jewellerId, id)
          assert.deepStrictEqual([name, segment], ["Ravi", "GOLD_SIP"])
          assert.strictEqual((yield* stored(jewellerId, fresh.id)).segment, "MARKETING")
        }))

      it("keeps jewellers apart that have the same customer", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact({ name: "Asha" })
          const other = yield* aTenant()
          const theirs = { id: newContactId(), input: { ...input, name: "Asha R" } }
          assert.deepStrictEqual(
            yield* contacts.upsertMany(other, [theirs], "REPLACE", at(9)),
            [{ id: theirs.id, created: true }]
          )
          const { name, updatedAt } = yield* stored(jewellerId, id)
          assert.deepStrictEqual([name, updatedAt], ["Asha", at(0)])
        }))

      it("takes 1,000 and gives results in the order of the inputs", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const known = Array.from({ length: 100 }, () => aBareContact())
          yield* contacts.upsertMany(jewellerId, known, "REPLACE", at(0))
          const fresh = Array.from({ length: 900 }, () => aBareContact())
          const again = known.map(({ input }) => ({ id: newContactId(), input }))
          const batch = shuffled(shuffled([...fresh, ...again]))
          const knownIds = new Map(known.map(({ id, input }) => [input.phone, id]))
          assert.deepStrictEqual(
            yield* contacts.upsertMany(jewellerId, batch, "FILL", at(9)),
            batch.map(({ id, input }) => {
              const knownId = knownIds.get(input.phone)
              return { id: knownId ?? id, created: knownId === undefined }
            })
          )
        }))

      it("REPLACE: a given field wins, null never erases, attributes merge by key, the segment is set", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact({ attributes: { kept: "1", changed: "1" } })
          const before = yield* stored(jewellerId, id)
          const given = { name: "Ravi", language: "kn", paymentDay: 31 } as const
          const attributes = { changed: "2", "new": "2" }
          yield* contacts.upsertMany(
            jewellerId,
            [{ id, input: { ...input, ...given, segment: "GOLD_SIP", attributes } }],
            "REPLACE",
            at(9)
          )
          const replaced: Contact = {
            ...before,
            ...given,
            segment: "GOLD_SIP",
            attributes: { kept: "1", changed: "2", "new": "2" },
            dateSetAt: { PAYMENT_DAY: at(9) },
            updatedAt: at(9)
          }
          assert.deepStrictEqual(yield* stored(jewellerId, id), replaced)
          const nothing = { ...aBareContact({ segment: "GOLD_SIP" }).input, phone: input.phone }
          yield* contacts.upsertMany(jewellerId, [{ id, input: nothing }], "REPLACE", at(10))
          assert.deepStrictEqual(yield* stored(jewellerId, id), replaced)
        }))

      it("FILL: only absent fields are set, and never the segment", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact({
            name: "Asha",
            language: null,
            paymentDay: null,
            segment: "GOLD_LOAN",
            attributes: { kept: "1" }
          })
          const before = yield* stored(jewellerId, id)
          const given = { name: "Ravi", language: "pa", paymentDay: 1, segment: "MARKETING" } as const
          const attributes = { kept: "2", "new": "2" }
          yield* contacts.upsertMany(jewellerId, [{ id, input: { ...input, ...given, attributes } }], "FILL", at(9))
          const filled: Contact = {
            ...before,
            language: "pa",
            paymentDay: 1,
            attributes: { kept: "1", "new": "2" },
            dateSetAt: { PAYMENT_DAY: at(9) },
            updatedAt: at(9)
          }
          assert.deepStrictEqual(yield* stored(jewellerId, id), filled)
          const nothing = { ...aBareContact({ segment: "MARKETING" }).input, phone: input.phone }
          yield* contacts.upsertMany(jewellerId, [{ id, input: nothing }], "FILL", at(10))
          assert.deepStrictEqual(yield* stored(jewellerId, id), filled)
        }))

      for (const mode of ["REPLACE", "FILL"] as const) {
        it(`${mode}: an opt-out stays as it is, and whoever has none gets none`, () =>
          Effect.gen(function*() {
            const contacts = yield* ContactStore
            const backdoor = yield* Backdoor
            const { id, input, jewellerId } = yield* aKnownContact()
            const change = (name: string, seconds: number) =>
              Effect.zipRight(
                contacts.upsertMany(
                  jewellerId,
                  [{ id, input: { ...input, name, attributes: { city: name } } }],
                  mode,
                  at(seconds)
                ),
                Effect.map(stored(jewellerId, id), (contact) => [contact.optOut, contact.optedOutAt])
              )
            assert.deepStrictEqual(yield* change("Pune", 1), [null, null])
            yield* refuse(jewellerId, id, "MARKETING", at(2))
            assert.deepStrictEqual(yield* change("Surat", 3), ["MARKETING", at(2)])
            assert.deepStrictEqual(yield* backdoor.consents(jewellerId), [])
          }))
      }

      it("restores a deleted contact with its opt-out as it was", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, input, jewellerId } = yield* aKnownContact()
          yield* refuse(jewellerId, id, "ALL", at(0))
          yield* backdoor.deleteContact(id, at(5))
          const before = yield* stored(jewellerId, id)
          assert.deepStrictEqual(before.deletedAt, at(5))
          const again = { id: newContactId(), input }
          assert.deepStrictEqual(
            yield* contacts.upsertMany(jewellerId, [again], "FILL", at(9)),
            [{ id, created: false }]
          )
          assert.deepStrictEqual(
            yield* stored(jewellerId, id),
            { ...before, dateSetAt: { PAYMENT_DAY: at(9) }, deletedAt: null, updatedAt: at(9) }
          )
        }))

      it("does not write rows that would not change", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact()
          yield* refuse(jewellerId, id, "MARKETING", at(0))
          const changing = aContact({ paymentDay: null })
          yield* contacts.upsertMany(jewellerId, [changing], "REPLACE", at(0))
          for (const mode of ["REPLACE", "FILL"] as const) {
            yield* contacts.upsertMany(
              jewellerId,
              [{ id, input }, { ...changing, input: { ...changing.input, paymentDay: 9 } }],
              mode,
              at(9)
            )
            const [same, changed] = [yield* stored(jewellerId, id), yield* stored(jewellerId, changing.id)]
            assert.deepStrictEqual([same.updatedAt, changed.updatedAt], [at(0), at(9)])
          }
        }))
    })
  })
