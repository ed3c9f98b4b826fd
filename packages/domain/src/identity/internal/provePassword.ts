import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import type * as UserStore from "../../ports/UserStore.js"
import * as Password from "../Password.js"
import type { User } from "../User.js"

/**
 * The user, if this is the password; null otherwise, after the same work for an account that does not exist. A hash of
 * an older kind is replaced in passing: only now is the password known.
 */
export const provePassword = Effect.fnUntraced(function*(
  deps: { readonly hasher: PasswordHasher.Service; readonly users: UserStore.Service },
  user: User | null,
  password: Redacted.Redacted<string>
) {
  const typed = Redacted.value(password)
  // As it was typed as well: a hash may have been made of a form that is not the normal one.
  for (const form of new Set([Password.normalise(typed), typed])) {
    // Compared also for an unknown address, so that the time does not tell which addresses exist.
    const matches = yield* deps.hasher.verify(user?.passwordHash ?? null, Redacted.make(form))
    if (user === null || !matches) continue
    if (!deps.hasher.isOutdated(user.passwordHash)) return user
    const passwordHash = yield* deps.hasher.hash(Redacted.make(Password.normalise(typed)))
    const replaced = yield* deps.users.replacePasswordHash(user.id, user.passwordHash, passwordHash)
    return replaced ? { ...user, passwordHash } : user
  }
  return null
})
