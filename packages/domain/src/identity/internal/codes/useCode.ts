import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as OtpStore from "../../../ports/OtpStore.js"
import * as Otp from "../../Otp.js"
import type { Email } from "../../User.js"

/** Whether this is the code; it is used up then. In a unit of work, which must not fail because it is not. */
export const useCode = Effect.fnUntraced(function*(
  deps: { readonly codes: CodeHasher.Service; readonly otps: OtpStore.Service },
  email: Email,
  purpose: Otp.Purpose,
  code: Otp.Code
) {
  const given = deps.codes.hash({ email, purpose, code })
  const otp = yield* deps.otps.lock(email, purpose)
  // Hashes with a key that nobody knows: how long two of them take to compare tells nothing.
  const { next, outcome } = Otp.verify(otp, given, (hash, stored) => hash === stored, yield* DateTime.now)
  yield* deps.otps.save(email, purpose, next)
  return outcome._tag === "Accepted"
})
