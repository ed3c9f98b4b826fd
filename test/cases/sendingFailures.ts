/** Cases of answers that refuse, get lost, or ask to come later. */
import { assert } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { elsewhere, type Shown } from "./table.js"
import {
  accepted,
  aRunTo,
  goOn,
  inWorld,
  messageTo,
  recipientOf,
  recipients,
  rejected,
  sendAll,
  slowDown,
  stateOf,
  statuses,
  timesOf,
  upTo
} from "./whatsapp.js"

const waits = (times: ReadonlyArray<number> = []) => times.slice(1).map((time, index) => time - (times[index] ?? 0))

export const failures: Readonly<Record<string, Shown | ReadonlyArray<Shown>>> = {
  "SND-01": [true, false].map((told) =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const settler = yield* Settler
        provider.answer = () => Effect.succeed({ _tag: "Ambiguous", reason: "the socket was closed" })
        yield* aRunTo(1)
        yield* sendAll
        assert.strictEqual(yield* stateOf(1), "UNCONFIRMED")
        if (told) yield* statuses({ id: "wamid.1", status: "delivered", token: provider.seen[0]?.token ?? "" })
        for (let hour = 0; hour < 30; hour++) {
          yield* TestClock.adjust("1 hour")
          yield* settler.sweep
          yield* sendAll
        }
        const { failure, state } = yield* messageTo(1)
        assert.deepStrictEqual([state, failure?.class], told ? ["DELIVERED", undefined] : ["FAILED", "OUTCOME_UNKNOWN"])
        assert.strictEqual(provider.seen.length, 1)
      })
    )
  ),
  "SND-02": [
    inWorld((provider) =>
      Effect.gen(function*() {
        const left = new Map([[1, 3], [2, 2]])
        provider.answer = (request) =>
          Effect.sync(() => {
            const number = recipientOf(request)
            const refusals = left.get(number) ?? 0
            left.set(number, refusals - 1)
            if (refusals <= 0) return accepted(request)
            return number === 1 ? rejected("THROUGHPUT", 130429) : rejected("PAIR", 131056)
          })
        const times = timesOf(provider)
        yield* aRunTo(4)
        yield* goOn("2 seconds", "200 millis")
        // The others do not wait for those two.
        assert.deepStrictEqual(yield* Effect.all(upTo(4).map(stateOf)), ["QUEUED", "QUEUED", "SENT", "SENT"])
        yield* goOn("30 seconds", "200 millis")
        assert.deepStrictEqual(yield* Effect.all(upTo(4).map(stateOf)), ["SENT", "SENT", "SENT", "SENT"])
        const [throughput, pair] = [waits(times.get(1)), waits(times.get(2))]
        assert.deepStrictEqual([throughput.length, pair.length], [3, 2])
        for (const [found, wanted] of [[throughput, [1000, 2000, 4000]], [pair, [4000, 16_000]]] as const) {
          // Never sooner than a number may write to one person again.
          found.forEach((wait, index) => assert.closeTo(wait, Math.max(6500, wanted[index] ?? 0) + 200, 200))
        }
      })
    ),
    inWorld((provider) =>
      Effect.gen(function*() {
        provider.answer = (request, count) =>
          Effect.succeed(count === 1 ? rejected("THROUGHPUT", 130429, Duration.seconds(30)) : accepted(request))
        yield* aRunTo(1)
        yield* goOn("29 seconds")
        assert.strictEqual(yield* stateOf(1), "QUEUED")
        yield* goOn("2 seconds")
        assert.strictEqual(yield* stateOf(1), "SENT")
      })
    ),
    elsewhere("packages/domain/test/messaging/RetryPolicy.test.ts", "spreads by up to a quarter, never below the wait")
  ],
  "SND-03": [
    inWorld((provider) =>
      Effect.gen(function*() {
        provider.answer = (request) =>
          Effect.succeed(recipientOf(request) === 1 ? rejected("RECIPIENT", 131026) : accepted(request))
        yield* aRunTo(3)
        yield* sendAll
        yield* goOn("1 hour", "10 minutes")
        const { attempts, failure, state } = yield* messageTo(1)
        assert.deepStrictEqual([state, attempts, failure?.code], ["FAILED", 1, 131026])
        assert.deepStrictEqual(recipients(provider), [1, 2, 3])
        assert.deepStrictEqual([yield* stateOf(2), yield* stateOf(3)], ["SENT", "SENT"])
      })
    ),
    inWorld((provider) =>
      Effect.gen(function*() {
        const campaigns = yield* Campaigns
        provider.answer = () => Effect.succeed(rejected("TEMPLATE", 132001))
        const { campaign, report, shop } = yield* aRunTo(100)
        // What leaves within a tenth of a second is begun together, before the first answer.
        yield* slowDown(shop, 80)
        yield* goOn("150 millis", "1 millis")
        const paused = yield* campaigns.get(shop.owner, campaign.id)
        assert.deepStrictEqual([paused.status, paused.pauseReason], [
          "PAUSED",
          "WhatsApp does not take the template \"interest_due_utility\" in English at present. The campaign goes on by " +
          "itself when WhatsApp allows it again."
        ])
        assert.isBelow(provider.seen.length, 10)
        assert.strictEqual((yield* report).figures.byState.QUEUED, 100)
      })
    )
  ],
  "SND-13": inWorld((provider) =>
    Effect.gen(function*() {
      const tenancy = yield* Tenancy
      provider.answer = (request) =>
        Effect.succeed(
          request.phoneNumberId === "200000000000001" ? rejected("ACCOUNT", 190) : accepted(request)
        )
      const { report, shop } = yield* aRunTo(100, 1)
      yield* slowDown(shop, 80)
      const other = yield* aRunTo(5, 2)
      yield* goOn("150 millis", "1 millis")
      yield* goOn("2 hours", "10 minutes")
      const calls = provider.seen.filter(({ phoneNumberId }) => phoneNumberId === "200000000000001").length
      assert.isAtLeast(calls, 1)
      assert.isBelow(calls, 10)
      assert.strictEqual((yield* report).figures.byState.QUEUED, 100)
      const account = yield* tenancy.getWhatsApp(shop.owner)
      assert.deepStrictEqual([account.status, account.pauseReason], ["PAUSED", "refused (WhatsApp error 190)"])
      assert.strictEqual((yield* other.report).figures.byState.SENT, 5)
    })
  )
}
