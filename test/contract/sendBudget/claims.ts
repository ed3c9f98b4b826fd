/** Claims on a budget, and how its suites look at the answers. */
import { assert } from "@effect/vitest"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Claim, Grant, Service } from "@ektola/domain/ports/SendBudget"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

const counter = { last: 0 }

export const aNumber = () => `number-${++counter.last}` as PhoneNumberId

export const aPerson = () => `+9198000${String(++counter.last).padStart(5, "0")}`

/** Without more said: a new message to somebody new, from a number that may send 80 a second. */
export const aClaim = (over: Partial<Claim> = {}): Claim => ({
  messageId: `message-${++counter.last}` as MessageId,
  phoneNumberId: "number" as PhoneNumberId,
  ratePerSecond: 80,
  recipient: aPerson(),
  portfolio: null,
  ...over
})

export const claims = (count: number, over: Partial<Claim> = {}) => Array.from({ length: count }, () => aClaim(over))

export type Granted = Extract<Grant, { readonly _tag: "Granted" }>

export type Later = Extract<Grant, { readonly _tag: "Later" }>

export const asGranted = (grant: Grant | undefined): Granted => {
  assert(grant?._tag === "Granted", `not granted: ${JSON.stringify(grant)}`)
  return grant
}

export const asLater = (grant: Grant | undefined, scope: Later["scope"]): Later => {
  assert(grant?._tag === "Later" && grant.scope === scope, `not later for ${scope}: ${JSON.stringify(grant)}`)
  return grant
}

/** A lead that also a busy machine keeps: an answer that comes after its instant grants nothing. */
export const soon = Duration.millis(250)

export const reserveOne = (budget: Service, claim: Claim, lead: Duration.DurationInput = soon) =>
  Effect.map(budget.reserve([claim], Duration.decode(lead)), ([grant]) => grant)

export const grantOne = (budget: Service, claim: Claim, lead: Duration.DurationInput = soon) =>
  Effect.map(reserveOne(budget, claim, lead), asGranted)

/** What the budget's clock says. */
export const timeOf = (budget: Service) =>
  Effect.map(grantOne(budget, aClaim({ phoneNumberId: aNumber() })), ({ instant }) => instant - Duration.toMillis(soon))

/** Instants in order, as whole microseconds. */
export const instantsOf = (grants: ReadonlyArray<Grant>): ReadonlyArray<number> =>
  grants.flatMap((grant) => grant._tag === "Granted" ? [Math.round(grant.instant * 1000)] : []).toSorted((a, b) =>
    a - b
  )

/** No window of one second has more instants than the rate, rounded up to a whole one. */
export const assertRate = (instants: ReadonlyArray<number>, ratePerSecond: number) => {
  const most = Math.ceil(ratePerSecond)
  for (const [at, instant] of instants.entries()) {
    const first = instants[at - most]
    assert(
      first === undefined || instant - first >= 1_000_000,
      `${most + 1} instants within ${instant - (first ?? 0)} microseconds at ${ratePerSecond} a second`
    )
  }
}
