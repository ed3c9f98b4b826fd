/**
 * The audit log: appended to, read by admins, and never changed.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Action, AuditEntry, AuditEntryId } from "../identity/AuditEntry.js"
import type { UserId } from "../identity/User.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an entry must have to be listed; null is anything.
 *
 * @since 0.1.0
 * @category model
 */
export interface Filter {
  readonly jewellerId: JewellerId | null
  readonly actorId: UserId | null
  readonly action: Action | null
}

/**
 * What an adapter provides. It is the platform's, of no tenant.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores entries, in the unit of work that does what they tell. */
  readonly append: (entries: ReadonlyArray<AuditEntry>) => Effect.Effect<void, StoreUnavailable>
  /** Entries by id, the newest first; the next page has older ones. */
  readonly listPage: (
    filter: Filter,
    page: PageRequest<AuditEntryId>
  ) => Effect.Effect<Page<AuditEntry, AuditEntryId>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class AuditLog extends Context.Tag("@ektola/domain/ports/AuditLog")<AuditLog, Service>() {}
