import { assert, describe, it } from "@effect/vitest"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { Administration } from "@ektola/domain/tenancy/Administration"
import { type JewellerId, StatusReason } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import { admin, approve, aRun, aShop, aTemplate, layer, Provider, someContacts, whileTimePasses } from "../world.js"

const reason = StatusReason.make("complaints")

const flush = Effect.flatMap(
  Dispatcher,
  ({ drain, poll }) => whileTimePasses(Effect.zipRight(Effect.repeat(poll, { until: (leased) => leased === 0 }), drain))
)

/** Two shops with a message each that is due. */
const twoShops = Effect.gen(function*() {
  const shops = [yield* aShop(1), yield* aShop(2)]
  const template = yield* aTemplate(shops[0]!)
  for (const shop of shops) {
    yield* approve(shop, template)
    yield* someContacts(shop, [{ number: 1 }])
    yield* aRun(shop, template)
  }
  return shops.map(({ jewellerId }) => jewellerId)
})

const statesOf = (jewellerIds: ReadonlyArray<JewellerId>) =>
  Effect.map(
    MemoryDatabase,
    ({ tables }) =>
      jewellerIds.map((id) => [...tables.messages.values()].find(({ jewellerId }) => jewellerId === id)?.state)
  )

describe("a stop of sending", () => {
  it.effect("of one jeweller keeps its messages waiting, tells its owners, and touches nobody else", () =>
    Effect.gen(function*() {
      const administration = yield* Administration
      const shops = yield* twoShops
      const { tables } = yield* MemoryDatabase
      yield* administration.stopSending(admin, shops[0]!, reason)
      yield* administration.stopSending(admin, shops[0]!, reason)
      yield* flush
      assert.deepStrictEqual(yield* statesOf(shops), ["QUEUED", "SENT"])
      const letters = [...tables.outbox.values()].filter(({ sealed }) => sealed?.includes("SENDING_STOPPED"))
      assert.lengthOf(letters, 1)
      yield* administration.releaseSending(admin, shops[0]!)
      yield* flush
      assert.deepStrictEqual(yield* statesOf(shops), ["SENT", "SENT"])
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("of everybody holds everybody, and a stop of one goes on when it ends", () =>
    Effect.gen(function*() {
      const administration = yield* Administration
      const shops = yield* twoShops
      yield* administration.stopSending(admin, null, reason)
      yield* administration.stopSending(admin, shops[1]!, reason)
      yield* flush
      assert.deepStrictEqual(yield* statesOf(shops), ["QUEUED", "QUEUED"])
      yield* administration.releaseSending(admin, null)
      yield* flush
      assert.deepStrictEqual(yield* statesOf(shops), ["SENT", "QUEUED"])
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("holds at begin: what was leased before it does not leave", () => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const administration = yield* Administration
      const dispatcher = yield* Dispatcher
      const shops = yield* twoShops
      assert.isAbove(yield* dispatcher.poll, 0)
      yield* administration.stopSending(admin, null, reason)
      yield* whileTimePasses(dispatcher.drain)
      assert.deepStrictEqual(yield* statesOf(shops), ["QUEUED", "QUEUED"])
      assert.lengthOf(provider.seen, 0)
    }).pipe(Effect.provide(layer(provider)))
  })

  it.effect("is written down with its reason and who made it, once", () =>
    Effect.gen(function*() {
      const administration = yield* Administration
      const { jewellerId } = yield* aShop()
      yield* administration.stopSending(admin, jewellerId, reason)
      yield* administration.stopSending(admin, jewellerId, StatusReason.make("again"))
      yield* administration.releaseSending(admin, jewellerId)
      yield* administration.releaseSending(admin, jewellerId)
      const { items } = yield* administration.listAudit(
        admin,
        { jewellerId, actorId: admin.userId, action: null },
        { after: null, limit: 10 }
      )
      assert.deepStrictEqual(items.map(({ action, detail }) => [action, detail]), [
        ["SENDING_RELEASED", {}],
        ["SENDING_STOPPED", { reason: "complaints" }],
        ["JEWELLER_APPROVED", {}]
      ])
    }).pipe(Effect.provide(layer(new Provider()))))
})
