import { assert, describe } from "@effect/vitest"
import { CampaignId } from "@ektola/domain/campaigns/Campaign"
import { RunId } from "@ektola/domain/campaigns/Run"
import { maxKeys, type ReminderKey, ReminderStore, toText } from "@ektola/domain/ports/ReminderStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { Provider } from "../providers/registry.js"
import { newJewellerId, uuid } from "./builders.js"
import { assertDefect, aTenant, shuffled } from "./stage.js"

const aKey = (over: Partial<ReminderKey> = {}): ReminderKey => ({
  person: "dGhlIGhhc2ggb2YgYQ",
  dueMonth: "2026-12",
  daysBefore: 3,
  ...over
})

const persons = (count: number): ReadonlyArray<ReminderKey> =>
  Array.from({ length: count }, (_, number) => aKey({ person: `person-${String(number).padStart(4, "0")}` }))

const newCampaignId = () => CampaignId.make(uuid())

/** A run of a new campaign of a stored jeweller. */
const aRun = Effect.map(aTenant(), (jewellerId) => ({
  jewellerId,
  campaignId: newCampaignId(),
  id: RunId.make(uuid())
}))

type Run = Effect.Effect.Success<typeof aRun>

const texts = (keys: ReadonlyArray<ReminderKey>): ReadonlyArray<string> => keys.map(toText).toSorted()

/** Of a long list what tells it from another: a difference of thousands cannot be read. */
const ends = (sorted: ReadonlyArray<string>) => ({
  all: sorted.length,
  distinct: new Set(sorted).size,
  first: sorted[0],
  last: sorted.at(-1)
})

const take = (run: Run, keys: ReadonlyArray<ReminderKey>) =>
  Effect.flatMap(ReminderStore, (reminders) => Effect.map(reminders.take(run, keys), texts))

const findTaken = ({ campaignId, jewellerId }: Run, keys: ReadonlyArray<ReminderKey>) =>
  Effect.flatMap(ReminderStore, (reminders) => Effect.map(reminders.findTaken(jewellerId, campaignId, keys), texts))

