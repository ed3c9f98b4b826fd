import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { RefreshRefused } from "../../IdentityError.js"
import * as RefreshFamily from "../../RefreshFamily.js"
import type { Service } from "../../Sessions.js"
import { entryOf } from "../entryOf.js"
import { sessionOf } from "./begin.js"
import type { Liveness } from "./Liveness.js"

export const refresh = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly liveness: Liveness
  readonly sessions: SessionStore.Service
  readonly tokens: RefreshTokens.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["refresh"] =>
  Effect.fn("Sessions.refresh")(function*(token) {
    const presented = deps.tokens.read(token)
    if (presented === null) return yield* new RefreshRefused()
    const outcome = yield* deps.unitOfWork.transact(TenantScope.system, decide(deps, presented))
    if (outcome === null) return yield* new RefreshRefused()
    if (outcome._tag === "Ended") {
      yield* deps.liveness.ended([presented.familyId])
      return yield* new RefreshRefused()
    }
    const user = yield* deps.users.get(outcome.family.userId).pipe(
      Effect.catchTag("UserNotFound", () => new RefreshRefused())
    )
    return sessionOf(deps.tokens, outcome.family, user)
  })

// A refusal is no failure in here: that would undo the end of a family whose token was copied.
const decide = Effect.fnUntraced(function*(
  { audit, ids, sessions }: Pick<Parameters<typeof refresh>[0], "audit" | "ids" | "sessions">,
  { familyId, generation }: RefreshTokens.Generation
) {
  const family = Option.getOrNull(yield* sessions.lock(familyId))
  if (family === null) return null
  const outcome = RefreshFamily.present(family, generation, yield* DateTime.now)
  switch (outcome._tag) {
    case "Rotate":
      yield* sessions.save(outcome.next)
      return { _tag: "Going", family: outcome.next } as const
    case "Repeat":
      return { _tag: "Going", family } as const
    case "Reuse":
      yield* sessions.save(outcome.revoked)
      yield* audit.append([
        yield* entryOf(ids, { action: "REFRESH_TOKEN_REUSED", actorId: family.userId, subject: familyId })
      ])
      return { _tag: "Ended" } as const
    case "Expired":
    case "Revoked":
      return null
  }
})
