import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import * as Jeweller from "../Jeweller.js"
import type { Service } from "../Tenancy.js"
import { JewellerStatusRefused } from "../TenancyError.js"

export const approveJeweller = (deps: { readonly jewellers: JewellerStore.Service }): Service["approve"] =>
  Effect.fn("Tenancy.approve")(function*(principal, jewellerId) {
    yield* Principal.authorise(principal, "jeweller.approve")
    const jeweller = yield* deps.jewellers.get(jewellerId)
    if (!Jeweller.mayBecome(jeweller.status, "ACTIVE")) {
      return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: "be approved" })
    }
    return yield* deps.jewellers.setStatus(jewellerId, "ACTIVE", null)
  })
