/**
 * Imports, their files and their faulty rows.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type * as Stream from "effect/Stream"
import type { ImportNotFound } from "../contacts/ContactsError.js"
import type { Import, ImportId, RowReport } from "../contacts/Import.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. Whoever takes the upload stores its file here piece by piece, and a worker in another
 * process claims and reads it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Stores the job; its file is appended in pieces before `enqueue` makes it claimable. A job that was never enqueued is
   * never run.
   */
  readonly insert: (job: Import) => Effect.Effect<void, StoreUnavailable>
  /** Piece `number` (from 0) of the file, at most 1 MiB. */
  readonly appendFile: (
    jewellerId: JewellerId,
    importId: ImportId,
    number: number,
    bytes: Uint8Array
  ) => Effect.Effect<void, StoreUnavailable>
  /** The file is complete and `bytes` long: from now on the job can be claimed. */
  readonly enqueue: (jewellerId: JewellerId, importId: ImportId, bytes: number) => Effect.Effect<void, StoreUnavailable>
  /** The pieces of the file in order, one in memory at a time. */
  readonly readFile: (jewellerId: JewellerId, importId: ImportId) => Stream.Stream<Uint8Array, StoreUnavailable>
  /** The file's bytes are no longer needed. */
  readonly dropFile: (jewellerId: JewellerId, importId: ImportId) => Effect.Effect<void, StoreUnavailable>
  /**
   * The oldest enqueued job that nobody holds, now held by `owner` for `leaseFor` of the store's time and RUNNING. Every
   * `save` by the owner renews the lease.
   */
  readonly claim: (
    owner: string,
    leaseFor: Duration.Duration
  ) => Effect.Effect<Option.Option<Import>, StoreUnavailable>
  /**
   * Stores the job's progress and adds row reports. False when `owner` no longer holds it: another worker took over and
   * nothing was stored.
   */
  readonly save: (
    job: Import,
    reports: ReadonlyArray<RowReport>,
    owner: string,
    leaseFor: Duration.Duration
  ) => Effect.Effect<boolean, StoreUnavailable>
  /** The job with its progress; a foreign id is answered as an unknown one. */
  readonly get: (
    jewellerId: JewellerId,
    importId: ImportId
  ) => Effect.Effect<Import, ImportNotFound | StoreUnavailable>
  /** Row reports by row number, after row `after`. */
  readonly listRows: (
    jewellerId: JewellerId,
    importId: ImportId,
    page: { readonly after: number; readonly limit: number }
  ) => Effect.Effect<ReadonlyArray<RowReport>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about, so that a chunk's contacts and its
 * progress are kept together.
 *
 * @since 0.1.0
 * @category port
 */
export class ImportStore extends Context.Tag("@ektola/domain/ports/ImportStore")<ImportStore, Service>() {}
