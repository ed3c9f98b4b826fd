/**
 * Refresh tokens as text: derived with a secret key, so that none has to be stored and none can be made up.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Redacted from "effect/Redacted"
import type { RefreshFamilyId } from "../identity/RefreshFamily.js"

/**
 * Which token of which family.
 *
 * @since 0.1.0
 * @category model
 */
export interface Generation {
  readonly familyId: RefreshFamilyId
  readonly generation: number
}

/**
 * What an adapter provides; both are pure.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** The one token of this generation, by the newest key, of `RefreshFamily.derivedFrom`. */
  readonly derive: (of: Generation) => Redacted.Redacted<string>
  /** What a token says, if one of the keys has made it; null for every other text. Compared in constant time. */
  readonly read: (token: Redacted.Redacted<string>) => Generation | null
}

/**
 * The tag of the port. `@ektola/adapters/crypto/RefreshTokensHmac` provides HMAC-SHA256.
 *
 * @since 0.1.0
 * @category port
 */
export class RefreshTokens extends Context.Tag("@ektola/domain/ports/RefreshTokens")<RefreshTokens, Service>() {}
