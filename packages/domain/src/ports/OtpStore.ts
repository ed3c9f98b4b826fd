/**
 * Codes that were asked for, by address: also by addresses that have no account, so that both look the same.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Otp, Purpose } from "../identity/Otp.js"
import type { Email } from "../identity/User.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. An address is asked for before anybody knows its tenant, so no method takes a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * What is known of the address' codes for this purpose, `Otp.none` at first. Nobody else can change or lock it until the
   * unit of work ends.
   */
  readonly lock: (email: Email, purpose: Purpose) => Effect.Effect<Otp, StoreUnavailable>
  /** Stores what the caller has locked. */
  readonly save: (email: Email, purpose: Purpose, otp: Otp) => Effect.Effect<void, StoreUnavailable>
  /** Removes up to `limit` addresses' codes of which nothing happened since this instant; how many. */
  readonly removeBefore: (before: DateTime.Utc, limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class OtpStore extends Context.Tag("@ektola/domain/ports/OtpStore")<OtpStore, Service>() {}
