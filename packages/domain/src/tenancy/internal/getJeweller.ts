import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type { Service } from "../Tenancy.js"

export const getJeweller = (deps: { readonly jewellers: JewellerStore.Service }): Service["getJeweller"] =>
  Effect.fn("Tenancy.getJeweller")(function*(principal) {
    return yield* deps.jewellers.get(yield* Principal.authoriseTenant(principal, "jeweller.read"))
  })
