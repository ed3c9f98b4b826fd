import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type { Service } from "../Tenancy.js"
import * as TenantScope from "../TenantScope.js"

export const changeJeweller = (deps: {
  readonly jewellers: JewellerStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["changeJeweller"] =>
  Effect.fn("Tenancy.changeJeweller")(function*(principal, changes) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "jeweller.change")
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      // Locked: two who change different things at once both get what they wanted.
      Effect.flatMap(
        deps.jewellers.lock(jewellerId),
        (jeweller) => deps.jewellers.setSettings(jewellerId, { ...jeweller, ...changes })
      )
    )
  })
