import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import * as RefreshFamily from "../../RefreshFamily.js"
import type { Session } from "../../Session.js"
import type { User } from "../../User.js"
import { entryOf } from "../entryOf.js"

/** The session that somebody gets who has proven to be this user, and how. In a unit of work. */
export const begin = Effect.fnUntraced(function*(
  deps: {
    readonly audit: AuditLog.Service
    readonly ids: IdGenerator.Service
    readonly sessions: SessionStore.Service
    readonly tokens: RefreshTokens.Service
  },
  user: User,
  by: "password" | "code"
) {
  const id = RefreshFamily.RefreshFamilyId.make(yield* deps.ids.id)
  const family = RefreshFamily.begin(id, user.id, yield* DateTime.now)
  yield* deps.sessions.insert(family)
  const { id: actorId, jewellerId } = user
  yield* deps.audit.append([
    yield* entryOf(deps.ids, { action: "LOGGED_IN", actorId, jewellerId, subject: id, detail: { by } })
  ])
  return sessionOf(deps.tokens, family, user)
})

/** A family as its owner gets it: with the one token that rotates. */
export const sessionOf = (
  tokens: RefreshTokens.Service,
  family: RefreshFamily.RefreshFamily,
  user: User
): Session => ({
  id: family.id,
  user,
  refreshToken: tokens.derive({ familyId: family.id, generation: family.generation }),
  refreshExpiresAt: family.expiresAt
})
