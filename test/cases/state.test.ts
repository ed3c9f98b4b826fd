import { assert } from "@effect/vitest"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendRequest } from "@ektola/domain/ports/MessageSender"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { describeCases, elsewhere } from "./table.js"
import {
  accepted,
  aRunTo,
  body,
  inWorld,
  messageTo,
  receive,
  seconds,
  sendAll,
  stateOf,
  statusChange,
  statuses,
  wamidOf
} from "./whatsapp.js"

/** A run to that many contacts, all of them SENT; what was posted to each, by the number of the contact. */
const sent = (count: number) =>
  Effect.gen(function*() {
    const run = yield* aRunTo(count)
    yield* sendAll
    const { tables } = yield* MemoryDatabase
    const wamids = new Map<number, string>()
    for (let number = 1; number <= count; number++) {
      const { id, state } = yield* messageTo(number)
      assert.strictEqual(state, "SENT")
      wamids.set(number, tables.attempts.get(id)?.[0]?.wamid ?? "")
    }
    const wamid = (number: number) => wamids.get(number) ?? ""
    return { ...run, wamid }
  })

const history = Effect.map(
  MemoryDatabase,
  ({ tables }) => [...tables.statusEvents.values()].map(({ update }) => update.status)
)

const notes = Effect.map(MemoryDatabase, ({ tables }) => [...tables.webhooks.values()].map(({ note }) => note))

