import { assert, describe } from "@effect/vitest"
import { dateSetAt as dateSetAtOf } from "@ektola/domain/contacts/Contact"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aContact, at, newContactId } from "../builders.js"
import { aTenant } from "../stage.js"
import { aKnownContact, stored } from "./support.js"

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
  })
