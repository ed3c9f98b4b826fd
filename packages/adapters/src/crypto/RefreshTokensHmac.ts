/**
 * Refresh tokens as HMAC-SHA256 (RFC 2104) over family and generation: `ekr.<family>.<generation>.<signature>`.
 *
 * @since 0.1.0
 */
import * as RefreshFamily from "@ektola/domain/identity/RefreshFamily"
import { type Generation, RefreshTokens } from "@ektola/domain/ports/RefreshTokens"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createHmac, timingSafeEqual } from "node:crypto"

const shape = /^ekr\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})\.([\w-]{43})$/

/**
 * The first key derives and all read, so that a key can be changed without logging everybody out. They may be the keys
 * of access tokens: what is signed begins differently.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (
  keys: readonly [Redacted.Redacted<string>, ...ReadonlyArray<Redacted.Redacted<string>>]
): Layer.Layer<RefreshTokens> => {
  const sign = (key: Redacted.Redacted<string>, { familyId, generation }: Generation) =>
    createHmac("sha256", Redacted.value(key)).update(RefreshFamily.derivedFrom({ id: familyId }, generation)).digest()
  return Layer.succeed(RefreshTokens, {
    derive: (of) => Redacted.make(`ekr.${of.familyId}.${of.generation}.${sign(keys[0], of).toString("base64url")}`),
    read: (token) => {
      const [, family, number, signature] = shape.exec(Redacted.value(token)) ?? []
      if (family === undefined || signature === undefined) return null
      const of = { familyId: RefreshFamily.RefreshFamilyId.make(family), generation: Number(number) }
      const given = Buffer.from(signature, "base64url")
      return keys.some((key) => timingSafeEqual(sign(key, of), given)) ? of : null
    }
  })
}
