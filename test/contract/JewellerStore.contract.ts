import { assert, describe } from "@effect/vitest"
import { Email, UserId } from "@ektola/domain/identity/User"
import { type Filter, JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { UserStore } from "@ektola/domain/ports/UserStore"
import * as Jeweller from "@ektola/domain/tenancy/Jeweller"
import { type Note, NoteId, NoteText } from "@ektola/domain/tenancy/Note"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { aJeweller, at, aUser, newJewellerId, uuid } from "./builders.js"
import { allPages, ids, refusal, shuffled } from "./stage.js"

const anybody: Filter = { status: null, search: null }

export const suite = ({ it, name }: Provider) =>
  describe(`JewellerStore on ${name}`, () => {
    it("insert stores a new jeweller", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        for (const allowedHours of [null, { from: "09:00", to: "21:00" }]) {
          const jeweller = aJeweller({ status: "REJECTED", statusReason: "no shop at this address", allowedHours })
          yield* jewellers.insert(jeweller)
          assert.deepStrictEqual(yield* jewellers.get(jeweller.id), jeweller)
        }
      }))

    it("lock gives the jeweller as get does", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const jeweller = aJeweller()
        yield* jewellers.insert(jeweller)
        assert.deepStrictEqual(yield* jewellers.lock(jeweller.id), jeweller)
      }))

    it("nobody else changes or locks a locked jeweller until the unit of work ends", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const unitOfWork = yield* UnitOfWork
        const { id } = yield* Effect.tap(Effect.succeed(aJeweller({ statusReason: "0" })), jewellers.insert)
        const countUp = unitOfWork.transact(
          TenantScope.system,
          Effect.gen(function*() {
            const { status, statusReason } = yield* jewellers.lock(id)
            yield* Effect.sleep("1 millis")
            yield* jewellers.setStatus(id, status, String(Number(statusReason) + 1))
          })
        )
        yield* Effect.all(Array.from({ length: 10 }, () => countUp), { concurrency: "unbounded" })
        assert.strictEqual((yield* jewellers.get(id)).statusReason, "10")
      }))

    it("get and lock refuse an unknown id", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        for (const find of [jewellers.get, jewellers.lock]) {
          assert.strictEqual(yield* refusal(find(newJewellerId())), "JewellerNotFound")
        }
      }))

    for (const status of Jeweller.Status.literals) {
      it(`setStatus makes a jeweller ${status}, and nobody else`, () =>
        Effect.gen(function*() {
          const jewellers = yield* JewellerStore
          const [jeweller, other] = [aJeweller(), aJeweller()]
          yield* Effect.forEach([jeweller, other], jewellers.insert)
          const changed = { ...jeweller, status, statusReason: "because" }
          assert.deepStrictEqual(yield* jewellers.setStatus(jeweller.id, status, "because"), changed)
          assert.deepStrictEqual(yield* jewellers.get(jeweller.id), changed)
          const cleared = { ...changed, statusReason: null }
          assert.deepStrictEqual(yield* jewellers.setStatus(jeweller.id, status, null), cleared)
          assert.deepStrictEqual(yield* jewellers.get(jeweller.id), cleared)
          assert.deepStrictEqual(yield* jewellers.get(other.id), other)
        }))
    }

    it("setSettings replaces what a shop decides, of that shop alone, and keeps its status", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const [jeweller, other] = [aJeweller({ status: "SUSPENDED", statusReason: "unpaid" }), aJeweller()]
        yield* Effect.forEach([jeweller, other], jewellers.insert)
        for (const allowedHours of [{ from: "09:00", to: "21:00" }, null]) {
          const settings = { name: "आशा ज्वेलर्स", zone: "Asia/Dubai", defaultLanguage: "ta", allowedHours } as const
          const changed = { ...jeweller, ...settings }
          assert.deepStrictEqual(yield* jewellers.setSettings(jeweller.id, settings), changed)
          assert.deepStrictEqual(yield* jewellers.get(jeweller.id), changed)
        }
        assert.deepStrictEqual(yield* jewellers.get(other.id), other)
      }))

    it("setStatus and setSettings refuse an unknown id", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const id = newJewellerId()
        assert.strictEqual(yield* refusal(jewellers.setStatus(id, "ACTIVE", null)), "JewellerNotFound")
        assert.strictEqual(yield* refusal(jewellers.setSettings(id, aJeweller())), "JewellerNotFound")
        assert.strictEqual(yield* refusal(jewellers.get(id)), "JewellerNotFound")
      }))

    it("listPage gives all jewellers in id order, by page", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        // Ids ascend: after this one come those of this test alone.
        const start = newJewellerId()
        const all = Array.from({ length: 5 }, () => aJeweller())
        yield* Effect.forEach(shuffled(all), jewellers.insert)
        const [a, b, c, d, e] = ids(all)
        assert.deepStrictEqual(yield* allPages(2, (page) => jewellers.listPage(anybody, page), start), [
          [a, b],
          [c, d],
          [e]
        ])
        assert.deepStrictEqual(yield* jewellers.listPage(anybody, { after: start, limit: 5 }), {
          items: all,
          next: null
        })
        assert.deepStrictEqual((yield* jewellers.listPage(anybody, { after: start, limit: 4 })).next, d)
      }))

    it("listPage and countByStatus find by status, and by a part of the name or of somebody's address", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const mark = newJewellerId().slice(-12)
        const active = aJeweller({ status: "ACTIVE", name: `Śree ${mark} Gold` })
        const pending = aJeweller({ status: "PENDING", name: "100% Silver_" })
        const others = [aJeweller({ status: "PENDING" })]
        yield* Effect.forEach([active, pending, ...others], jewellers.insert)
        const user = aUser({ jewellerId: pending.id, role: "STAFF", email: Email.make(`a.${mark}@example.com`) })
        yield* Effect.flatMap(UserStore, ({ insert }) => insert(user))
        const find = (filter: Partial<Filter>) =>
          Effect.map(
            jewellers.listPage({ ...anybody, ...filter }, { after: null, limit: 100 }),
            ({ items }) => ids(items)
          )
        assert.deepStrictEqual(yield* find({ search: mark.toUpperCase() }), [active.id, pending.id])
        assert.deepStrictEqual(yield* find({ search: `śree ${mark}` }), [active.id])
        assert.deepStrictEqual(yield* find({ search: mark, status: "PENDING" }), [pending.id])
        assert.deepStrictEqual(yield* find({ search: `${mark}%` }), [])
        const counts = { PENDING: 1, ACTIVE: 1, SUSPENDED: 0, REJECTED: 0 }
        assert.deepStrictEqual(yield* jewellers.countByStatus(mark), counts)
        assert.isAtLeast((yield* jewellers.countByStatus(null)).PENDING, 2)
      }))

    it("listNotes gives the notes about one jeweller, the newest first", () =>
      Effect.gen(function*() {
        const jewellers = yield* JewellerStore
        const [jeweller, other] = [aJeweller(), aJeweller()]
        yield* Effect.forEach([jeweller, other], jewellers.insert)
        const aNote = (jewellerId: typeof jeweller.id, text: string): Note => ({
          id: NoteId.make(uuid()),
          jewellerId,
          authorId: UserId.make(uuid()),
          text: NoteText.make(text),
          at: at(7.5)
        })
        const notes = [aNote(jeweller.id, "papers are missing"), aNote(jeweller.id, "कागज़ मिले")]
        yield* Effect.forEach([...notes, aNote(other.id, "x")], jewellers.insertNote)
        assert.deepStrictEqual(yield* jewellers.listNotes(jeweller.id), notes.toReversed())
      }))
  })
