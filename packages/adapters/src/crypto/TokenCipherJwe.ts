/**
 * WhatsApp access tokens at rest as compact JWE (RFC 7516): direct encryption with AES-256-GCM, the key's name in the
 * header, so that keys can be changed while old tokens stay readable.
 *
 * @since 0.1.0
 */
import { TokenCipher, TokenUnreadable } from "@ektola/domain/ports/TokenCipher"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { compactDecrypt, CompactEncrypt, errors } from "jose"
import type { TokenKeys } from "./TokenKeys.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer = (keys: TokenKeys): Layer.Layer<TokenCipher> =>
  Layer.sync(TokenCipher, () => {
    const byKid = new Map(keys.map(({ key, kid }) => [kid, Redacted.value(key)]))
    const [newest] = keys
    return TokenCipher.of({
      encrypt: (token) =>
        Effect.promise(() =>
          new CompactEncrypt(new TextEncoder().encode(Redacted.value(token)))
            .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: newest.kid })
            .encrypt(Redacted.value(newest.key))
        ),
      decrypt: (encrypted) =>
        Effect.tryPromise({
          try: () =>
            compactDecrypt(
              encrypted,
              ({ kid }) => {
                const key = kid === undefined ? undefined : byKid.get(kid)
                if (key === undefined) throw new errors.JWKSNoMatchingKey(`no key "${kid}" is configured`)
                return key
              },
              { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] }
            ),
          catch: (cause) =>
            new TokenUnreadable({
              reason: cause instanceof errors.JWKSNoMatchingKey
                ? cause.message
                : "it is damaged or was made with another key"
            })
        }).pipe(Effect.map(({ plaintext }) => Redacted.make(new TextDecoder().decode(plaintext))))
    })
  })
