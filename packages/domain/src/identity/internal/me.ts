import * as Effect from "effect/Effect"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as UserStore from "../../ports/UserStore.js"
import type { Service } from "../Identity.js"
import * as Principal from "../Principal.js"

export const me = (deps: {
  readonly jewellers: JewellerStore.Service
  readonly users: UserStore.Service
}): Service["me"] =>
  Effect.fn("Identity.me")(function*(principal) {
    yield* Principal.authorise(principal, "self.read")
    const user = yield* deps.users.get(principal.userId)
    const jeweller = user.jewellerId === null ? null : yield* deps.jewellers.get(user.jewellerId)
    return { user, jeweller }
  })
