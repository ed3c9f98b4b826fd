import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import * as Principal from "../../Principal.js"
import * as RefreshFamily from "../../RefreshFamily.js"
import type { Service } from "../../Sessions.js"
import { entryBy } from "../entryOf.js"
import type { Liveness } from "./Liveness.js"

interface Deps {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly liveness: Liveness
  readonly sessions: SessionStore.Service
  readonly unitOfWork: UnitOfWork.Service
}

export const logOut = (deps: Deps): Service["logOut"] =>
  Effect.fn("Sessions.logOut")(function*(principal) {
    yield* Principal.authorise(principal, "self.logOut")
    const now = yield* DateTime.now
    const entry = yield* entryBy(deps.ids, principal, { action: "LOGGED_OUT", subject: principal.sessionId })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.flatMap(deps.sessions.lock(principal.sessionId), (found) =>
        Option.match(found, {
          onNone: () => Effect.void,
          onSome: (family) =>
            Effect.zipRight(deps.sessions.save(RefreshFamily.revoke(family, now)), deps.audit.append([entry]))
        }))
    )
    yield* deps.liveness.ended([principal.sessionId])
  })

export const logOutAll = (deps: Deps): Service["logOutAll"] =>
  Effect.fn("Sessions.logOutAll")(function*(principal) {
    yield* Principal.authorise(principal, "self.logOut")
    const now = yield* DateTime.now
    const entry = yield* entryBy(deps.ids, principal, { action: "LOGGED_OUT_EVERYWHERE" })
    const ids = yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.zipLeft(deps.sessions.revokeAll(principal.userId, null, now), deps.audit.append([entry]))
    )
    yield* deps.liveness.ended([...ids, principal.sessionId])
  })
