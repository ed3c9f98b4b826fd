import { assert, describe } from "@effect/vitest"
import * as Throughput from "@ektola/domain/messaging/Throughput"
import type { Service } from "@ektola/domain/ports/SendBudget"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { BudgetProvider } from "../../providers/budgets.js"
import { aClaim, aNumber, aPerson, asGranted, asLater, claims, grantOne, reserveOne, soon, timeOf } from "./claims.js"

const aPortfolio = (limit: number) => ({ id: `portfolio-${aNumber()}`, limit })

/** Somebody reached so long before now. */
const ago = (budget: Service, before: Duration.DurationInput, recipient = aPerson()) =>
  Effect.map(timeOf(budget), (now) => ({
    recipient,
    at: DateTime.unsafeMake(Math.ceil(now) - Duration.toMillis(Duration.decode(before)))
  }))

export const suite = ({ fresh, it, name, pass, shared }: BudgetProvider) =>
  describe(`SendBudget, portfolios (${name})`, () => {
    it("does not know whom a portfolio has reached until it is told", () =>
      Effect.gen(function*() {
        const [budget, other] = yield* shared
        const portfolio = aPortfolio(10)
        assert.deepStrictEqual(yield* reserveOne(budget, aClaim({ portfolio })), {
          _tag: "Unknown",
          portfolioId: portfolio.id
        })
        yield* other.restore(portfolio.id, [])
        yield* grantOne(budget, aClaim({ portfolio }))
        assert.strictEqual((yield* reserveOne(budget, aClaim({ portfolio: aPortfolio(10) })))?._tag, "Unknown")
      }))

    it("grants no more new recipients than the limit, and says when the oldest leaves the window", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(3)
        yield* budget.restore(portfolio.id, [yield* ago(budget, "23 hours")])
        const answers = yield* budget.reserve(claims(4, { portfolio }), soon)
        assert.deepStrictEqual(answers.map(({ _tag }) => _tag), ["Granted", "Granted", "Later", "Later"])
        for (const answer of answers.slice(2)) {
          assert.closeTo(Duration.toMinutes(asLater(answer, "SENDER").wait), 60, 0.1)
        }
        const again = asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        assert.closeTo(Duration.toMinutes(again.wait), 60, 0.1)
      }))

    it("grants a recipient it has reached, although the limit is", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(2)
        const known = yield* ago(budget, "1 hour")
        yield* budget.restore(portfolio.id, [known])
        const first = yield* grantOne(budget, aClaim({ portfolio }))
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        const again = yield* grantOne(budget, aClaim({ portfolio, recipient: known.recipient }))
        assert.isAbove(again.instant, first.instant)
      }))

    it("counts the numbers of a portfolio together, and a recipient of both once", () =>
      Effect.gen(function*() {
        const [one, other] = yield* shared
        const portfolio = aPortfolio(2)
        yield* one.restore(portfolio.id, [])
        const [a, b] = [aNumber(), aNumber()]
        const recipient = aPerson()
        yield* grantOne(one, aClaim({ portfolio, phoneNumberId: a, recipient }))
        yield* grantOne(other, aClaim({ portfolio, phoneNumberId: b, recipient }))
        yield* grantOne(other, aClaim({ portfolio, phoneNumberId: b }))
        asLater(yield* reserveOne(one, aClaim({ portfolio, phoneNumberId: a })), "SENDER")
      }))

    it("counts nobody who had to come later", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(1)
        yield* budget.restore(portfolio.id, [])
        const recipient = aPerson()
        yield* grantOne(budget, aClaim({ recipient }))
        asLater(yield* reserveOne(budget, aClaim({ recipient, portfolio })), "RECIPIENT")
        yield* grantOne(budget, aClaim({ portfolio }))
      }))

    it("takes the limit that a claim brings", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const { id } = aPortfolio(0)
        yield* budget.restore(id, [yield* ago(budget, "20 hours"), yield* ago(budget, "10 hours")])
        const ask = (limit: number) => reserveOne(budget, aClaim({ portfolio: { id, limit } }))
        asGranted(yield* ask(3))
        assert.closeTo(Duration.toHours(asLater(yield* ask(3), "SENDER").wait), 4, 0.1)
        assert.closeTo(Duration.toHours(asLater(yield* ask(2), "SENDER").wait), 14, 0.1)
        assert.closeTo(Duration.toHours(asLater(yield* ask(1), "SENDER").wait), 24, 0.1)
        asGranted(yield* ask(4))
      }))

    it("counts a recipient no more whose instant was given back", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(1)
        yield* budget.restore(portfolio.id, [])
        const claim = aClaim({ portfolio })
        const { instant } = yield* grantOne(budget, claim)
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        yield* budget.giveBack([{ claim, instant }])
        yield* grantOne(budget, aClaim({ portfolio }))
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
      }))

    it("still counts one who was reached before", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(1)
        const known = yield* ago(budget, "1 hour")
        yield* budget.restore(portfolio.id, [known])
        const claim = aClaim({ portfolio, recipient: known.recipient })
        const { instant } = yield* grantOne(budget, claim)
        yield* budget.giveBack([{ claim, instant }])
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
      }))

    it("adds what it is told to what it knows, and the later instant holds", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(2)
        const person = aPerson()
        yield* budget.restore(portfolio.id, [yield* ago(budget, "2 hours", person)])
        yield* budget.restore(portfolio.id, [yield* ago(budget, "20 hours", person), yield* ago(budget, "1 hour")])
        const { wait } = asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        assert.closeTo(Duration.toHours(wait), 22, 0.1)
      }))

    it("lets the window move", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const portfolio = aPortfolio(2)
        yield* budget.restore(portfolio.id, [
          yield* ago(budget, "25 hours"),
          yield* ago(budget, Duration.subtract(Throughput.reachWindow, "1 second")),
          yield* ago(budget, "1 hour")
        ])
        const { wait } = asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        assert.isAtMost(Duration.toMillis(wait), 1_002)
        yield* pass(wait)
        yield* grantOne(budget, aClaim({ portfolio }))
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
      }))

    it("is told of many recipients at once", () =>
      Effect.gen(function*() {
        const budget = yield* fresh
        const { at } = yield* ago(budget, "1 hour")
        const portfolio = aPortfolio(12_001)
        const reached = Array.from({ length: 12_000 }, (_, number) => ({ recipient: `IN.${number}`, at }))
        yield* budget.restore(portfolio.id, reached)
        yield* grantOne(budget, aClaim({ portfolio }))
        asLater(yield* reserveOne(budget, aClaim({ portfolio })), "SENDER")
        yield* grantOne(budget, aClaim({ portfolio, recipient: "IN.11999" }))
      }))
  })
