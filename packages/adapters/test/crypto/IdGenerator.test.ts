import { assert, it } from "@effect/vitest"
import * as IdGeneratorCrypto from "@ektola/adapters/crypto/IdGenerator"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"

const take = (count: number) =>
  Effect.flatMap(
    IdGenerator,
    ({ id }) => Effect.map(Stream.runCollect(Stream.take(Stream.repeatEffect(id), count)), Chunk.toReadonlyArray)
  )

const timeOf = (id: string) => Number.parseInt(id.replace("-", "").slice(0, 12), 16)

const version7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

it.layer(IdGeneratorCrypto.layer)("IdGenerator", (it) => {
  it.effect("ids are UUIDs of version 7 that hold the time", () =>
    Effect.gen(function*() {
      // Ids of one process ascend, and others may have been made in it by a later clock.
      const [earlier = ""] = yield* take(1)
      const now = timeOf(earlier) + 1_000
      yield* TestClock.setTime(now)
      const [id = ""] = yield* take(1)
      assert.match(id, version7)
      assert.strictEqual(timeOf(id), now)
    }))

  it.effect("ids of one process ascend: in one millisecond, and when the clock steps back", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1_795_564_900_000)
      const first = yield* take(10_000)
      yield* TestClock.setTime(1_795_564_000_000)
      const all = [...first, ...yield* take(10_000)]
      assert.deepStrictEqual(all.toSorted(), all)
      assert.strictEqual(new Set(all).size, all.length)
      all.forEach((id) => assert.match(id, version7))
    }))

  it.effect("ids of two layers of one process ascend together", () =>
    Effect.gen(function*() {
      const again = Effect.provide(take(1), IdGeneratorCrypto.layer)
      const ids = [...yield* take(1), ...yield* again, ...yield* take(1), ...yield* again]
      assert.deepStrictEqual(ids.toSorted(), ids)
    }))

  it.effect("tokens are ours by their prefix, unguessable and short", () =>
    Effect.gen(function*() {
      const { token } = yield* IdGenerator
      const tokens = yield* Effect.replicateEffect(token, 1_000)
      tokens.forEach((each) => assert.match(each, /^ek1\.[A-Za-z0-9_-]{22}$/))
      assert.strictEqual(new Set(tokens).size, 1_000)
    }))

  it.effect("jitter is spread over [0, 1)", () =>
    Effect.gen(function*() {
      const { jitter } = yield* IdGenerator
      const values = yield* Effect.replicateEffect(jitter, 2_000)
      assert.isTrue(values.every((value) => value >= 0 && value < 1))
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      assert.closeTo(mean, 0.5, 0.05)
    }))
})