export const suite = ({ it, name }: Provider) =>
  describe(`ReminderStore on ${name}`, () => {
    it("take gives out keys that are free, and each for ever", () =>
      Effect.gen(function*() {
        const run = yield* aRun
        const [a, b, c] = [aKey({ person: "a" }), aKey({ person: "b" }), aKey({ person: "c" })]
        assert.deepStrictEqual(yield* take(run, [b, a]), texts([a, b]))
        assert.deepStrictEqual(yield* take(run, [a, c, b]), texts([c]))
        assert.deepStrictEqual(yield* take(run, [a, b, c]), [])
        assert.deepStrictEqual(yield* take({ ...run, id: RunId.make(uuid()) }, [a]), [])
      }))

    it("take gives a key that is listed twice once", () =>
      Effect.gen(function*() {
        const run = yield* aRun
        const [a, b] = [aKey({ person: "a" }), aKey({ person: "b" })]
        assert.deepStrictEqual(yield* take(run, [a, b, { ...a }]), texts([a, b]))
      }))

    it("take returns the key as it was given", () =>
      Effect.gen(function*() {
        const reminders = yield* ReminderStore
        const key = aKey({ person: "_-09AZ az 👋 \"'\\", dueMonth: "2027-01", daysBefore: -31 })
        assert.deepStrictEqual(yield* reminders.take(yield* aRun, [key]), [key])
      }))

    it("findTaken gives those of the keys that are given out, with the run that got them", () =>
      Effect.gen(function*() {
        const reminders = yield* ReminderStore
        const run = yield* aRun
        const [a, b, c] = [aKey({ person: "a" }), aKey({ person: "b" }), aKey({ person: "c" })]
        assert.deepStrictEqual(yield* findTaken(run, [a, b, c]), [])
        yield* take(run, [a, c])
        assert.deepStrictEqual(yield* findTaken(run, [c, b, a]), texts([a, c]))
        assert.deepStrictEqual(yield* findTaken(run, [b]), [])
        const later = { ...run, id: RunId.make(uuid()) }
        yield* take(later, [b, c])
        const found = yield* reminders.findTaken(run.jewellerId, run.campaignId, [b, c])
        assert.deepStrictEqual(found.toSorted((one, two) => one.person < two.person ? -1 : 1), [
          { ...b, runId: later.id },
          { ...c, runId: run.id }
        ])
      }))

    it("every part makes another key: person, month, number of days and its sign", () =>
      Effect.gen(function*() {
        const run = yield* aRun
        const keys = [
          aKey(),
          aKey({ person: "another" }),
          aKey({ dueMonth: "2027-12" }),
          aKey({ dueMonth: "2026-11" }),
          aKey({ daysBefore: 2 }),
          aKey({ daysBefore: 0 }),
          aKey({ daysBefore: -3 })
        ]
        for (const [index, key] of keys.entries()) {
          assert.deepStrictEqual(yield* findTaken(run, keys), texts(keys.slice(0, index)))
          assert.deepStrictEqual(yield* take(run, [key]), [toText(key)])
        }
        assert.deepStrictEqual(yield* findTaken(run, keys), texts(keys))
        assert.deepStrictEqual(yield* take(run, keys), [])
      }))

    it("another campaign has its own keys, and another jeweller too, even under the same campaign id", () =>
      Effect.gen(function*() {
        const run = yield* aRun
        const others = [{ ...run, campaignId: newCampaignId() }, { ...run, jewellerId: yield* aTenant() }]
        yield* take(run, [aKey()])
        for (const other of others) {
          assert.deepStrictEqual(yield* findTaken(other, [aKey()]), [])
          assert.deepStrictEqual(yield* take(other, [aKey()]), [toText(aKey())])
        }
        assert.deepStrictEqual(yield* findTaken(run, [aKey()]), [toText(aKey())])
      }))

    it("takes and finds nothing when asked for nothing", () =>
      Effect.gen(function*() {
        const run = yield* aRun
        assert.deepStrictEqual([yield* take(run, []), yield* findTaken(run, [])], [[], []])
      }))

    it(`takes and finds ${maxKeys} keys in one call`, () =>
      Effect.gen(function*() {
        const run = yield* aRun
        const keys = persons(maxKeys)
        const [half, rest] = [keys.slice(0, maxKeys / 2), keys.slice(maxKeys / 2)]
        assert.deepStrictEqual(ends(yield* take(run, shuffled(half))), ends(texts(half)))
        assert.deepStrictEqual(ends(yield* findTaken(run, shuffled(keys))), ends(texts(half)))
        assert.deepStrictEqual(ends(yield* take(run, shuffled(keys))), ends(texts(rest)))
        assert.deepStrictEqual(ends(yield* findTaken(run, keys)), ends(texts(keys)))
      }))

    it("a unit of work that fails gives its keys back, those from before it stay", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const run = yield* aRun
        const [a, b] = [aKey({ person: "a" }), aKey({ person: "b" })]
        yield* take(run, [a])
        const seen = yield* unitOfWork.transact(
          TenantScope.system,
          Effect.flatMap(Effect.all([take(run, [a, b]), findTaken(run, [a, b])]), Effect.fail)
        ).pipe(Effect.flip)
        assert.deepStrictEqual(seen, [texts([b]), texts([a, b])])
        assert.deepStrictEqual(yield* findTaken(run, [a, b]), texts([a]))
        assert.deepStrictEqual(yield* take(run, [a, b]), texts([b]))
      }))

    for (const ending of ["is kept", "is undone"] as const) {
      it(`of two units of work at once that take a key, one gets it: the first one ${ending}`, () =>
        Effect.gen(function*() {
          const unitOfWork = yield* UnitOfWork
          const run = yield* aRun
          const taken = yield* Deferred.make<void>()
          const end = yield* Deferred.make<void, "enough">()
          const first = yield* unitOfWork.transact(
            TenantScope.system,
            take(run, [aKey()]).pipe(
              Effect.zipLeft(Deferred.succeed(taken, void 0)),
              Effect.zipLeft(Deferred.await(end))
            )
          ).pipe(Effect.either, Effect.fork)
          yield* Deferred.await(taken)
          const second = yield* Effect.fork(unitOfWork.transact(TenantScope.system, take(run, [aKey()])))
          yield* Effect.yieldNow()
          const isKept = ending === "is kept"
          yield* isKept ? Deferred.succeed(end, void 0) : Deferred.fail(end, "enough")
          assert.strictEqual((yield* Fiber.join(first))._tag, isKept ? "Right" : "Left")
          assert.deepStrictEqual(yield* Fiber.join(second), isKept ? [] : [toText(aKey())])
          assert.deepStrictEqual(yield* findTaken(run, [aKey()]), [toText(aKey())])
        }))
    }

    it("of many units of work at once that take the same keys, each key goes to one, and none blocks another", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const run = yield* aRun
        const keys = persons(maxKeys)
        const orders = [keys, keys.toReversed(), shuffled(keys), shuffled(keys).toReversed()]
        const taken = yield* Effect.forEach(
          [...orders, ...orders],
          (order, number) =>
            unitOfWork.transact(
              TenantScope.system,
              Effect.tap(take(run, order.slice(number)), () => Effect.yieldNow())
            ),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(ends(taken.flat().toSorted()), ends(texts(keys)))
      }))

    it("belongs to the jeweller: a unit of work of one cannot look at or take another's", () =>
      Effect.gen(function*() {
        const unitOfWork = yield* UnitOfWork
        const [own, foreign] = [yield* aRun, yield* aRun]
        yield* take(foreign, [aKey()])
        const inside = <A, E, R>(work: Effect.Effect<A, E, R>) =>
          unitOfWork.transact(TenantScope.tenant(own.jewellerId), work)
        assert.deepStrictEqual(yield* inside(findTaken(own, [aKey()])), [])
        assert.deepStrictEqual(yield* inside(take(own, [aKey()])), [toText(aKey())])
        for (const call of [take(foreign, [aKey({ person: "b" })]), findTaken(foreign, [aKey()])]) {
          assertDefect(yield* Effect.exit(inside(call)))
        }
        assert.deepStrictEqual(yield* findTaken(foreign, [aKey({ person: "b" })]), [])
        assert.deepStrictEqual(yield* findTaken({ ...foreign, jewellerId: newJewellerId() }, [aKey()]), [])
      }))
  })