describeCases("states from public bug reports", "state.json", {
  "STA-01": inWorld(() =>
    Effect.gen(function*() {
      const { wamid } = yield* sent(1)
      for (const [status, at] of [["read", 30], ["delivered", 20], ["sent", 10]] as const) {
        yield* statuses({ id: wamid(1), status, at })
        assert.strictEqual(yield* stateOf(1), "READ")
      }
      const { deliveredAt, readAt, sentAt } = yield* messageTo(1)
      assert.deepStrictEqual([sentAt, deliveredAt, readAt], [seconds(10), seconds(20), seconds(30)])
    })
  ),
  "STA-02": inWorld(() =>
    Effect.gen(function*() {
      const { report, wamid } = yield* sent(1)
      yield* statuses({ id: wamid(1), status: "read" })
      assert.strictEqual(yield* stateOf(1), "READ")
      assert.deepStrictEqual((yield* report).figures.funnel, { planned: 1, sent: 1, delivered: 1, read: 1 })
    })
  ),
  "STA-03": inWorld(() =>
    Effect.gen(function*() {
      const { report, wamid } = yield* sent(1)
      const delivered = statusChange([{ id: wamid(1), status: "delivered" }])
      yield* receive(body(delivered, delivered))
      yield* receive(body(delivered))
      assert.strictEqual(yield* stateOf(1), "DELIVERED")
      assert.deepStrictEqual((yield* report).figures.funnel, { planned: 1, sent: 1, delivered: 1, read: 0 })
      assert.deepStrictEqual(yield* history, ["delivered"])
    })
  ),
  "STA-04": [true, false].map((withToken) =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const context = yield* Effect.context<Webhooks | MemoryDatabase>()
        provider.answer = (request: SendRequest) =>
          statuses({ id: wamidOf(request), status: "delivered", ...(withToken ? { token: request.token } : {}) }).pipe(
            Effect.provide(context),
            Effect.orDie,
            Effect.zipRight(stateOf(1)),
            Effect.provide(context),
            Effect.map((state) => {
              assert.strictEqual(state, withToken ? "DELIVERED" : "SENDING")
              return accepted(request)
            })
          )
        yield* aRunTo(1)
        yield* sendAll
        // Without our token the status is parked until the message id is known.
        yield* TestClock.adjust("10 minutes")
        yield* receive()
        assert.strictEqual(yield* stateOf(1), "DELIVERED")
      })
    )
  ),
  "STA-05": inWorld(() =>
    Effect.gen(function*() {
      const { wamid } = yield* sent(2)
      yield* statuses(
        { id: "wamid.UNKNOWN", status: "delivered" },
        { id: wamid(1), status: "delivered" },
        { id: wamid(2), status: "read" }
      )
      assert.deepStrictEqual([yield* stateOf(1), yield* stateOf(2)], ["DELIVERED", "READ"])
      assert.deepStrictEqual(yield* notes, ["1 statuses match no attempt"])
    })
  ),
  "STA-06": [
    elsewhere(
      "test/contract/postgres/concurrency.test.ts",
      "statuses of one message from two processors wait for each other and see each other's work"
    ),
    inWorld(() =>
      Effect.gen(function*() {
        const webhooks = yield* Webhooks
        const { wamid } = yield* sent(50)
        for (let number = 1; number <= 50; number++) {
          yield* webhooks.receive(body(statusChange([{ id: wamid(number), status: "read" }])))
          yield* webhooks.receive(body(statusChange([{ id: wamid(number), status: "delivered" }])))
          yield* Effect.all([webhooks.process(1), webhooks.process(1)], { concurrency: 2 })
          assert.strictEqual(yield* stateOf(number), "READ")
        }
      })
    )
  ],
  "STA-07": inWorld(() =>
    Effect.gen(function*() {
      const { wamid } = yield* sent(2)
      yield* statuses({ id: wamid(1), status: "failed", code: 131026 })
      const first = yield* messageTo(1)
      assert.deepStrictEqual([first.state, first.failure?.code], ["FAILED", 131026])
      yield* statuses({ id: wamid(2), status: "delivered" })
      yield* statuses({ id: wamid(2), status: "failed", code: 131026, at: 90 })
      const second = yield* messageTo(2)
      assert.deepStrictEqual([second.state, second.failure, second.failedAt], ["DELIVERED", null, null])
      assert.deepStrictEqual(yield* history, ["failed", "delivered", "failed"])
    })
  ),
  "STA-08": inWorld(() =>
    Effect.gen(function*() {
      const { wamid } = yield* sent(2)
      for (const [number, order] of [[1, ["delivered", "read"]], [2, ["read", "delivered"]]] as const) {
        for (const status of order) yield* statuses({ id: wamid(number), status, at: 0 })
        assert.strictEqual(yield* stateOf(number), "READ")
      }
    })
  ),
  "STA-09": inWorld(() =>
    Effect.gen(function*() {
      const { wamid } = yield* sent(2)
      const before = yield* messageTo(1)
      yield* statuses({ id: wamid(1), status: "played" }, { id: wamid(2), status: "delivered" })
      assert.deepStrictEqual(yield* messageTo(1), before)
      assert.strictEqual(yield* stateOf(2), "DELIVERED")
      assert.deepStrictEqual(yield* history, ["played", "delivered"])
    })
  ),
  "STA-10": inWorld((provider) =>
    Effect.gen(function*() {
      const dispatcher = yield* Dispatcher
      const scheduler = yield* Scheduler
      const settler = yield* Settler
      provider.answer = () => Effect.never
      const { report } = yield* aRunTo(1)
      yield* dispatcher.poll
      yield* Effect.repeat(Effect.yieldNow(), { until: () => provider.seen.length === 1, times: 1_000 })
      yield* TestClock.adjust("10 minutes")
      yield* settler.sweep
      assert.strictEqual(yield* stateOf(1), "UNCONFIRMED")
      yield* TestClock.adjust("1 day")
      yield* settler.sweep
      yield* scheduler.step
      const { failure, state } = yield* messageTo(1)
      assert.deepStrictEqual([state, failure?.class], ["FAILED", "OUTCOME_UNKNOWN"])
      assert.strictEqual((yield* report).run.status, "COMPLETED")
      assert.strictEqual(yield* dispatcher.poll, 0)
      assert.strictEqual(provider.seen.length, 1)
    })
  ),
  "STA-11": inWorld(() =>
    Effect.gen(function*() {
      const { put, remove, tables, transact } = yield* MemoryDatabase
      const { contacts: [deleted, purged], wamid } = yield* sent(2)
      assert(deleted !== undefined && purged !== undefined)
      const deletedAt = yield* DateTime.now
      yield* transact(
        { _tag: "System" },
        Effect.sync(() => {
          const stored = tables.contacts.get(deleted)
          if (stored !== undefined) put(tables.contacts, deleted, { ...stored, deletedAt })
          remove(tables.contacts, purged)
        })
      )
      yield* statuses({ id: wamid(1), status: "read" }, { id: wamid(2), status: "failed", code: 131050 })
      assert.deepStrictEqual([yield* stateOf(1), yield* stateOf(2)], ["READ", "FAILED"])
      assert.deepStrictEqual([...tables.contacts.keys()], [deleted])
      assert.deepStrictEqual(tables.contacts.get(deleted)?.deletedAt, deletedAt)
      assert.deepStrictEqual(yield* notes, [null])
    })
  )
})
