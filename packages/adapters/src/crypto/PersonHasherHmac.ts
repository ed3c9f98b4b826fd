/**
 * Persons as HMAC-SHA256 (RFC 2104) of their number, cut to 128 bits.
 *
 * @since 0.1.0
 */
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"

/**
 * The key must stay the same for as long as the data lives: with another one nobody is recognised, and reminders that
 * went out would go out again.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (key: Redacted.Redacted<string>): Layer.Layer<PersonHasher> =>
  Layer.succeed(PersonHasher, {
    hash: (jewellerId, { phone, waUserId }) => {
      const person = phone === null ? waUserId === null ? null : `user ${waUserId}` : `phone ${phone}`
      if (person === null) return null
      const hash = createHmac("sha256", Redacted.value(key)).update(`${jewellerId} ${person}`).digest()
      return hash.subarray(0, 16).toString("base64url")
    }
  })

/**
 * Names the key without showing it, so that an exchanged key is noticed. What it hashes can be no person, whose text
 * begins with the jeweller's id.
 *
 * @since 0.1.0
 * @category getters
 */
export const keyId = (key: Redacted.Redacted<string>): string =>
  createHmac("sha256", Redacted.value(key)).update("the id of this key").digest("hex").slice(0, 12)
