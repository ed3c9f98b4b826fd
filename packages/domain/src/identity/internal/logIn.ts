import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UserStore from "../../ports/UserStore.js"
import type { Service } from "../Identity.js"
import { LogInRefused } from "../IdentityError.js"
import * as Password from "../Password.js"

export const logIn = (deps: {
  readonly hasher: PasswordHasher.Service
  readonly users: UserStore.Service
}): Service["logIn"] =>
  Effect.fn("Identity.logIn")(function*(email, password) {
    const user = Option.getOrNull(yield* deps.users.findByEmail(email))
    const typed = Redacted.value(password)
    // As it was typed as well: a hash may have been made of a form that is not the normal one.
    for (const form of new Set([Password.normalise(typed), typed])) {
      // Compared also for an unknown address, so that the time does not tell which addresses exist.
      const matches = yield* deps.hasher.verify(user?.passwordHash ?? null, Redacted.make(form))
      if (user !== null && matches) return user
    }
    return yield* new LogInRefused()
  })
