import * as Effect from "effect/Effect"
import { entryBy } from "../../identity/internal/entryOf.js"
import * as Principal from "../../identity/Principal.js"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type { Service } from "../Tenancy.js"
import * as TenantScope from "../TenantScope.js"

export const changeJeweller = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["changeJeweller"] =>
  Effect.fn("Tenancy.changeJeweller")(function*(principal, changes) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "jeweller.change")
    const detail = { fields: Object.keys(changes).join(", ") }
    const entry = yield* entryBy(deps.ids, principal, { action: "JEWELLER_CHANGED", detail })
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      // Locked: two who change different things at once both get what they wanted.
      Effect.flatMap(
        deps.jewellers.lock(jewellerId),
        (jeweller) =>
          Effect.zipLeft(
            deps.jewellers.setSettings(jewellerId, { ...jeweller, ...changes }),
            deps.audit.append([entry])
          )
      )
    )
  })
