/** What only a server of its own can show: it is flushed, restarted, frozen, and away. */
import { assert, describe, it } from "@effect/vitest"
import * as SendBudgetRedis from "@ektola/adapters/redis/SendBudgetRedis"
import * as Throughput from "@ektola/domain/messaging/Throughput"
import type { Service } from "@ektola/domain/ports/SendBudget"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { service, untilGranting } from "../providers/budgets.js"
import { RedisServer, whyNoServer } from "../providers/redisServer.js"
import { aClaim, aNumber, asGranted, asLater, claims, grantOne, reserveOne, soon } from "./sendBudget/claims.js"
import { eventually } from "./stage.js"

const budgetOn = (server: RedisServer, options: Partial<SendBudgetRedis.Options> = {}, lines: Array<string> = []) =>
  service(Layer.provide(
    SendBudgetRedis.layer({ url: Redacted.make(server.url), prefix: "test", holdAfterLoss: "10 millis", ...options }),
    Logger.replace(
      Logger.defaultLogger,
      Logger.make(({ message }) => lines.push(String((message as ReadonlyArray<unknown>)[0])))
    )
  ))

const started = Effect.tap(RedisServer.make, (server) => server.start())

const tagOf = (budget: Service) =>
  Effect.merge(Effect.map(reserveOne(budget, aClaim()), (grant) => grant?._tag)).pipe(
    Effect.map((answer) => typeof answer === "object" ? answer._tag : answer)
  )

const isAway = (budget: Service) =>
  Effect.gen(function*() {
    const start = performance.now()
    assert.strictEqual(yield* tagOf(budget), "BudgetUnavailable")
    assert.isBelow(performance.now() - start, 2_000)
  })

const isBack = (budget: Service) => eventually(tagOf(budget), (tag) => tag === "Granted")

