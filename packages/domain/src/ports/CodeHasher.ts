/**
 * Codes are kept as keyed hashes: a million of them would be tried in no time without the key. Long secrets need none.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type { Code, Purpose } from "../identity/Otp.js"
import type { Email } from "../identity/User.js"

/**
 * What an adapter provides; it is pure.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** The hash of a code for one address and purpose: the same code of another address has another hash. */
  readonly hash: (of: { readonly email: Email; readonly purpose: Purpose; readonly code: Code }) => string
  /** The hash of a secret that `IdGenerator.token` has made. No key has a part in it: a secret outlives a key. */
  readonly hashSecret: (secret: string) => string
}

/**
 * The tag of the port. `@ektola/adapters/crypto/CodeHasherHmac` provides HMAC-SHA256.
 *
 * @since 0.1.0
 * @category port
 */
export class CodeHasher extends Context.Tag("@ektola/domain/ports/CodeHasher")<CodeHasher, Service>() {}
