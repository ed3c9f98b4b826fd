import { assert, describe } from "@effect/vitest"
import type { Key } from "@ektola/domain/identity/Tries"
import { TryStore } from "@ektola/domain/ports/TryStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { at, uuid } from "./builders.js"

const someKeys = (): readonly [Key, Key] => [
  { kind: "PASSWORD_OF", of: `${uuid()}@example.com` },
  { kind: "PASSWORD_FROM", of: uuid() }
]

export const suite = ({ it, name }: Provider) =>
  describe(`TryStore on ${name}`, () => {
    it("lock gives the tries of each key in the order of the keys, none at first", () =>
      Effect.gen(function*() {
        const tries = yield* TryStore
        const [account, network] = someKeys()
        assert.deepStrictEqual(yield* tries.lock([network, account]), [[], []])
        yield* tries.save([{ key: account, tries: [at(1), at(2.5)] }, { key: network, tries: [at(3)] }])
        assert.deepStrictEqual(yield* tries.lock([account, network]), [[at(1), at(2.5)], [at(3)]])
        assert.deepStrictEqual(yield* tries.lock([network, account]), [[at(3)], [at(1), at(2.5)]])
        yield* tries.save([{ key: account, tries: [] }])
        assert.deepStrictEqual(yield* tries.lock([account]), [[]])
      }))

    it("lock lets one of many at once count after the other, whatever the order of their keys", () =>
      Effect.gen(function*() {
        const tries = yield* TryStore
        const { transact } = yield* UnitOfWork
        const keys = someKeys()
        const count = (ordered: ReadonlyArray<Key>) =>
          transact(
            TenantScope.system,
            Effect.flatMap(
              tries.lock(ordered),
              (known) =>
                tries.save(ordered.map((key, index) => ({ key, tries: [...known[index]!, at(known[index]!.length)] })))
            )
          )
        const orders = Array.from({ length: 8 }, (_, index) => index % 2 === 0 ? keys : keys.toReversed())
        yield* Effect.forEach(orders, count, { concurrency: "unbounded", discard: true })
        assert.deepStrictEqual((yield* tries.lock(keys)).map((known) => known.length), [8, 8])
      }))

    it("removeBefore removes at most so many keys whose last try was before", () =>
      Effect.gen(function*() {
        const tries = yield* TryStore
        const [old, older] = someKeys()
        const [young] = someKeys()
        yield* tries.lock([old, older, young])
        yield* tries.save([
          { key: old, tries: [at(-10_000_000)] },
          { key: older, tries: [at(-20_000_000), at(-10_000_000)] },
          { key: young, tries: [at(-10_000_000), at(10)] }
        ])
        assert.strictEqual(yield* tries.removeBefore(at(-5_000_000), 1), 1)
        yield* Effect.repeat(tries.removeBefore(at(-5_000_000), 1), { until: (removed) => removed === 0 })
        assert.deepStrictEqual(yield* tries.lock([old, older, young]), [[], [], [at(-10_000_000), at(10)]])
      }))
  })