describe.skipIf(whyNoServer !== null)(
  `SendBudgetRedis on a server of its own${whyNoServer ? `: ${whyNoServer}` : ""}`,
  () => {
    it.scopedLive("grants nothing on an empty server until all is over that may have been granted", () =>
      Effect.gen(function*() {
        const budget = yield* budgetOn(yield* started, { holdAfterLoss: undefined })
        const { wait } = asLater(yield* reserveOne(budget, aClaim()), "EVERYBODY")
        assert.closeTo(Duration.toMillis(wait), Duration.toMillis(Throughput.holdAfterLoss), 5)
        assert.isAtLeast(
          Duration.toMillis(Throughput.holdAfterLoss),
          Duration.toMillis(Throughput.horizon) + Duration.toMillis(Throughput.pairInterval)
        )
      }))

    it.scopedLive("begins anew when everything is flushed, and knows no portfolio any more", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server, { holdAfterLoss: "300 millis" })
        yield* untilGranting(budget)
        const portfolio = { id: "portfolio", limit: 10 }
        yield* budget.restore(portfolio.id, [])
        yield* grantOne(budget, aClaim({ portfolio }))
        yield* server.ask((redis) => redis.flushall())
        const answers = yield* budget.reserve([aClaim({ portfolio }), aClaim()], soon)
        for (const answer of answers) asLater(answer, "EVERYBODY")
        yield* untilGranting(budget)
        assert.strictEqual((yield* reserveOne(budget, aClaim({ portfolio })))?._tag, "Unknown")
        yield* grantOne(budget, aClaim())
      }))

    it.scopedLive("does not trust what a restarted server still has", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server, { holdAfterLoss: "300 millis" })
        yield* untilGranting(budget)
        const portfolio = { id: "portfolio", limit: 10 }
        yield* budget.restore(portfolio.id, [])
        yield* Effect.promise(() => server.stop("SIGTERM"))
        yield* server.start()
        assert.isAtLeast(yield* server.ask((redis) => redis.exists("{test}:budget:epoch")), 1)
        const answer = yield* eventually(
          Effect.option(reserveOne(budget, aClaim({ portfolio }))),
          ({ _tag }) => _tag === "Some"
        )
        asLater(answer._tag === "Some" ? answer.value : undefined, "EVERYBODY")
        yield* untilGranting(budget)
        assert.strictEqual((yield* reserveOne(budget, aClaim({ portfolio })))?._tag, "Unknown")
      }))

    it.scopedLive("starts without a server, says quickly that it is away, and is there when it is", () =>
      Effect.gen(function*() {
        const server = yield* RedisServer.make
        const lines: Array<string> = []
        const budget = yield* budgetOn(server, {}, lines)
        yield* isAway(budget)
        yield* Effect.flip(budget.hold(null, Duration.seconds(1)))
        yield* server.start()
        yield* isBack(budget)
        yield* Effect.promise(() => server.stop("SIGKILL"))
        yield* isAway(budget)
        yield* isAway(budget)
        yield* server.start()
        yield* isBack(budget)
        const [away, there] = [
          "the send budget's Redis is away, and nothing is sent until it is back",
          "the send budget's Redis is there"
        ]
        assert.deepStrictEqual(lines, [away, there, away, there])
      }))

    it.scopedLive("says quickly that it is away when the server answers no more", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server)
        yield* untilGranting(budget)
        server.signal("SIGSTOP")
        yield* isAway(budget)
        yield* isAway(budget)
        server.signal("SIGCONT")
        yield* isBack(budget)
      }))

    it.scopedLive("teaches a server its scripts again", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server)
        yield* untilGranting(budget)
        yield* server.ask((redis) => redis.script("FLUSH"))
        yield* grantOne(budget, aClaim())
      }))

    it.scopedLive("warns of a server that evicts, and not of one that does not say", () =>
      Effect.gen(function*() {
        const server = yield* RedisServer.make
        const lines: Array<string> = []
        yield* server.start("--maxmemory-policy", "allkeys-lru")
        yield* budgetOn(server, {}, lines)
        yield* eventually(Effect.sync(() => lines.length), (count) => count === 2)
        assert.include(
          lines,
          "set Redis' maxmemory-policy to noeviction: under allkeys-lru it may forget whom was written to"
        )
        const silent = yield* RedisServer.make
        const fewer: Array<string> = []
        yield* silent.start("--maxmemory-policy", "allkeys-lru", "--rename-command", "CONFIG", "")
        const budget = yield* budgetOn(silent, {}, fewer)
        yield* untilGranting(budget)
        assert.deepStrictEqual(fewer, ["the send budget's Redis is there"])
      }))

    it.scopedLive("gives every name the prefix and an end, that of the recipients after the window", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server, { prefix: "my {shop}" })
        yield* untilGranting(budget)
        const portfolio = { id: "portfolio", limit: 10 }
        yield* budget.restore(portfolio.id, [{ recipient: "+919800000001", at: yield* DateTime.now }])
        const recipient = "+919800000002"
        const claim = aClaim({ portfolio, recipient })
        yield* grantOne(budget, claim)
        asLater(yield* reserveOne(budget, aClaim({ portfolio, recipient })), "RECIPIENT")
        const unused = aClaim({ portfolio })
        const { instant } = yield* grantOne(budget, unused, "1500 millis")
        yield* budget.giveBack([{ claim: unused, instant }])
        yield* budget.hold(aNumber(), Duration.minutes(5))
        const names = yield* server.ask((redis) => redis.keys("*"))
        assert.deepStrictEqual(
          [...new Set(names.map((name) => name.split(":").slice(0, 3).join(":")))].toSorted(),
          ["epoch", "freed", "givenBack", "kept", "pace", "pairs", "reach", "tails"].map((kind) =>
            `{my shop}:budget:${kind}`
          )
        )
        for (const name of names) {
          const left = yield* server.ask((redis) => redis.pttl(name))
          const least = /reach|epoch/.test(name) ? Throughput.reachWindow : Throughput.pairInterval
          assert.isAtLeast(left, Duration.toMillis(least), name)
        }
      }))

    it.scopedLive("needs a few commands for many claims", () =>
      Effect.gen(function*() {
        const server = yield* started
        const budget = yield* budgetOn(server)
        yield* untilGranting(budget)
        const wanted = Array.from({ length: 10 }, aNumber).flatMap((phoneNumberId) => claims(30, { phoneNumberId }))
        yield* server.ask((redis) => redis.config("RESETSTAT"))
        for (const grant of yield* budget.reserve(wanted, Duration.seconds(1))) asGranted(grant)
        const stats = yield* server.ask((redis) => redis.info("commandstats"))
        const commands = [...stats.matchAll(/calls=(\d+)/g)].reduce((sum, [, calls]) => sum + Number(calls), 0)
        assert.isBelow(commands, 50)
      }))
  }
)
