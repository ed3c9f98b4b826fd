import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import * as RefreshFamily from "../../RefreshFamily.js"
import type { Session } from "../../Session.js"
import type { User } from "../../User.js"

/** The session that somebody who has proven to be this user gets. */
export const begin = Effect.fnUntraced(function*(
  deps: {
    readonly ids: IdGenerator.Service
    readonly sessions: SessionStore.Service
    readonly tokens: RefreshTokens.Service
  },
  user: User
) {
  const id = RefreshFamily.RefreshFamilyId.make(yield* deps.ids.id)
  const family = RefreshFamily.begin(id, user.id, yield* DateTime.now)
  yield* deps.sessions.insert(family)
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
