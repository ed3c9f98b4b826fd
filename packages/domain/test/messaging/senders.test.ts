/** What one worker makes of several senders. */
import { assert, describe, it } from "@effect/vitest"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import type { FailureClass } from "@ektola/domain/messaging/Failure"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendOutcome, SendRequest } from "@ektola/domain/ports/MessageSender"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/TestClock"
import { aRun, aShop, aTemplate, layer, Provider, sending, someContacts, workerId } from "../world.js"

const begin = 1_795_564_800_000

/** A worker with that many places, beside the one of the world, which does nothing here. */
const aWorker = (provider: Provider, inFlight: number) =>
  Layer.build(
    Dispatcher.layer({ worker: { id: workerId(9), host: "test" }, inFlight, aliveFor: "1 hour" }).pipe(
      Layer.provide([provider.layer, sending])
    )
  ).pipe(Effect.map(Context.get(Dispatcher.Dispatcher)))

type Worker = Effect.Effect.Success<ReturnType<typeof aWorker>>

/** The shop with this number has something for that many people, at its own rate. */
const aQueueOf = (number: number, count: number, ratePerSecond = 1000) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    const shop = yield* aShop(number)
    const account = yield* tenancy.getWhatsApp(shop.owner)
    yield* tenancy.connectWhatsApp(shop.owner, { ...account, accessToken: Redacted.make("token"), ratePerSecond })
    yield* someContacts(shop, Array.from({ length: count }, (_, index) => ({ number: index + 1 })))
    yield* aRun(shop, yield* aTemplate(shop, number === 1 ? "UTILITY" : "MARKETING"))
  })

const goOn = (worker: Worker, duration: Duration.DurationInput, step: Duration.DurationInput = "50 millis") =>
  Effect.gen(function*() {
    for (let left = Duration.toMillis(duration); left > 0; left -= Duration.toMillis(step)) {
      yield* worker.poll
      yield* TestClock.adjust(step)
      yield* Effect.repeatN(Effect.yieldNow(), 20)
    }
  })

const shopOf = ({ phoneNumberId }: Pick<SendRequest, "phoneNumberId">) => Number(phoneNumberId.slice(-1))

/** How many posts each of the shops 1 and 2 has made. */
const posts = ({ seen }: Provider) => [1, 2].map((shop) => seen.filter((request) => shopOf(request) === shop).length)

const accepted = (request: SendRequest): SendOutcome => ({
  _tag: "Accepted",
  wamid: `wamid.${request.token}`,
  held: false
})

const rejected = (failureClass: FailureClass, code: number, retryAfter: Duration.Duration | null): SendOutcome => ({
  _tag: "Rejected",
  failure: { class: failureClass, code, reason: "too fast", traceId: null },
  retryAfter
})

const inWorld = <E>(
  test: (provider: Provider) => Effect.Effect<void, E, Layer.Layer.Success<ReturnType<typeof layer>> | Scope.Scope>
) =>
  Effect.suspend(() => {
    const provider = new Provider()
    provider.answer = (request) => Effect.succeed(accepted(request))
    return Effect.zipRight(TestClock.setTime(begin), test(provider)).pipe(
      Effect.provide(layer(provider)),
      Effect.scoped
    )
  })

