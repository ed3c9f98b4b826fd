/**
 * Encryption of WhatsApp access tokens at rest.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/**
 * The stored token cannot be decrypted with any configured key.
 *
 * @since 0.1.0
 * @category errors
 */
export class TokenUnreadable extends Schema.TaggedError<TokenUnreadable>("@ektola/domain/TokenUnreadable")(
  "TokenUnreadable",
  { reason: Schema.String }
) {
  override get message() {
    return `The stored WhatsApp token cannot be read (${this.reason}). Connect WhatsApp again, or restore the key.`
  }
}

/**
 * What an adapter provides. Connecting WhatsApp encrypts, the dispatcher decrypts just before it sends; stores see the
 * encrypted text alone.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** The newest key encrypts. */
  readonly encrypt: (token: Redacted.Redacted<string>) => Effect.Effect<string>
  /** Every configured key decrypts. */
  readonly decrypt: (encrypted: string) => Effect.Effect<Redacted.Redacted<string>, TokenUnreadable>
}

/**
 * The tag of the port. `@ektola/adapters/crypto/TokenCipherJwe` provides it with a list of keys, so that they can
 * rotate.
 *
 * @since 0.1.0
 * @category port
 */
export class TokenCipher extends Context.Tag("@ektola/domain/ports/TokenCipher")<TokenCipher, Service>() {}
