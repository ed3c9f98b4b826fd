import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as PasswordHasher from "../../../ports/PasswordHasher.js"
import type * as RefreshTokens from "../../../ports/RefreshTokens.js"
import type * as SessionStore from "../../../ports/SessionStore.js"
import type * as UserStore from "../../../ports/UserStore.js"
import { LogInRefused } from "../../IdentityError.js"
import type { Service } from "../../Sessions.js"
import { provePassword } from "../provePassword.js"
import { begin } from "./begin.js"

export const logIn = (deps: {
  readonly hasher: PasswordHasher.Service
  readonly ids: IdGenerator.Service
  readonly sessions: SessionStore.Service
  readonly tokens: RefreshTokens.Service
  readonly users: UserStore.Service
}): Service["logIn"] =>
  Effect.fn("Sessions.logIn")(function*(email, password) {
    const found = Option.getOrNull(yield* deps.users.findByEmail(email))
    const user = yield* provePassword(deps, found, password)
    return user === null ? yield* new LogInRefused() : yield* begin(deps, user)
  })
