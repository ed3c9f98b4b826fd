/**
 * The last step of a change of keys: everything that an older key encrypted is encrypted by the newest one, so that the
 * older one can be thrown away.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import { type Kind, type SealedText, SealedTexts } from "../ports/SealedTexts.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"

/**
 * How many texts are encrypted by the newest key now, and how many no configured key can read: for those a key is missing,
 * or somebody has to connect WhatsApp again.
 *
 * @since 0.1.0
 * @category model
 */
export interface Counts {
  readonly encrypted: number
  readonly unreadable: number
}

const batch = 100

/**
 * Encrypts all texts of a kind anew. It may be stopped and run again, also while everything goes on: what somebody
 * replaces meanwhile was encrypted by the newest key anyway, if all processes have it.
 *
 * @since 0.1.0
 * @category constructors
 */
export const reencrypt = (kind: Kind): Effect.Effect<Counts, StoreUnavailable, SealedTexts | TokenCipher> =>
  Effect.gen(function*() {
    const cipher = yield* TokenCipher
    const texts = yield* SealedTexts
    const counts = { encrypted: 0, unreadable: 0 }
    let after: string | null = null
    do {
      const found: ReadonlyArray<SealedText> = yield* texts.list(kind, after, batch)
      for (const text of found) {
        const to = yield* Effect.option(Effect.flatMap(cipher.decrypt(text.sealed), cipher.encrypt))
        if (to._tag === "None") counts.unreadable++
        else if (yield* texts.replace(kind, text, to.value)) counts.encrypted++
      }
      after = found.length < batch ? null : found.at(-1)?.id ?? null
    } while (after !== null)
    return counts
  }).pipe(Effect.withSpan("KeyChange.reencrypt", { attributes: { kind } }))
