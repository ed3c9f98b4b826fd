import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as PasswordHasher from "../../ports/PasswordHasher.js"
import { PasswordRefused } from "../IdentityError.js"
import * as Password from "../Password.js"

/** The hash of a new password, if the account may have it. The one way to a stored hash. */
export const hashPassword = Effect.fnUntraced(function*(
  hasher: PasswordHasher.Service,
  password: Redacted.Redacted<string>,
  account: Password.Account
) {
  const text = Redacted.value(password)
  const reasons = Password.faults(text, account)
  if (reasons.length > 0) return yield* new PasswordRefused({ reasons })
  return yield* hasher.hash(Redacted.make(Password.normalise(text)))
})
