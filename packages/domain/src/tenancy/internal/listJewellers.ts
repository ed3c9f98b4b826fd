import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type { Service } from "../Tenancy.js"

export const listJewellers = (deps: { readonly jewellers: JewellerStore.Service }): Service["listJewellers"] =>
  Effect.fn("Tenancy.listJewellers")(function*(principal, page) {
    yield* Principal.authorise(principal, "jeweller.list")
    return yield* deps.jewellers.listPage(page)
  })
