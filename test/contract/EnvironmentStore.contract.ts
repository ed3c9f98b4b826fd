import { assert, describe } from "@effect/vitest"
import type { Fingerprint } from "@ektola/domain/messaging/Environment"
import { EnvironmentStore } from "@ektola/domain/ports/EnvironmentStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import { Backdoor } from "../providers/Backdoor.js"
import type { Provider } from "../providers/registry.js"
import { at } from "./builders.js"
import { aLaunch, aShop, someMessages } from "./stage.js"

const production: Fingerprint = { name: "production", keyId: "9f86d081884c", server: "database \"a\" (1) of cluster 7" }
const staging: Fingerprint = { name: "staging", keyId: "60303ae22b99", server: "database b (2) of cluster 8" }

/** The store, with nothing stored. */
const unclaimed = Effect.zipRight(Effect.flatMap(Backdoor, ({ unclaim }) => unclaim), EnvironmentStore)

export const suite = ({ it, name }: Provider) =>
  describe(`EnvironmentStore on ${name}`, () => {
    it("has nothing at first, and says what it is itself, the same each time", () =>
      Effect.gen(function*() {
        const store = yield* unclaimed
        const reading = yield* store.read
        assert.deepStrictEqual(reading, { stored: null, server: reading.server })
        assert.isAbove(reading.server.length, 10)
        assert.deepStrictEqual(yield* store.read, reading)
      }))

    it("a claim is stored, and a later one gets what is stored and changes nothing", () =>
      Effect.gen(function*() {
        const store = yield* unclaimed
        assert.deepStrictEqual(yield* store.claim(production, at(0)), production)
        assert.deepStrictEqual(yield* store.claim(staging, at(1)), production)
        assert.deepStrictEqual((yield* store.read).stored, production)
      }))

    it("of claims at once one wins, and all get the same answer", () =>
      Effect.gen(function*() {
        for (let round = 0; round < 10; round++) {
          const store = yield* unclaimed
          const claims = [production, staging].map((fingerprint) => store.claim(fingerprint, at(0)))
          const [first, ...others] = yield* Effect.all([...claims, ...claims.toReversed()], {
            concurrency: "unbounded"
          })
          assert.include([production.name, staging.name], first?.name)
          assert.deepStrictEqual(others, [first, first, first])
          assert.deepStrictEqual((yield* store.read).stored, first)
        }
      }))

    it("arming replaces whatever is stored, and stores where there is nothing", () =>
      Effect.gen(function*() {
        const store = yield* unclaimed
        yield* store.arm(staging, at(0))
        assert.deepStrictEqual((yield* store.read).stored, staging)
        yield* store.arm(production, at(1))
        assert.deepStrictEqual((yield* store.read).stored, production)
        assert.deepStrictEqual(yield* store.claim(staging, at(2)), production)
      }))

    it("is the system's: a tenant's unit of work cannot reach it", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const store = yield* unclaimed
        const { jewellerId } = yield* aShop()
        for (const work of [store.read, store.claim(staging, at(0)), store.arm(staging, at(0))]) {
          const exit = yield* Effect.exit(unitOfWork.transact(TenantScope.tenant(jewellerId), work))
          assert.isTrue(exit._tag === "Failure" && exit.cause._tag === "Die")
        }
        assert.strictEqual((yield* store.read).stored, null)
      }))

    it("counts what would leave: queued messages that are not past their time, and open runs", () =>
      Effect.gen(function*() {
        const store = yield* EnvironmentStore
        const now = at(1000)
        const before = yield* store.countWaiting(now)
        assert.deepStrictEqual(before, { messages: 0, firstExpiry: null, lastExpiry: null, runs: before.runs })
        const shop = yield* aShop()
        const { run } = yield* aLaunch(shop)
        yield* aLaunch(shop, { run: { status: "PREPARING" } })
        yield* aLaunch(shop, { run: { status: "COMPLETED", completedAt: at(3) } })
        yield* aLaunch(shop, { run: { status: "MISSED", missedReason: "LATE" } })
        yield* someMessages(shop, run, [
          { notAfter: at(3000.5) },
          { notAfter: at(1000.001) },
          { notAfter: at(2000) },
          { notAfter: at(1000) },
          { notAfter: at(9000), state: "SENDING" },
          { notAfter: at(9000), state: "CANCELLED", cancelReason: "OPTED_OUT" }
        ])
        assert.deepStrictEqual(yield* store.countWaiting(now), {
          messages: 3,
          firstExpiry: at(1000.001),
          lastExpiry: at(3000.5),
          runs: before.runs + 2
        })
      }))
  })
