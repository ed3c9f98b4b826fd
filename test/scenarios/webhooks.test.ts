import { assert, describe, it } from "@effect/vitest"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import * as Settler from "@ektola/domain/messaging/Settler"
import type { SendOutcome } from "@ektola/domain/ports/MessageSender"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { accepted, layer, stage, Wire } from "./stage.js"
import { arrivals, faultOf, type Post, scenarios } from "./support.js"

/** When the answer is recorded: before the status of that place, never, lost, or given up by the settler first. */
type Answer = number | "never" | "lost" | "given up"

const bodiesOf = (posts: ReadonlyArray<Post>) => posts.map(({ body }) => body)

// Hundreds of histories each: seconds on a quiet machine.
const timeout = 60_000

describe("webhooks of one attempt, in every order, taken one by one and in batches that end at every place", () => {
  for (const scenario of scenarios) {
    it.effect(scenario.name, () => {
      const wire = new Wire()
      const tokens = { next: scenario.token }
      return Effect.gen(function*() {
        const settler = yield* Settler.Settler
        const { answer, now, post, process, receive, reset } = yield* stage(scenario, wire, tokens)
        // Three statuses and one repetition: with more there would be thousands of histories, which tell nothing new.
        for (const posts of arrivals(scenario.distinct, [1, 2]).filter(({ length }) => length <= 4)) {
          const bodies = bodiesOf(posts)
          const answers: ReadonlyArray<Answer> = [...posts.keys(), posts.length, "never", "lost", "given up"]
          for (const answered of answers) {
            const place = typeof answered === "number" ? answered : 0
            yield* reset
            yield* post
            if (answered === "lost") yield* answer({ _tag: "Ambiguous", reason: "reset" })
            if (answered === "given up") {
              yield* TestClock.adjust("2 minutes")
              assert.strictEqual(yield* settler.sweep, 1)
              assert.strictEqual(now().message.state, "UNCONFIRMED")
            }
            yield* receive(bodies.slice(0, place))
            yield* process(place % 2 === 0 ? 100 : 1)
            if (typeof answered === "number") yield* answer(accepted(scenario))
            yield* receive(bodies.slice(place))
            yield* process(place % 2 === 0 ? 1 : 100)

            const { attempts, message } = now()
            const [attempt] = attempts
            assert(attempt)
            const told = () => `${posts.map(({ update }) => update.status).join(" ")}, answer ${answered}`
            const fault = faultOf(scenario, attempt, message)
            if (fault !== null) assert.fail(`${fault}: ${told()}`)

            yield* receive(bodies)
            yield* process(100)
            assert.strictEqual(now().attempts[0], attempt, told())
            assert.deepStrictEqual(now().message, message, told())
            if (answered === "given up") yield* answer(accepted(scenario))
            else if (answered === "never") yield* answer({ _tag: "Ambiguous", reason: "time-out" })
            assert.strictEqual(now().message.state, message.state, told())
          }
        }
      }).pipe(Effect.provide(layer(wire, tokens)))
    }, timeout)
  }
})

describe("the bodies as WhatsApp posts them, several statuses in one", () => {
  for (const scenario of scenarios) {
    it.effect(scenario.name, () => {
      const wire = new Wire()
      const tokens = { next: scenario.token }
      return Effect.gen(function*() {
        const { answer, now, post, process, receive, reset } = yield* stage(scenario, wire, tokens)
        const { bodies: inOrder } = scenario
        const together = JSON.stringify({
          object: "whatsapp_business_account",
          entry: inOrder.flatMap((body) => (JSON.parse(body) as { readonly entry: ReadonlyArray<unknown> }).entry)
        })
        for (const bodies of [inOrder, inOrder.toReversed(), [together], [together, together, ...inOrder]]) {
          yield* reset
          yield* post
          yield* answer(accepted(scenario))
          yield* receive(bodies)
          yield* process(100)
          const { attempts: [attempt], message } = now()
          assert(attempt)
          assert.isNull(faultOf(scenario, attempt, message))
        }
      }).pipe(Effect.provide(layer(wire, tokens)))
    })
  }
})

describe("late statuses of an attempt that was taken for unsent", () => {
  const throttled: SendOutcome = {
    _tag: "Rejected",
    failure: { class: "THROUGHPUT", code: 130429, reason: "rate limit", traceId: null },
    retryAfter: Duration.minutes(1)
  }

  for (const scenario of scenarios) {
    it.effect(scenario.name, () => {
      const wire = new Wire()
      const tokens = { next: scenario.token }
      return Effect.gen(function*() {
        const dispatcher = yield* Dispatcher.Dispatcher
        const { answer, now, post, process, receive, reset } = yield* stage(scenario, wire, tokens)
        const state = scenario.expected.status.toUpperCase()
        const arrived = state === "DELIVERED" || state === "READ"
        for (const posts of arrivals(scenario.distinct, [1])) {
          const bodies = bodiesOf(posts)
          const taken = Effect.gen(function*() {
            yield* reset
            yield* post
            yield* answer(throttled)
            assert.strictEqual(now().message.state, "QUEUED")
            tokens.next = "ek1.second"
          })
          const again = Effect.zipRight(TestClock.adjust("2 minutes"), post)
          const second: SendOutcome = { _tag: "Accepted", wamid: "wamid.second", held: false }

          // Before the repeat: there is none, unless the failure allows one later.
          yield* taken
          yield* receive(bodies)
          yield* process(100)
          yield* TestClock.adjust("2 minutes")
          assert.strictEqual(yield* dispatcher.poll, 0)
          assert.strictEqual(now().attempts.length, 1)
          assert.strictEqual(now().message.state, scenario.expected.retryNotBefore === undefined ? state : "QUEUED")

          // While the repeat is on the wire.
          yield* taken
          yield* again
          yield* receive(bodies)
          yield* process(1)
          assert.strictEqual(now().message.state, state === "FAILED" ? "SENDING" : state)
          yield* answer(second)
          assert.strictEqual(now().message.state, arrived ? state : "SENT")

          // After the repeat was refused for good.
          yield* taken
          yield* again
          yield* answer({ ...throttled, failure: { ...throttled.failure, class: "RECIPIENT", code: 131026 } })
          assert.strictEqual(now().message.state, "FAILED")
          yield* receive(bodies)
          yield* process(100)
          assert.strictEqual(now().message.state, state)
          assert.strictEqual(wire.posts.length, 2)
        }
      }).pipe(Effect.provide(layer(wire, tokens)))
    })
  }
})
