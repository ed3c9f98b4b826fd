import { assert, describe } from "@effect/vitest"
import type { Claim, Service } from "@ektola/domain/ports/SendBudget"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { BudgetProvider } from "../../providers/budgets.js"
import { aClaim, aNumber, aPerson, asGranted, asLater, grantOne, reserveOne, soon } from "./claims.js"

export const suite = ({ fresh, it, name, pairInterval, pass, shared }: BudgetProvider) => {
  const interval = Duration.toMillis(pairInterval)

  /** Asks until it is granted, and counts. */
  const persist = (budget: Service, claim: Claim) =>
    Effect.gen(function*() {
      for (let asked = 1;; asked++) {
        const grant = yield* reserveOne(budget, claim)
        if (grant?._tag === "Granted") return { asked, instant: grant.instant }
        const { wait } = asLater(grant, "RECIPIENT")
        yield* name === "memory" ? Effect.sleep(wait) : pass(wait)
      }
    })

  return describe(`SendBudget, one recipient (${name})`, () => {
    it("tells the second message to one recipient to come back for the next free instant", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        const first = yield* grantOne(budget, aClaim({ recipient }))
        const second = aClaim({ recipient })
        const { wait } = asLater(yield* reserveOne(budget, second), "RECIPIENT")
        assert.isAtMost(Duration.toMillis(wait), interval + 1)
        yield* pass(wait)
        const { instant } = yield* grantOne(budget, second)
        assert.isAtLeast(instant - first.instant, interval)
        if (name === "memory") assert.strictEqual(instant, first.instant + interval)
      }))

    it("decides so within one call as well, and takes nothing else from the number", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        const answers = yield* budget.reserve(
          [aClaim({ recipient }), aClaim({ recipient }), aClaim({ recipient }), aClaim()],
          soon
        )
        asLater(answers[1], "RECIPIENT")
        asLater(answers[2], "RECIPIENT")
        assert.closeTo(asGranted(answers[3]).instant - asGranted(answers[0]).instant, 12.5, 0.001)
      }))

    it("keeps the instant: who asks in between gets the one after", () =>
      Effect.gen(function*() {
        const [budget, other] = yield* shared
        const recipient = aPerson()
        yield* grantOne(budget, aClaim({ recipient }))
        const waiting = aClaim({ recipient })
        const { wait } = asLater(yield* reserveOne(budget, waiting), "RECIPIENT")
        yield* pass(wait)
        const behind = asLater(yield* reserveOne(other, aClaim({ recipient })), "RECIPIENT")
        assert.isAtLeast(Duration.toMillis(behind.wait), interval / 2)
        yield* grantOne(budget, waiting)
      }))

    it("keeps it also for a message that asks too early", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        yield* grantOne(budget, aClaim({ recipient }))
        const waiting = aClaim({ recipient })
        const first = asLater(yield* reserveOne(budget, waiting), "RECIPIENT")
        const behind = asLater(yield* reserveOne(budget, aClaim({ recipient })), "RECIPIENT")
        const again = asLater(yield* reserveOne(budget, waiting), "RECIPIENT")
        assert.isAtMost(Duration.toMillis(again.wait), Duration.toMillis(first.wait))
        assert.isAtLeast(Duration.toMillis(behind.wait) - Duration.toMillis(first.wait), interval * 0.95)
      }))

    it("lets several messages to one recipient ask twice at most, and an interval apart", () =>
      Effect.gen(function*() {
        const [one, other] = yield* shared
        const recipient = aPerson()
        const wanted = Array.from({ length: 3 }, () => aClaim({ recipient }))
        const asking = yield* Effect.fork(
          Effect.forEach(wanted, (claim, at) => persist(at % 2 === 0 ? one : other, claim), {
            concurrency: "unbounded"
          })
        )
        if (name === "memory") yield* Effect.repeatN(pass("200 millis"), interval / 40)
        const ends = yield* asking
        const instants = ends.map(({ instant }) => instant).toSorted((a, b) => a - b)
        for (const [at, instant] of instants.slice(1).entries()) assert.isAtLeast(instant - instants[at]!, interval)
        assert.deepStrictEqual(ends.map(({ asked }) => asked).toSorted((a, b) => a - b), [1, 2, 2])
      }))

    it("sends whoever comes far too late behind those who wait", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        yield* grantOne(budget, aClaim({ recipient }))
        const [late, punctual] = [aClaim({ recipient }), aClaim({ recipient })]
        yield* reserveOne(budget, late)
        const { wait } = asLater(yield* reserveOne(budget, punctual), "RECIPIENT")
        yield* pass(Duration.times(wait, 0.9))
        asLater(yield* reserveOne(budget, late), "RECIPIENT")
        yield* pass(Duration.times(wait, 0.1))
        yield* grantOne(budget, punctual)
      }))

    it("does not mind what another number sends to the recipient", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        yield* grantOne(budget, aClaim({ recipient, phoneNumberId: aNumber() }))
        yield* grantOne(budget, aClaim({ recipient, phoneNumberId: aNumber() }))
      }))

    it("frees the recipient of an instant that was given back", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const claim = aClaim()
        const { instant } = yield* grantOne(budget, claim, "1500 millis")
        yield* budget.giveBack([{ claim, instant }])
        assert.strictEqual((yield* grantOne(budget, aClaim({ recipient: claim.recipient }))).instant, instant)
      }))

    it("still keeps the interval to the instant before the one that was given back", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const recipient = aPerson()
        const first = yield* grantOne(budget, aClaim({ recipient }))
        const second = aClaim({ recipient })
        const { wait } = asLater(yield* reserveOne(budget, second), "RECIPIENT")
        yield* pass(wait)
        const { instant } = yield* grantOne(budget, second)
        yield* budget.giveBack([{ claim: second, instant }])
        const third = yield* grantOne(budget, aClaim({ recipient }))
        assert.isAtLeast(third.instant - first.instant, interval)
      }))
  })
}
