import * as Redacted from "effect/Redacted"
import { createHmac, timingSafeEqual } from "node:crypto"
import type { Secrets } from "../AccessToken.js"
import type { Signer } from "../contract/Cursor.js"

const length = 16

/** With keys of their own, derived from the secrets of access tokens: the first signs, all are known again. */
export const cursorSigner = (secrets: Secrets): Signer => {
  const keys = secrets.map((secret) => createHmac("sha256", Redacted.value(secret)).update("cursors of lists").digest())
  const signWith = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest().subarray(0, length)
  return {
    length,
    sign: (text) => signWith(keys[0]!, text),
    isOurs: (text, signature) =>
      signature.length === length && keys.some((key) => timingSafeEqual(signWith(key, text), signature))
  }
}
