/**
 * Codes as HMAC-SHA256 (RFC 2104) of purpose, address and digits; secrets as SHA-256.
 *
 * @since 0.1.0
 */
import { CodeHasher } from "@ektola/domain/ports/CodeHasher"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createHash, createHmac } from "node:crypto"

/**
 * The key may be that of access tokens: what is signed begins differently. With another key no code that was mailed is
 * right any more; a new one is asked for.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (key: Redacted.Redacted<string>): Layer.Layer<CodeHasher> =>
  Layer.succeed(CodeHasher, {
    hash: ({ code, email, purpose }) =>
      createHmac("sha256", Redacted.value(key)).update(`code:${purpose}:${email}:${code}`).digest("base64url"),
    hashSecret: (secret) => createHash("sha256").update(`secret:${secret}`).digest("base64url")
  })
