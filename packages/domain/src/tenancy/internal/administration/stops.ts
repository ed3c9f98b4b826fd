import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { entryBy } from "../../../identity/internal/entryOf.js"
import * as Principal from "../../../identity/Principal.js"
import { mailOf } from "../../../mail/internal/post.js"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as Outbox from "../../../ports/Outbox.js"
import type * as StopStore from "../../../ports/StopStore.js"
import type * as TokenCipher from "../../../ports/TokenCipher.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import type { Service } from "../../Administration.js"
import type { SendingStop } from "../../SendingStop.js"
import * as TenantScope from "../../TenantScope.js"

interface Deps {
  readonly audit: AuditLog.Service
  readonly cipher: TokenCipher.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly outbox: Outbox.Service
  readonly stops: StopStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}

export const listStops = (deps: Pick<Deps, "stops">): Service["listStops"] =>
  Effect.fn("Administration.listStops")(function*(principal) {
    yield* Principal.authorise(principal, "sending.read")
    return yield* deps.stops.list
  })

export const stopSending = (deps: Deps): Service["stopSending"] =>
  Effect.fn("Administration.stopSending")(function*(principal, jewellerId, reason) {
    yield* Principal.authorise(principal, "sending.stop")
    const mails = jewellerId === null ? [] : yield* lettersOf(deps, jewellerId, reason)
    const entry = yield* entryBy(deps.ids, principal, { action: "SENDING_STOPPED", jewellerId, detail: { reason } })
    const stop: SendingStop = { jewellerId, reason, by: principal.userId, at: yield* DateTime.now }
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        if (yield* deps.stops.stop(stop)) {
          yield* deps.outbox.insert(mails)
          yield* deps.audit.append([entry])
        }
        return yield* deps.stops.list
      })
    )
  })

const lettersOf = Effect.fnUntraced(function*(
  deps: Deps,
  jewellerId: Parameters<JewellerStore.Service["get"]>[0],
  reason: string
) {
  const { name } = yield* deps.jewellers.get(jewellerId)
  const letter = { kind: "SENDING_STOPPED", shopName: name, reason } as const
  return yield* Effect.forEach(
    yield* deps.users.listOwners(jewellerId),
    (owner) => mailOf(deps, owner.id, letter, null)
  )
})

export const releaseSending = (deps: Deps): Service["releaseSending"] =>
  Effect.fn("Administration.releaseSending")(function*(principal, jewellerId) {
    yield* Principal.authorise(principal, "sending.release")
    if (jewellerId !== null) yield* deps.jewellers.get(jewellerId)
    const entry = yield* entryBy(deps.ids, principal, { action: "SENDING_RELEASED", jewellerId })
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        if (yield* deps.stops.release(jewellerId)) yield* deps.audit.append([entry])
        return yield* deps.stops.list
      })
    )
  })
