import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import * as Principal from "../../Principal.js"
import * as RefreshFamily from "../../RefreshFamily.js"
import type { Service } from "../../Sessions.js"
import type { Liveness } from "./Liveness.js"

export const logOut = (deps: {
  readonly liveness: Liveness
  readonly sessions: SessionStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["logOut"] =>
  Effect.fn("Sessions.logOut")(function*(principal) {
    yield* Principal.authorise(principal, "self.logOut")
    const now = yield* DateTime.now
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.flatMap(deps.sessions.lock(principal.sessionId), (found) =>
        Option.match(found, {
          onNone: () => Effect.void,
          onSome: (family) => deps.sessions.save(RefreshFamily.revoke(family, now))
        }))
    )
    yield* deps.liveness.ended([principal.sessionId])
  })

export const logOutAll = (deps: {
  readonly liveness: Liveness
  readonly sessions: SessionStore.Service
}): Service["logOutAll"] =>
  Effect.fn("Sessions.logOutAll")(function*(principal) {
    yield* Principal.authorise(principal, "self.logOut")
    const ids = yield* deps.sessions.revokeAll(principal.userId, null, yield* DateTime.now)
    yield* deps.liveness.ended([...ids, principal.sessionId])
  })
