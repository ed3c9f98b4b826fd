import { assert, describe } from "@effect/vitest"
import { type Contact, type ContactId, dateSetAt as dateSetAtOf, type OptOut } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import { Backdoor } from "../providers/Backdoor.js"
import type { Provider } from "../providers/registry.js"
import { aBareContact, aContact, at, newContactId } from "./builders.js"
import { allPages, aTenant, failure, ids, refusal, shuffled } from "./stage.js"

/** A jeweller with one stored contact. */
const aKnownContact = (over: Parameters<typeof aContact>[0] = {}) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const jewellerId = yield* aTenant()
    const { id, input } = aContact(over)
    yield* contacts.upsertMany(jewellerId, [{ id, input }], "REPLACE", at(0))
    return { jewellerId, id, input }
  })

const optOut = (over: Partial<OptOut> = {}): OptOut => ({
  scope: "MARKETING",
  source: "USER",
  at: at(50),
  proof: "user 7, \"no more\"",
  ...over
})

const stored = (jewellerId: JewellerId, id: ContactId) =>
  Effect.flatMap(ContactStore, (contacts) => contacts.get(jewellerId, id))

const allDates = {
  birthday: "1980-02-29",
  anniversary: "2001-05-05",
  maturity_date: "2027-06-30",
  paid_until: "2026-11-30"
}

/** A stored contact, and uploads that give it a payment day and attributes and tell the times of its dates. */
const aDated = (over: Parameters<typeof aContact>[0], mode: "REPLACE" | "FILL") =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const { id, input, jewellerId } = yield* aKnownContact(over)
    const give = (seconds: number, paymentDay: number | null, attributes: Readonly<Record<string, string>>) =>
      Effect.gen(function*() {
        const given = { id: newContactId(), input: { ...input, paymentDay, attributes } }
        yield* contacts.upsertMany(jewellerId, [given], mode, at(seconds))
        return (yield* contacts.get(jewellerId, id)).dateSetAt
      })
    return { jewellerId, id, give }
  })

/** Numbers from 0 to 1 that are the same every time. */
const randomNumbers = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

