import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as SendBudget from "../../ports/SendBudget.js"
import * as Throughput from "../Throughput.js"

export interface ReserveDeps {
  readonly budget: SendBudget.Service
  readonly messages: Pick<MessageStore.Service, "listReached">
}

/** How long until a budget that could not be asked is asked again, in milliseconds. */
export const budgetAway = 1_000

/** What a claim has come to; a granted one knows its instant by this process's clock. */
export type Place =
  | { readonly _tag: "Granted"; readonly at: number; readonly instant: number }
  | Exclude<SendBudget.Grant, { readonly _tag: "Granted" | "Unknown" }>

/** What this process needs, in milliseconds: until the first of its messages is ready, and from each to the next. */
export interface Needs {
  readonly lead: number
  readonly apart: number
}

/** From the first to the last of what is claimed together, in milliseconds: lead and spread stay below the horizon. */
const longestSpread = Duration.toMillis(Throughput.horizon) / 8

/** Asks the budget, and tells it first what it does not know. */
export const reserve = (deps: ReserveDeps) =>
  Effect.fn("Dispatcher.reserve")(function*(claims: ReadonlyArray<SendBudget.Claim>, needs: Needs) {
    const apart = Duration.millis(Math.min(needs.apart, longestSpread / Math.max(1, claims.length)))
    const lead = Duration.millis(needs.lead)
    let grants = yield* deps.budget.reserve(claims, lead, apart)
    const unknown = new Set(grants.flatMap((grant) => grant._tag === "Unknown" ? [grant.portfolioId] : []))
    if (unknown.size > 0) {
      const since = DateTime.subtractDuration(yield* DateTime.now, Throughput.reachWindow)
      for (const portfolioId of unknown) {
        yield* deps.budget.restore(portfolioId, yield* deps.messages.listReached(portfolioId, since))
      }
      const again = claims.filter((_, index) => grants[index]?._tag === "Unknown")
      const answers = [...(yield* deps.budget.reserve(again, lead, apart))]
      grants = grants.map((grant) => grant._tag === "Unknown" ? answers.shift() ?? grant : grant)
    }
    const now = yield* Clock.currentTimeMillis
    return grants.map((grant): Place => {
      switch (grant._tag) {
        case "Granted":
          return { _tag: "Granted", at: now + Duration.toMillis(grant.wait), instant: grant.instant }
        case "Later":
          return grant
        case "Unknown":
          return {
            _tag: "Later",
            scope: "SENDER",
            wait: Duration.seconds(1),
            reason: "whom it has reached is not known"
          }
      }
    })
  })
