/**
 * Everything that `TokenCipher` has encrypted and a store keeps, for a change of keys.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * - `WHATSAPP_TOKEN`: the access token of a connection
 * - `LETTER`: a mail that has not left yet
 *
 * @since 0.1.0
 * @category model
 */
export type Kind = "WHATSAPP_TOKEN" | "LETTER"

/**
 * An encrypted text, and the id of the row that it stands in.
 *
 * @since 0.1.0
 * @category model
 */
export interface SealedText {
  readonly id: string
  readonly sealed: string
}

/**
 * What an adapter provides. It is the platform's, of all jewellers.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Up to `limit` encrypted texts of a kind whose rows come after this id (null: from the first), in id order. */
  readonly list: (
    kind: Kind,
    after: string | null,
    limit: number
  ) => Effect.Effect<ReadonlyArray<SealedText>, StoreUnavailable>
  /** Puts `to` in the place of the row's text, if that is still what is given; whether it was. */
  readonly replace: (kind: Kind, text: SealedText, to: string) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class SealedTexts extends Context.Tag("@ektola/domain/ports/SealedTexts")<SealedTexts, Service>() {}
