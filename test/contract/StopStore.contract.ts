import { assert, describe } from "@effect/vitest"
import { UserId } from "@ektola/domain/identity/User"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { StopStore } from "@ektola/domain/ports/StopStore"
import { UsageView } from "@ektola/domain/ports/UsageView"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import type { SendingStop } from "@ektola/domain/tenancy/SendingStop"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { aContact, at, newJewellerId, uuid } from "./builders.js"
import { aLaunch, aQueuedMessage, aShop, aTenant, leaseAll, occupyQueue, someMessages, worker } from "./stage.js"

const aStop = (jewellerId: JewellerId | null, seconds = 1): SendingStop => ({
  jewellerId,
  reason: "complaints",
  by: UserId.make(uuid()),
  at: at(seconds)
})

/** Stops this jeweller, or everybody, while something is done: what holds everybody holds other tests too. */
const whileStopped = <A, E, R>(jewellerId: JewellerId | null, effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(StopStore, (stops) =>
    Effect.acquireUseRelease(
      stops.stop(aStop(jewellerId)),
      () => effect,
      () => Effect.orDie(stops.release(jewellerId))
    ))

export const suite = ({ it, name }: Provider) => {
  describe(`StopStore on ${name}`, () => {
    it("stop keeps the first of two stops, and release ends it once", () =>
      Effect.gen(function*() {
        const stops = yield* StopStore
        for (const jewellerId of [yield* aTenant(), null]) {
          const own = Effect.map(stops.list, (all) => all.filter((stop) => stop.jewellerId === jewellerId))
          const stop = aStop(jewellerId)
          assert.isTrue(yield* stops.stop(stop))
          assert.isFalse(yield* stops.stop(aStop(jewellerId, 2)))
          assert.deepStrictEqual(yield* own, [stop])
          assert.isTrue(yield* stops.release(jewellerId))
          assert.isFalse(yield* stops.release(jewellerId))
          assert.deepStrictEqual(yield* own, [])
        }
      }))

    it("list gives the stop of everybody first, then the others by time", () =>
      Effect.gen(function*() {
        const stops = yield* StopStore
        const [late, early] = [yield* aTenant(), yield* aTenant()]
        const made = [aStop(late, 30), aStop(early, 20), aStop(null, 40)]
        yield* Effect.forEach(made, stops.stop)
        assert.deepStrictEqual(yield* stops.list, [made[2]!, made[1]!, made[0]!])
        yield* Effect.forEach(made, ({ jewellerId }) => stops.release(jewellerId))
      }))

    it("a stop leaves no lane, of its jeweller or of anybody", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const shops = [yield* aShop(), yield* aShop()]
        yield* Effect.forEach(shops, (shop) => aLaunch(shop))
        const open = Effect.map(messages.listLanes(at(60)), (lanes) =>
          shops.map(({ account }) => lanes.some((lane) => lane.phoneNumberId === account.phoneNumberId)))
        assert.deepStrictEqual(yield* open, [true, true])
        assert.deepStrictEqual(yield* whileStopped(shops[0]!.jewellerId, open), [false, true])
        assert.deepStrictEqual(yield* whileStopped(null, open), [false, false])
        assert.deepStrictEqual(yield* open, [true, true])
      }))

    it("begin is told of a stop that came after the lease", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const messages = yield* MessageStore
        const { message } = yield* aQueuedMessage()
        yield* leaseAll(worker(1))
        const stopped = Effect.map(
          messages.lockLeased(worker(1), [message.id]),
          (found) => found.map(({ facts }) => facts.stopped)
        )
        assert.deepStrictEqual(yield* stopped, [false])
        assert.deepStrictEqual(yield* whileStopped(message.jewellerId, stopped), [true])
        assert.deepStrictEqual(yield* whileStopped(null, stopped), [true])
        const other = yield* aTenant()
        assert.deepStrictEqual(yield* whileStopped(other, stopped), [false])
      }))
  })

  describe(`UsageView on ${name}`, () => {
    it("counts one jeweller's contacts, campaigns and runs, and the messages of its recent runs", () =>
      Effect.gen(function*() {
        const usage = yield* UsageView
        const shop = yield* aShop()
        const { campaign, run } = yield* aLaunch(shop)
        const { id, input } = aContact()
        yield* Effect.flatMap(
          ContactStore,
          ({ upsertMany }) => upsertMany(shop.jewellerId, [{ id, input }], "REPLACE", at(0))
        )
        yield* someMessages(shop, run, [{}, {}, {}])
        const other = yield* aShop()
        yield* someMessages(other, (yield* aLaunch(other)).run, [{}])
        const found = yield* usage.of(shop.jewellerId, run.createdAt)
        assert.strictEqual(campaign.status, "ACTIVE")
        assert.deepStrictEqual([found.contacts, found.campaigns, found.runs], [1, 1, 1])
        assert.deepInclude(found.figures.byState, { QUEUED: 3, FAILED: 0, SENT: 0 })
        const later = yield* usage.of(shop.jewellerId, at(1e9))
        assert.deepStrictEqual([later.runs, later.figures.funnel.planned], [0, 0])
        assert.strictEqual((yield* usage.of(newJewellerId(), at(0))).contacts, 0)
      }))
  })
}
