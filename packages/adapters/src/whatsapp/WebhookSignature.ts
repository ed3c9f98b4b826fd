/**
 * The signature of webhooks: HMAC-SHA256 with the app secret over the raw bytes of the body, in the header
 * `X-Hub-Signature-256` (Meta, "Create a webhook endpoint"). It holds no time, so a replay is valid: deduplicate.
 *
 * @since 0.1.0
 */
import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * The header in the lower case that Node gives.
 *
 * @since 0.1.0
 * @category constants
 */
export const headerName = "x-hub-signature-256"

const form = /^sha256=[0-9a-f]{64}$/

/**
 * The header's value for these bytes.
 *
 * @since 0.1.0
 * @category signing
 */
export const sign = (secret: string, rawBody: Uint8Array): string => `sha256=${digest(secret, rawBody).toString("hex")}`

/**
 * Whether the header signs exactly these bytes with one of the secrets (several while a secret is being changed).
 * Strict: prefix, 64 lower-case hex digits, no trimming. An empty secret signs nothing. The time taken does not tell
 * how much of a wrong signature was right.
 *
 * @since 0.1.0
 * @category signing
 */
export const verify = (
  secrets: string | ReadonlyArray<string>,
  rawBody: Uint8Array,
  header: string | null | undefined
): boolean => {
  if (header === null || header === undefined || !form.test(header)) return false
  const claimed = Buffer.from(header.slice("sha256=".length), "hex")
  let valid = false
  for (const secret of typeof secrets === "string" ? [secrets] : secrets) {
    if (secret !== "" && timingSafeEqual(digest(secret, rawBody), claimed)) valid = true
  }
  return valid
}

const digest = (secret: string, rawBody: Uint8Array): Buffer => createHmac("sha256", secret).update(rawBody).digest()
