/**
 * The keys that encrypt WhatsApp access tokens, as an operator writes them.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"

/**
 * A 256-bit key, and the name by which stored tokens say which key they were encrypted with.
 *
 * @since 0.1.0
 * @category model
 */
export interface TokenKey {
  readonly kid: string
  readonly key: Redacted.Redacted<Uint8Array>
}

/**
 * Newest first: the first encrypts, all decrypt.
 *
 * @since 0.1.0
 * @category model
 */
export type TokenKeys = readonly [TokenKey, ...ReadonlyArray<TokenKey>]

const form = "write kid:key, newest first, separated by commas; a key is 32 random bytes as base64url"

/**
 * Reads `2026-11:kW3…,2026-05:pQ8…`. The sentence on the left names what is wrong without showing a key.
 *
 * @since 0.1.0
 * @category parsing
 */
export const parse = (text: string): Either.Either<TokenKeys, string> => {
  const keys: Array<TokenKey> = []
  for (const [index, entry] of text.split(",").entries()) {
    const [kid = "", key = "", ...rest] = entry.trim().split(":")
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(kid) || key === "" || rest.length > 0) {
      return Either.left(`has no key name and key in entry ${index + 1}; ${form}`)
    }
    const bytes = Buffer.from(key, "base64url")
    if (bytes.length !== 32 || bytes.toString("base64url") !== key.replace(/=+$/, "")) {
      return Either.left(`has a key "${kid}" that is not 32 bytes; ${form}`)
    }
    if (new Set(bytes).size < 8) return Either.left(`has a key "${kid}" that is not random; ${form}`)
    if (keys.some((known) => known.kid === kid)) return Either.left(`names the key "${kid}" twice; ${form}`)
    keys.push({ kid, key: Redacted.make(new Uint8Array(bytes)) })
  }
  const [newest, ...older] = keys
  return newest === undefined ? Either.left(`is empty; ${form}`) : Either.right([newest, ...older])
}