export const suite = ({ it, name }: Provider) =>
  describe(`ContactStore on ${name}`, () => {
    describe("upsertMany", () => {
      it("creates a contact with all that is given, under the given id", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const full = aContact({ optOut: "MARKETING", segment: "GOLD_LOAN" })
          const bare = aBareContact({ segment: null })
          const results = yield* contacts.upsertMany(jewellerId, [full, bare], "REPLACE", at(0.123))
          assert.deepStrictEqual(results, [{ id: full.id, created: true }, { id: bare.id, created: true }])
          const rest = {
            jewellerId,
            waUserId: null,
            dateSetAt: {},
            deletedAt: null,
            createdAt: at(0.123),
            updatedAt: at(0.123)
          }
          assert.deepStrictEqual(
            yield* stored(jewellerId, full.id),
            { ...rest, ...full.input, segment: "GOLD_LOAN", id: full.id, optedOutAt: at(0.123) }
          )
          assert.deepStrictEqual(
            yield* stored(jewellerId, bare.id),
            { ...rest, ...bare.input, segment: "MARKETING", id: bare.id, optedOutAt: null }
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
          const theirs = { id: newContactId(), input: { ...input, name: "Asha R", optOut: "ALL" as const } }
          assert.deepStrictEqual(
            yield* contacts.upsertMany(other, [theirs], "REPLACE", at(9)),
            [{ id: theirs.id, created: true }]
          )
          const { name, optOut, updatedAt } = yield* stored(jewellerId, id)
          assert.deepStrictEqual([name, optOut, updatedAt], ["Asha", null, at(0)])
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
        it(`${mode}: an opt-out is only ever widened, with a line in the consent ledger`, () =>
          Effect.gen(function*() {
            const contacts = yield* ContactStore
            const backdoor = yield* Backdoor
            const { id, input, jewellerId } = yield* aKnownContact()
            const give = (optOut: typeof input.optOut, seconds: number) =>
              Effect.zipRight(
                contacts.upsertMany(jewellerId, [{ id, input: { ...input, optOut } }], mode, at(seconds)),
                Effect.map(
                  stored(jewellerId, id),
                  (contact) => [contact.optOut, contact.optedOutAt, contact.updatedAt]
                )
              )
            assert.deepStrictEqual(yield* give(null, 1), [null, null, at(0)])
            assert.deepStrictEqual(yield* give("MARKETING", 2), ["MARKETING", at(2), at(2)])
            assert.deepStrictEqual(yield* give(null, 3), ["MARKETING", at(2), at(2)])
            assert.deepStrictEqual(yield* give("ALL", 4), ["ALL", at(4), at(4)])
            assert.deepStrictEqual(yield* give("MARKETING", 5), ["ALL", at(4), at(4)])
            assert.deepStrictEqual(yield* give("ALL", 6), ["ALL", at(4), at(4)])
            const lines = yield* backdoor.consents(id)
            assert.deepStrictEqual(lines.map(({ at, scope, source }) => [scope, source, at]), [
              ["MARKETING", "IMPORT", at(2)],
              ["ALL", "IMPORT", at(4)]
            ])
          }))
      }

      it("restores a deleted contact with its opt-out as it was", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const backdoor = yield* Backdoor
          const { id, input, jewellerId } = yield* aKnownContact({ optOut: "ALL" })
          yield* backdoor.deleteContact(id, at(5))
          const before = yield* stored(jewellerId, id)
          assert.deepStrictEqual(before.deletedAt, at(5))
          const again = { id: newContactId(), input: { ...input, optOut: null } }
          assert.deepStrictEqual(
            yield* contacts.upsertMany(jewellerId, [again], "FILL", at(9)),
            [{ id, created: false }]
          )
          assert.deepStrictEqual(
            yield* stored(jewellerId, id),
            { ...before, dateSetAt: { PAYMENT_DAY: at(9) }, deletedAt: null, updatedAt: at(9) }
          )
          assert.strictEqual((yield* backdoor.consents(id)).length, 1)
        }))

      it("does not write rows that would not change", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const { id, input, jewellerId } = yield* aKnownContact({ optOut: "MARKETING" })
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

    describe("dateSetAt", () => {
      it("is empty for dates that came with the contact", () =>
        Effect.gen(function*() {
          const { id, jewellerId } = yield* aKnownContact({ paymentDay: 5, attributes: allDates })
          assert.deepStrictEqual((yield* stored(jewellerId, id)).dateSetAt, {})
        }))

      it("REPLACE: has the time of each date's last change, and of no other", () =>
        Effect.gen(function*() {
          const { give } = yield* aDated(
            { paymentDay: 5, attributes: { birthday: "1980-02-29", note: "a" } },
            "REPLACE"
          )
          assert.deepStrictEqual(yield* give(1.001, 5, { birthday: "1980-02-29", note: "b" }), {})
          assert.deepStrictEqual(yield* give(2.002, 31, { birthday: "1980-02-29" }), { PAYMENT_DAY: at(2.002) })
          const third = { PAYMENT_DAY: at(2.002), BIRTHDAY: at(3), ANNIVERSARY: at(3) }
          assert.deepStrictEqual(yield* give(3, null, { birthday: "1980-03-01", anniversary: "2001-05-05" }), third)
          const fourth = { ...third, MATURITY: at(4) }
          assert.deepStrictEqual(yield* give(4, 31, { maturity_date: "2027-06-30" }), fourth)
          const same = { birthday: "1980-03-01", anniversary: "2001-05-05", maturity_date: "2027-06-30" }
          assert.deepStrictEqual(yield* give(5, 31, same), fourth)
          assert.deepStrictEqual(yield* give(6, null, { paid_until: "2026-12-31", note: "c" }), fourth)
          assert.deepStrictEqual(yield* give(7, 5, same), { ...fourth, PAYMENT_DAY: at(7) })
          assert.deepStrictEqual(yield* give(8, null, { ...same, maturity_date: "2028-06-30" }), {
            ...fourth,
            PAYMENT_DAY: at(7),
            MATURITY: at(8)
          })
        }))

      it("FILL: has the time at which an absent date was set, and stored ones keep theirs", () =>
        Effect.gen(function*() {
          const { give } = yield* aDated({ paymentDay: null, attributes: { birthday: "1980-02-29" } }, "FILL")
          assert.deepStrictEqual(yield* give(1, null, { birthday: "1990-01-01", note: "a" }), {})
          assert.deepStrictEqual(yield* give(2.002, 31, { birthday: "1990-01-01" }), { PAYMENT_DAY: at(2.002) })
          const third = { PAYMENT_DAY: at(2.002), ANNIVERSARY: at(3) }
          assert.deepStrictEqual(yield* give(3, 1, { anniversary: "2001-05-05" }), third)
          const fourth = { ...third, MATURITY: at(4) }
          assert.deepStrictEqual(yield* give(4, 2, { anniversary: "2002-05-05", maturity_date: "2027-06-30" }), fourth)
          assert.deepStrictEqual(yield* give(5, 3, { maturity_date: "2028-06-30", note: "b", paid: "x" }), fourth)
        }))

      for (const mode of ["REPLACE", "FILL"] as const) {
        it(`${mode}: a contact that was deleted comes back with all the dates it has set anew`, () =>
          Effect.gen(function*() {
            const backdoor = yield* Backdoor
            const birthday = "1980-02-29"
            const { give, id } = yield* aDated({ paymentDay: 5, attributes: { birthday } }, mode)
            yield* backdoor.deleteContact(id, at(2))
            const back = { PAYMENT_DAY: at(3), BIRTHDAY: at(3) }
            assert.deepStrictEqual(yield* give(3, 5, { birthday }), back)
            assert.deepStrictEqual(yield* give(4, 5, { birthday, note: "x" }), back)
            yield* backdoor.deleteContact(id, at(5))
            const again = { PAYMENT_DAY: at(6), BIRTHDAY: at(6), ANNIVERSARY: at(6) }
            assert.deepStrictEqual(yield* give(6, null, { anniversary: "2001-05-05" }), again)
          }))

        it(`${mode}: is what the rule says, whatever uploads come one after the other`, () =>
          Effect.gen(function*() {
            const contacts = yield* ContactStore
            const backdoor = yield* Backdoor
            const { give, id, jewellerId } = yield* aDated({ paymentDay: null, attributes: {} }, mode)
            const random = randomNumbers(mode === "FILL" ? 7 : 11)
            const pick = <A>(...values: ReadonlyArray<A>) => values[Math.floor(random() * values.length)]
            const date = () => pick(undefined, undefined, "2000-01-01", "2000-02-29", "2001-01-01")
            let changes = 0
            for (let seconds = 1; seconds <= 40; seconds++) {
              if (random() < 0.1) yield* backdoor.deleteContact(id, at(seconds - 0.5))
              const before = yield* contacts.get(jewellerId, id)
              const given = { birthday: date(), anniversary: date(), maturity_date: date(), note: pick("a", "b") }
              const dateSetAt = yield* give(
                seconds,
                pick(null, 1, 31) ?? null,
                Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => !!entry[1]))
              )
              const after = yield* contacts.get(jewellerId, id)
              const isWritten = after.updatedAt.epochMillis === at(seconds).epochMillis
              assert.deepStrictEqual(
                dateSetAt,
                isWritten ? dateSetAtOf(before, after, at(seconds)) : before.dateSetAt
              )
              if (JSON.stringify(dateSetAt) !== JSON.stringify(before.dateSetAt)) changes++
            }
            assert.isAbove(changes, 5)
          }))
      }

      it("is each contact's own", () =>
        Effect.gen(function*() {
          const contacts = yield* ContactStore
          const jewellerId = yield* aTenant()
          const people = [aContact({ paymentDay: 1 }), aContact({ paymentDay: 2 }), aContact({ paymentDay: null })]
          yield* contacts.upsertMany(jewellerId, people, "REPLACE", at(0))
          yield* contacts.upsertMany(
            jewellerId,
            people.map(({ id, input }) => ({ id, input: { ...input, paymentDay: 2, name: "Ravi" } })),
            "REPLACE",
            at(9)
          )
          const all = yield* contacts.listForAudience(jewellerId, {
            segments: [],
            cutoff: at(9),
            after: null,
            limit: 9
          })
          assert.deepStrictEqual(all.map(({ dateSetAt }) => dateSetAt), [
            { PAYMENT_DAY: at(9) },
            {},
            { PAYMENT_DAY: at(9) }
          ])
        }))
    })

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
