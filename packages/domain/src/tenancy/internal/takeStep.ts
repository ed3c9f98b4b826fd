import * as Effect from "effect/Effect"
import { entryBy } from "../../identity/internal/entryOf.js"
import * as Principal from "../../identity/Principal.js"
import type * as AuditLog from "../../ports/AuditLog.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as Outbox from "../../ports/Outbox.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as UserStore from "../../ports/UserStore.js"
import * as Jeweller from "../Jeweller.js"
import { JewellerStatusRefused } from "../TenancyError.js"
import * as TenantScope from "../TenantScope.js"
import { decisionMails } from "./decisionMails.js"

const wanted: Readonly<Record<Jeweller.Step, string>> = {
  approve: "be approved",
  reject: "be rejected",
  suspend: "be suspended",
  activate: "be activated again"
}

const actions = {
  approve: "JEWELLER_APPROVED",
  reject: "JEWELLER_REJECTED",
  suspend: "JEWELLER_SUSPENDED",
  activate: "JEWELLER_ACTIVATED"
} as const

/**
 * One step of an admin. A step to the present status is no change, and keeps the reason that was given first. The
 * owners are told by e-mail what became of a registration.
 */
export const takeStep = (
  deps: {
    readonly audit: AuditLog.Service
    readonly cipher: TokenCipher.Service
    readonly ids: IdGenerator.Service
    readonly jewellers: JewellerStore.Service
    readonly outbox: Outbox.Service
    readonly unitOfWork: UnitOfWork.Service
    readonly users: UserStore.Service
  },
  step: Jeweller.Step
) =>
  Effect.fn(`Tenancy.${step}`)(
    function*(principal: Principal.Principal, jewellerId: Jeweller.JewellerId, reason: Jeweller.StatusReason | null) {
      yield* Principal.authorise(principal, `jeweller.${step}`)
      const mails = yield* decisionMails(deps, step, yield* deps.jewellers.get(jewellerId), reason)
      const detail: Readonly<Record<string, string>> = reason === null ? {} : { reason }
      const entry = yield* entryBy(deps.ids, principal, { action: actions[step], jewellerId, detail })
      return yield* deps.unitOfWork.transact(
        TenantScope.system,
        Effect.gen(function*() {
          const jeweller = yield* deps.jewellers.lock(jewellerId)
          const status = Jeweller.take(step, jeweller.status)
          if (status === null) {
            return yield* new JewellerStatusRefused({ status: jeweller.status, wanted: wanted[step] })
          }
          if (status === jeweller.status) return jeweller
          yield* deps.outbox.insert(mails)
          yield* deps.audit.append([entry])
          return yield* deps.jewellers.setStatus(jewellerId, status, reason)
        })
      )
    }
  )
