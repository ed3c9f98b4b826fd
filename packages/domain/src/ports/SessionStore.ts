/**
 * Log-ins as families of refresh tokens. No token is in it: a token is derived from the family and its generation.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { RefreshFamily, RefreshFamilyId } from "../identity/RefreshFamily.js"
import type { UserId } from "../identity/User.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. A session is asked for before anybody knows its tenant, so no method takes a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a new family of a stored user. */
  readonly insert: (family: RefreshFamily) => Effect.Effect<void, StoreUnavailable>
  /** The family, whether it has ended or not. */
  readonly find: (id: RefreshFamilyId) => Effect.Effect<Option.Option<RefreshFamily>, StoreUnavailable>
  /** As `find`, and nobody else can change or lock the family until the unit of work ends. */
  readonly lock: (id: RefreshFamilyId) => Effect.Effect<Option.Option<RefreshFamily>, StoreUnavailable>
  /** Stores generation, times and end of a family that the caller has locked. */
  readonly save: (family: RefreshFamily) => Effect.Effect<void, StoreUnavailable>
  /**
   * Ends all families of the user that had not ended, but `except` (null for none of them); answers their ids. A family
   * that is being rotated meanwhile is waited for, and ends too.
   */
  readonly revokeAll: (
    userId: UserId,
    except: RefreshFamilyId | null,
    at: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<RefreshFamilyId>, StoreUnavailable>
  /** Removes up to `limit` families that were revoked or expired before this instant; how many. */
  readonly removeBefore: (before: DateTime.Utc, limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class SessionStore extends Context.Tag("@ektola/domain/ports/SessionStore")<SessionStore, Service>() {}