describe("several senders of one worker", () => {
  it.effect("one whose answers hang has half of the places, and the other gets through at once", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const worker = yield* aWorker(provider, 8)
        provider.answer = (request) =>
          shopOf(request) === 1 ? Effect.delay(Effect.succeed(accepted(request)), "10 minutes") : Effect.succeed(
            accepted(request)
          )
        yield* aQueueOf(1, 30)
        yield* goOn(worker, "3 seconds")
        assert.deepStrictEqual(posts(provider), [4, 0])
        yield* aQueueOf(2, 10)
        yield* goOn(worker, "1 second")
        assert.deepStrictEqual(posts(provider), [4, 10])
      })
    ))

  it.effect("a sender is not leased one message at a time, as each of its places becomes free", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        // Two seconds' worth of 80 a second are under way at a time, and an eighth of that is worth a lease.
        yield* aQueueOf(1, 400, 80)
        const worker = yield* aWorker(provider, 1024)
        assert.strictEqual(yield* worker.poll, 160)
        const leased: Array<number> = []
        for (let step = 0; step < 30; step++) {
          yield* TestClock.adjust("50 millis")
          yield* Effect.repeatN(Effect.yieldNow(), 20)
          leased.push(yield* worker.poll)
        }
        assert.isAbove(posts(provider)[0]!, 100)
        const some = leased.filter((count) => count > 0)
        assert.isAtLeast(some.length, 4)
        assert.deepStrictEqual(some.filter((count) => count < 20), [])
      })
    ))

  it.effect("nobody is polled for while all places are taken, and room tells when one is free again", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const worker = yield* aWorker(provider, 1)
        provider.answer = (request) => Effect.delay(Effect.succeed(accepted(request)), "1 minute")
        yield* aQueueOf(1, 2)
        yield* worker.room
        yield* goOn(worker, "10 seconds")
        assert.deepStrictEqual(posts(provider), [1, 0])
        // Not for ever: others may have room when one has not.
        const room = yield* Effect.fork(worker.room)
        yield* TestClock.adjust("99 millis")
        assert.isTrue(Option.isNone(yield* Fiber.poll(room)))
        yield* TestClock.adjust("1 millis")
        yield* Fiber.join(room)
        yield* TestClock.adjust("1 minute")
        yield* worker.room
        yield* goOn(worker, "1 second")
        assert.deepStrictEqual(posts(provider), [2, 0])
      })
    ))

  it.effect("one whose next instants are all given out does not stop the other, and loses nothing", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const worker = yield* aWorker(provider, 100)
        yield* aQueueOf(1, 20, 1)
        yield* aQueueOf(2, 100, 20)
        yield* goOn(worker, "4 seconds")
        const [slow = 0, quick = 0] = posts(provider)
        assert.isAtLeast(slow, 4)
        assert.isAtMost(slow, 5)
        assert.isAtLeast(quick, 4 * 18)
        yield* goOn(worker, "20 seconds", "250 millis")
        const db = yield* MemoryDatabase
        assert.strictEqual(new Set(provider.seen.map(({ token }) => token)).size, provider.seen.length)
        assert.isTrue([...db.tables.messages.values()].every(({ attempts }) => attempts <= 1))
      })
    ))

  /** Shop 1's first answer is this, and then time goes on; the shops' posts after so many seconds each. */
  const after = (outcome: SendOutcome, times: ReadonlyArray<number>) => (provider: Provider) =>
    Effect.gen(function*() {
      const worker = yield* aWorker(provider, 100)
      provider.answer = (request, count) => Effect.succeed(count === 1 ? outcome : accepted(request))
      yield* aQueueOf(1, 30, 5)
      yield* goOn(worker, "1 second")
      yield* aQueueOf(2, 5)
      const found: Array<ReadonlyArray<number>> = []
      for (const time of times) {
        yield* goOn(worker, begin + time * 1000 - (yield* Clock.currentTimeMillis), "100 millis")
        found.push(posts(provider))
      }
      return found
    })

  it.effect("130429 holds this sender for as long as WhatsApp says, and nobody else", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const found = yield* after(rejected("THROUGHPUT", 130429, Duration.seconds(30)), [3, 29, 45])(provider)
        const [soon, before, afterwards] = found
        assert.deepStrictEqual(soon, [1, 5])
        assert.deepStrictEqual(before, [1, 5])
        // All thirty, and the one that was refused once more.
        assert.deepStrictEqual(afterwards, [31, 5])
      })
    ))

  it.effect("code 4 holds everybody for a minute, since all tenants use one app", () =>
    inWorld((provider) =>
      Effect.gen(function*() {
        const found = yield* after(rejected("APP_THROUGHPUT", 4, null), [3, 59, 180])(provider)
        assert.deepStrictEqual(found, [[1, 0], [1, 0], [31, 5]])
      })
    ))
})
