import { assert, describe } from "@effect/vitest"
import type { Grant } from "@ektola/domain/ports/SendBudget"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import type { BudgetProvider } from "../../providers/budgets.js"
import {
  aClaim,
  aNumber,
  asGranted,
  asLater,
  assertRate,
  claims,
  grantOne,
  instantsOf,
  reserveOne,
  soon,
  timeOf
} from "./claims.js"

export const suite = ({ fresh, horizon, it, name, pass, shared }: BudgetProvider) =>
  describe(`SendBudget, rates and holds (${name})`, () => {
    it("spaces a number's instants exactly, in the order of the claims", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const grants = (yield* budget.reserve(claims(20), soon)).map(asGranted)
        const instants = grants.map(({ instant }) => Math.round(instant * 1000))
        assert.deepStrictEqual(instants, instants.map((_, at) => instants[0]! + at * 12_500))
      }))

    it("tells the time until the instant", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const [first, , , , last] = (yield* budget.reserve(claims(5), soon)).map(asGranted)
        assert(first && last)
        assert.isAtMost(Duration.toMillis(first.wait), Duration.toMillis(soon) + 1)
        if (name === "memory") assert.strictEqual(Duration.toMillis(first.wait), Duration.toMillis(soon))
        assert.closeTo(Duration.toMillis(last.wait) - Duration.toMillis(first.wait), 50, 1)
      }))

    it("answers every claim in its place, whatever number it is of", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const [a, b] = [aNumber(), aNumber()]
        yield* budget.hold(b, Duration.minutes(1))
        const own = { id: "unknown portfolio", limit: 10 }
        const answers = yield* budget.reserve(
          [a, b, a, b, b, a].map((phoneNumberId, at) => aClaim({ phoneNumberId, portfolio: at === 2 ? own : null })),
          soon
        )
        assert.deepStrictEqual(answers.map(({ _tag }) => _tag), [
          "Granted",
          "Later",
          "Unknown",
          "Later",
          "Later",
          "Granted"
        ])
      }))

    it("lets each claim of a call be so much later than the one before, whatever its number may do", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const [fast, slow] = [{ phoneNumberId: aNumber(), ratePerSecond: 400 }, { phoneNumberId: aNumber() }]
        const wanted = [fast, slow, fast, fast, slow].map(aClaim)
        const granted = (yield* budget.reserve(wanted, soon, Duration.millis(4))).map(asGranted)
        const first = Math.round(granted[0]!.instant * 1000)
        assert.deepStrictEqual(granted.map(({ instant }) => Math.round(instant * 1000) - first), [
          0,
          4_000,
          8_000,
          12_000,
          // As far from the other of its number as that may send.
          16_500
        ])
      }))

    it("does not give an instant that was given back to a claim that needs longer", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const phoneNumberId = aNumber()
        const wanted = claims(3, { phoneNumberId })
        const granted = (yield* budget.reserve(wanted, soon)).map(asGranted)
        yield* budget.giveBack(wanted.map((claim, at) => ({ claim, instant: granted[at]!.instant })))
        const other = aClaim({ phoneNumberId: aNumber() })
        const [, late] = (yield* budget.reserve([other, aClaim({ phoneNumberId })], soon, Duration.millis(300)))
          .map(asGranted)
        assert.isAbove(late!.instant, granted[2]!.instant)
      }))

    it("answers nothing to nothing", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        assert.deepStrictEqual(yield* budget.reserve([], Duration.zero), [])
        yield* budget.giveBack([])
      }))

    it("grants no instant sooner than the lead", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        for (const lead of [250, 287, 600]) {
          const now = yield* timeOf(budget)
          const { instant } = yield* grantOne(budget, aClaim({ phoneNumberId: aNumber() }), lead)
          assert.isAtLeast(instant, now + lead)
          assert.isAtMost(instant, (yield* timeOf(budget)) + lead)
        }
      }))

    it("never grants more than the rate in any second, whoever asks and however many at a time", () =>
      Effect.gen(function*() {
        const workers = yield* shared
        const plan = FastCheck.record({
          rate: FastCheck.oneof(
            FastCheck.integer({ min: 1, max: 1_000 }),
            FastCheck.double({ min: 1, max: 1_000, noNaN: true })
          ),
          calls: FastCheck.array(
            FastCheck.record({
              count: FastCheck.integer({ min: 1, max: 120 }),
              lead: FastCheck.integer({ min: 150, max: 450 }),
              worker: FastCheck.constantFrom(...workers)
            }),
            { minLength: 1, maxLength: 12 }
          )
        })
        let total = 0
        for (const { calls, rate } of FastCheck.sample(plan, { seed: 5, numRuns: 40 })) {
          const phoneNumberId = aNumber()
          const grants = yield* Effect.forEach(
            calls,
            ({ count, lead, worker }) =>
              worker.reserve(claims(count, { phoneNumberId, ratePerSecond: rate }), Duration.millis(lead)),
            { concurrency: 4 }
          )
          const instants = instantsOf(grants.flat())
          total += instants.length
          assert.strictEqual(new Set(instants).size, instants.length)
          assertRate(instants, rate)
        }
        assert.isAbove(total, 1_000)
      }))

    for (const rate of [1_000, 970, 77.6, 7]) {
      it(`grants 99 % or more of ${rate} a second to whoever asks all the time`, () =>
        Effect.gen(function*() {
          const budget = yield* fresh
          const phoneNumberId = aNumber()
          const grants: Array<Grant> = []
          for (let round = 0; round < 3;) {
            const answers = yield* budget.reserve(
              claims(100, { phoneNumberId, ratePerSecond: rate }),
              Duration.millis(400)
            )
            grants.push(...answers)
            const last = answers.at(-1)
            if (last?._tag !== "Later") continue
            yield* pass(Duration.times(last.wait, 0.8))
            round++
          }
          const instants = instantsOf(grants)
          const seconds = (instants.at(-1)! - instants[0]!) / 1_000_000
          assert.isAtLeast((instants.length - 1) / seconds, rate * 0.99)
          assertRate(instants, rate)
        }))
    }

    it("grants nothing further away than the horizon, and says when to come back", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const phoneNumberId = aNumber()
        const now = yield* timeOf(budget)
        const answers = yield* budget.reserve(claims(200, { phoneNumberId, ratePerSecond: 20 }), soon)
        const after = yield* timeOf(budget)
        const instants = instantsOf(answers)
        const most = Duration.toMillis(horizon)
        assert.isAtLeast(instants.at(-1)! / 1000, now + most - 50)
        assert.isAtMost(instants.at(-1)! / 1000, after + most)
        const { wait } = asLater(answers.at(-1), "SENDER")
        assert.closeTo(Duration.toMillis(wait), most / 2 + 25, 26)
        yield* pass(wait)
        const { instant } = yield* grantOne(budget, aClaim({ phoneNumberId, ratePerSecond: 20 }))
        assert.closeTo(instant * 1000, instants.at(-1)! + 50_000, 1)
      }))

    it("spaces further instants for a lower rate as soon as it is lower", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const wanted = claims(10, { ratePerSecond: 1_000 })
        const fast = yield* budget.reserve(wanted, Duration.millis(1_500))
        yield* budget.giveBack(
          fast.slice(0, 5).map((grant, at) => ({
            claim: wanted[at]!,
            instant: asGranted(grant).instant
          }))
        )
        const slow = yield* budget.reserve(claims(3, { ratePerSecond: 10 }), soon)
        const [last] = instantsOf(fast).slice(-1)
        assert.deepStrictEqual(instantsOf(slow).map((instant) => instant - last!), [100_000, 200_000, 300_000])
      }))

    it("gives an instant that was given back to the next who asks", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const wanted = claims(4)
        const granted = (yield* budget.reserve(wanted, Duration.millis(1_500))).map(asGranted)
        const instants = granted.map(({ instant }) => instant)
        yield* budget.giveBack([
          { claim: wanted[2]!, instant: instants[2]! },
          { claim: wanted[1]!, instant: instants[1]! }
        ])
        const next = (yield* budget.reserve(claims(3), soon)).map((grant) => asGranted(grant).instant)
        assert.deepStrictEqual(next.slice(0, 2), [instants[1], instants[2]])
        assert.closeTo(next[2]!, instants[3]! + 12.5, 0.001)
      }))

    it("never gives one instant to two messages, when it is given back twice", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aClaim().recipient
        const [first, second] = [aClaim({ recipient }), aClaim({ recipient })]
        const { instant } = yield* grantOne(budget, first, "1500 millis")
        const unused = [{ claim: first, instant }]
        yield* budget.giveBack(unused)
        assert.strictEqual((yield* grantOne(budget, second)).instant, instant)
        yield* budget.giveBack(unused)
        const third = yield* grantOne(budget, aClaim())
        assert.notStrictEqual(third.instant, instant)
        asLater(yield* reserveOne(budget, aClaim({ recipient })), "RECIPIENT")
      }))

    it("does not grant an instant again that has passed, or that is too soon by now", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const [past, near] = [aClaim(), aClaim()]
        const [passed, next] = (yield* budget.reserve([past, near], Duration.millis(300))).map(asGranted)
        yield* pass("300 millis")
        yield* budget.giveBack([{ claim: past, instant: passed!.instant }, { claim: near, instant: next!.instant }])
        const now = yield* timeOf(budget)
        assert.isAtLeast((yield* grantOne(budget, aClaim())).instant, now + Duration.toMillis(soon))
      }))

    it("grants a held number nothing, and others everything", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const [held, free] = [aNumber(), aNumber()]
        yield* budget.hold(held, Duration.millis(600))
        const { wait } = asLater(yield* reserveOne(budget, aClaim({ phoneNumberId: held })), "SENDER")
        assert.isAtMost(Duration.toMillis(wait), 600)
        yield* grantOne(budget, aClaim({ phoneNumberId: free }))
        yield* pass(wait)
        yield* grantOne(budget, aClaim({ phoneNumberId: held }))
      }))

    it("grants nobody anything when everybody is held", () =>
      Effect.gen(function*() {
        const [one, other] = yield* shared
        yield* one.hold(null, Duration.millis(600))
        const answers = yield* other.reserve(claims(2, { phoneNumberId: aNumber() }), soon)
        const [wait] = answers.map((answer) => asLater(answer, "EVERYBODY").wait)
        assert.isAtMost(Duration.toMillis(wait!), 600)
        yield* pass(wait!)
        yield* grantOne(other, aClaim())
      }))

    it("never shortens a hold", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        for (const phoneNumberId of [aNumber(), null]) {
          yield* budget.hold(phoneNumberId, Duration.minutes(2))
          yield* budget.hold(phoneNumberId, Duration.seconds(1))
          const claim = aClaim({ phoneNumberId: phoneNumberId ?? aNumber() })
          const { wait } = asLater(yield* reserveOne(budget, claim), phoneNumberId === null ? "EVERYBODY" : "SENDER")
          assert.isAbove(Duration.toSeconds(wait), 100)
        }
      }))
  })
