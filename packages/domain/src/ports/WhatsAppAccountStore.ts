/**
 * Connections to WhatsApp, one per jeweller at most.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Pause } from "../tenancy/SenderPause.js"
import type { PhoneNumberIdTaken } from "../tenancy/TenancyError.js"
import type { PhoneNumberId, WabaId, WhatsAppAccount } from "../tenancy/WhatsAppAccount.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. Tokens come and go encrypted; a phone-number id belongs to one jeweller at a time.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores the jeweller's connection, replacing an earlier one under the earlier one's id. */
  readonly connect: (account: WhatsAppAccount) => Effect.Effect<WhatsAppAccount, PhoneNumberIdTaken | StoreUnavailable>
  /** The jeweller's connection, CONNECTED or PAUSED; none before the first. */
  readonly find: (jewellerId: JewellerId) => Effect.Effect<Option.Option<WhatsAppAccount>, StoreUnavailable>
  /** Routes a webhook to its jeweller. */
  readonly findByPhoneNumberId: (
    phoneNumberId: PhoneNumberId
  ) => Effect.Effect<Option.Option<WhatsAppAccount>, StoreUnavailable>
  /** As `find`, and nobody else changes it until the unit of work ends. */
  readonly lock: (jewellerId: JewellerId) => Effect.Effect<Option.Option<WhatsAppAccount>, StoreUnavailable>
  /**
   * The connections of these WABAs, and those that share a portfolio with one of them, locked in the order of their
   * jewellers.
   */
  readonly lockConcerned: (
    wabaIds: ReadonlyArray<WabaId>
  ) => Effect.Effect<ReadonlyArray<WhatsAppAccount>, StoreUnavailable>
  /** Stores locked connections as they are given; ids, numbers and WABAs stay. */
  readonly save: (accounts: ReadonlyArray<WhatsAppAccount>) => Effect.Effect<void, StoreUnavailable>
  /**
   * PAUSED with this pause, unless the connection or its pause is no longer as `account` has it: of several that saw the
   * same one wins. Whether it was this one.
   */
  readonly pause: (account: WhatsAppAccount, pause: Pause) => Effect.Effect<boolean, StoreUnavailable>
  /** CONNECTED without any trace of a pause, under the same condition. Whether it was this one. */
  readonly resume: (account: WhatsAppAccount) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class WhatsAppAccountStore
  extends Context.Tag("@ektola/domain/ports/WhatsAppAccountStore")<WhatsAppAccountStore, Service>()
{}
