import { assert, describe } from "@effect/vitest"
import { refusal, WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { uuid } from "./builders.js"
import { aShop, assertDefect, eventually } from "./stage.js"

const long = Duration.hours(1)
const moment = Duration.millis(1)

const aWorker = (host = "somewhere (pid 7)", sharesBudget = true) => ({
  id: WorkerId.make(uuid()),
  host,
  sharesBudget
})

type Worker = ReturnType<typeof aWorker>

/** What the worker's beat tells of these, in their order. */
const beat = (worker: Worker, of: ReadonlyArray<Worker>, aliveFor = long) =>
  Effect.flatMap(
    WorkerRegistry,
    (registry) =>
      Effect.map(registry.beat(worker, aliveFor), (living) =>
        of.flatMap(({ id }) => living.filter((each) => each.id === id)))
  )

const bare = (living: ReadonlyArray<Worker>) => living.map(({ host, id, sharesBudget }) => ({ host, id, sharesBudget }))

export const suite = ({ it, name }: Provider) =>
  describe(`WorkerRegistry on ${name}`, () => {
    it("a beat tells everybody who is alive, the worker itself among them", () =>
      Effect.gen(function*() {
        const [a, b, c] = [aWorker("श्री (pid 1)"), aWorker("b", false), aWorker()]
        assert.deepStrictEqual(bare(yield* beat(a, [a, b, c])), [a])
        assert.deepStrictEqual(bare(yield* beat(b, [a, b, c])), [a, b])
        assert.deepStrictEqual(bare(yield* beat(a, [a, b, c])), [a, b])
      }))

    it("keeps when a worker has started, over all its beats", () =>
      Effect.gen(function*() {
        const a = aWorker()
        const [started] = yield* beat(a, [a])
        assert(started)
        // Of one that starts in the same millisecond it could not be told.
        const { b, later } = yield* eventually(
          Effect.suspend(() => {
            const b = aWorker()
            return Effect.map(beat(b, [b]), (later) => ({ b, later }))
          }),
          ({ later: [other] }) => other !== undefined && other.startedAt.epochMillis > started.startedAt.epochMillis
        )
        assert.deepStrictEqual(yield* beat(a, [a, b]), [started, ...later])
      }))

    it("tells nobody whose life is over, by the store's own time", () =>
      Effect.gen(function*() {
        const [a, b] = [aWorker(), aWorker()]
        yield* beat(b, [b], moment)
        yield* eventually(beat(a, [a, b]), (living) => living.length === 1)
        assert.deepStrictEqual(bare(yield* beat(b, [a, b])), [a, b])
      }))

    it("a beat prolongs a life, and the last one counts", () =>
      Effect.gen(function*() {
        const [a, b] = [aWorker(), aWorker()]
        yield* beat(b, [b], long)
        yield* beat(b, [b], moment)
        yield* eventually(beat(a, [a, b]), (living) => living.length === 1)
      }))

    it("a worker that leaves is gone at once; one that is not there may leave as well", () =>
      Effect.gen(function*() {
        const registry = yield* WorkerRegistry
        const [a, b] = [aWorker(), aWorker()]
        yield* beat(b, [b])
        yield* registry.leave(b.id)
        yield* registry.leave(b.id)
        assert.deepStrictEqual(bare(yield* beat(a, [a, b])), [a])
      }))

    it("of two that start at once without a common budget, one is refused and the other is not", () =>
      Effect.gen(function*() {
        for (let round = 0; round < 20; round++) {
          const both = [aWorker("a", false), aWorker("b", false)]
          const found = yield* Effect.forEach(both, (worker) => beat(worker, both), { concurrency: 2 })
          const verdicts = both.map((worker, index) => refusal(worker, found[index] ?? []) === null)
          assert.deepStrictEqual(verdicts.toSorted((a, b) => Number(a) - Number(b)), [false, true])
          const again = yield* Effect.forEach(both, (worker) => beat(worker, both))
          assert.deepStrictEqual(both.map((worker, index) => refusal(worker, again[index] ?? []) === null), verdicts)
        }
      }))

    it("many that start at once are all heard, and none waits for another for good", () =>
      Effect.gen(function*() {
        for (let round = 0; round < 20; round++) {
          const all = Array.from({ length: 6 }, () => aWorker())
          const found = yield* Effect.forEach(all, (worker) => beat(worker, all), { concurrency: all.length })
          // Whoever came last sees everybody.
          assert.strictEqual(Math.max(...found.map(({ length }) => length)), all.length)
        }
      }))

    it("is the system's: a tenant's unit of work cannot reach it", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const registry = yield* WorkerRegistry
        const { jewellerId } = yield* aShop()
        const worker = aWorker()
        for (const work of [registry.beat(worker, long), registry.leave(worker.id)]) {
          assertDefect(yield* Effect.exit(unitOfWork.transact(TenantScope.tenant(jewellerId), work)))
        }
      }))
  })
