import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as Jeweller from "../Jeweller.js"
import { JewellerStatusRefused } from "../TenancyError.js"
import * as TenantScope from "../TenantScope.js"

const wanted: Readonly<Record<Jeweller.Step, string>> = {
  approve: "be approved",
  reject: "be rejected",
  suspend: "be suspended",
  activate: "be activated again"
}

/** One step of an admin. A step to the present status is no change, and keeps the reason that was given first. */
export const takeStep = (
  deps: { readonly jewellers: JewellerStore.Service; readonly unitOfWork: UnitOfWork.Service },
  step: Jeweller.Step
) =>
  Effect.fn(`Tenancy.${step}`)(
    function*(principal: Principal.Principal, jewellerId: Jeweller.JewellerId, reason: Jeweller.StatusReason | null) {
      yield* Principal.authorise(principal, `jeweller.${step}`)
      return yield* deps.unitOfWork.transact(
        TenantScope.system,
        Effect.gen(function*() {
          const jeweller = yield* deps.jewellers.lock(jewellerId)
          const status = Jeweller.take(step, jeweller.status)
          if (status === null) {
            return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: wanted[step] })
          }
          return status === jeweller.status ? jeweller : yield* deps.jewellers.setStatus(jewellerId, status, reason)
        })
      )
    }
  )
