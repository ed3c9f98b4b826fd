import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UserStore from "../../ports/UserStore.js"
import type { Service } from "../Identity.js"
import { LogInRefused } from "../IdentityError.js"

export const logIn = (deps: {
  readonly hasher: PasswordHasher.Service
  readonly users: UserStore.Service
}): Service["logIn"] =>
  Effect.fn("Identity.logIn")(function*(email, password) {
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    // Compared also for an unknown address, so that the time does not tell which addresses exist.
    const matches = yield* deps.hasher.verify(user?.passwordHash ?? null, password)
    if (user === null || !matches) return yield* new LogInRefused()
    return user
  })
