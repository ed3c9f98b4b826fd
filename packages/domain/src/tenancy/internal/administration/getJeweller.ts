import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Principal from "../../../identity/Principal.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as StopStore from "../../../ports/StopStore.js"
import type * as UsageView from "../../../ports/UsageView.js"
import type * as UserStore from "../../../ports/UserStore.js"
import type * as WhatsAppAccountStore from "../../../ports/WhatsAppAccountStore.js"
import type { Service } from "../../Administration.js"
import * as SendingStop from "../../SendingStop.js"

export const getJeweller = (deps: {
  readonly accounts: WhatsAppAccountStore.Service
  readonly jewellers: JewellerStore.Service
  readonly stops: StopStore.Service
  readonly usage: UsageView.Service
  readonly users: UserStore.Service
}): Service["getJeweller"] =>
  Effect.fn("Administration.getJeweller")(function*(principal, jewellerId) {
    yield* Principal.authorise(principal, "jeweller.inspect")
    const jeweller = yield* deps.jewellers.get(jewellerId)
    const since = DateTime.subtract(yield* DateTime.now, { days: 30 })
    return yield* Effect.all({
      jeweller: Effect.succeed(jeweller),
      owners: deps.users.listOwners(jewellerId),
      account: Effect.map(deps.accounts.find(jewellerId), Option.getOrNull),
      usage: deps.usage.of(jewellerId, since),
      notes: deps.jewellers.listNotes(jewellerId),
      stops: Effect.map(deps.stops.list, (all) => all.filter((stop) => SendingStop.holds(stop, jewellerId)))
    })
  })
