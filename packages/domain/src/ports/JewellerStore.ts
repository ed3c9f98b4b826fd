/**
 * The tenants themselves, which belong to no other tenant.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Jeweller, JewellerId, Settings, Status } from "../tenancy/Jeweller.js"
import type { Note } from "../tenancy/Note.js"
import type { JewellerNotFound } from "../tenancy/TenancyError.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * Which jewellers to list; null is any. `search` finds a part of the shop's name, or of the e-mail address of one of its
 * people, without regard to case.
 *
 * @since 0.1.0
 * @category model
 */
export interface Filter {
  readonly status: Status | null
  readonly search: string | null
}

/**
 * What an adapter provides. Registration and approval write it; it is asked for a jeweller's status wherever that may
 * forbid something.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a new jeweller. */
  readonly insert: (jeweller: Jeweller) => Effect.Effect<void, StoreUnavailable>
  /** A jeweller of any status. */
  readonly get: (jewellerId: JewellerId) => Effect.Effect<Jeweller, JewellerNotFound | StoreUnavailable>
  /** As `get`, and nobody else can change or lock the jeweller until the unit of work ends. */
  readonly lock: (jewellerId: JewellerId) => Effect.Effect<Jeweller, JewellerNotFound | StoreUnavailable>
  /**
   * Replaces the status and its reason (null for none). Whether the step is allowed is asked before, of the locked
   * jeweller, with `Jeweller.take`.
   */
  readonly setStatus: (
    jewellerId: JewellerId,
    status: Status,
    reason: string | null
  ) => Effect.Effect<Jeweller, JewellerNotFound | StoreUnavailable>
  /** Replaces what the shop decides about itself, and nothing else. */
  readonly setSettings: (
    jewellerId: JewellerId,
    settings: Settings
  ) => Effect.Effect<Jeweller, JewellerNotFound | StoreUnavailable>
  /** Jewellers in id order; for admins. */
  readonly listPage: (
    filter: Filter,
    page: PageRequest<JewellerId>
  ) => Effect.Effect<Page<Jeweller, JewellerId>, StoreUnavailable>
  /** How many jewellers have each status, of those that the search finds. */
  readonly countByStatus: (
    search: Filter["search"]
  ) => Effect.Effect<Readonly<Record<Status, number>>, StoreUnavailable>
  /** Stores a note about a stored jeweller. */
  readonly insertNote: (note: Note) => Effect.Effect<void, StoreUnavailable>
  /** The newest 200 notes about a jeweller, the newest first. */
  readonly listNotes: (jewellerId: JewellerId) => Effect.Effect<ReadonlyArray<Note>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class JewellerStore extends Context.Tag("@ektola/domain/ports/JewellerStore")<JewellerStore, Service>() {}
