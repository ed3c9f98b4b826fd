import { assert, describe } from "@effect/vitest"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as Jeweller from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { aJeweller, newJewellerId } from "./builders.js"
import { allPages, ids, refusal, shuffled } from "./stage.js"

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
        assert.deepStrictEqual(yield* allPages(2, jewellers.listPage, start), [[a, b], [c, d], [e]])
        assert.deepStrictEqual(yield* jewellers.listPage({ after: start, limit: 5 }), { items: all, next: null })
        assert.deepStrictEqual((yield* jewellers.listPage({ after: start, limit: 4 })).next, d)
      }))
  })
