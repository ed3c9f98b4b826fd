/**
 * Accounts of people who log in, of all jewellers and of the platform.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { EmailTaken, UserNotFound } from "../identity/IdentityError.js"
import type { Email, User, UserId } from "../identity/User.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. An account is found by its address before anybody knows its tenant, so no method is one
 * tenant's.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a new user. An address is taken once for all jewellers together. */
  readonly insert: (user: User) => Effect.Effect<void, EmailTaken | StoreUnavailable>
  /** The account with this address, which is compared as it is: `Email` has made it lower case. */
  readonly findByEmail: (email: Email) => Effect.Effect<Option.Option<User>, StoreUnavailable>
  /** The account behind a principal. */
  readonly get: (userId: UserId) => Effect.Effect<User, UserNotFound | StoreUnavailable>
  /** The OWNERs of a jeweller, in id order. */
  readonly listOwners: (jewellerId: JewellerId) => Effect.Effect<ReadonlyArray<User>, StoreUnavailable>
  /**
   * Replaces the hash of a password if it is still `from`; whether it was. Of two changes at once the first one stands,
   * and an upgrade never undoes a change.
   */
  readonly replacePasswordHash: (userId: UserId, from: string, to: string) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about: a jeweller and its owner are
 * stored together.
 *
 * @since 0.1.0
 * @category port
 */
export class UserStore extends Context.Tag("@ektola/domain/ports/UserStore")<UserStore, Service>() {}
