/**
 * An upload of contacts: a background job with progress and a list of what was wrong.
 *
 * ```text
 * QUEUED ──claimed──▶ RUNNING ──▶ COMPLETED | FAILED (the file as a whole cannot be read)
 * ```
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { JewellerId } from "../tenancy/Jeweller.js"

/**
 * UUIDv7 of an import.
 *
 * @since 0.1.0
 * @category model
 */
export const ImportId = Schema.UUID.pipe(Schema.brand("ImportId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type ImportId = typeof ImportId.Type

/**
 * QUEUED waits for a worker, RUNNING is being read. COMPLETED was read to its end, whatever its rows were; FAILED
 * cannot be taken as a whole, and `failure` says why.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("QUEUED", "RUNNING", "COMPLETED", "FAILED")
/**
 * One of the four words; the last two are final.
 *
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * Every data row counts once: `total = created + updated + duplicates + failed`. `bytesRead` of `bytes` is the
 * progress.
 *
 * @since 0.1.0
 * @category model
 */
export const Counts = Schema.Struct({
  total: Schema.Number,
  created: Schema.Number,
  updated: Schema.Number,
  duplicates: Schema.Number,
  failed: Schema.Number
})
/**
 * Numbers of rows.
 *
 * @since 0.1.0
 * @category model
 */
export type Counts = typeof Counts.Type

/**
 * The counts of an upload of which no row is done yet.
 *
 * @since 0.1.0
 * @category constants
 */
export const noCounts: Counts = { total: 0, created: 0, updated: 0, duplicates: 0, failed: 0 }

/**
 * The longest file that is taken, in bytes.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxBytes = 32 * 1024 * 1024

/**
 * A row that made no contact. `row` is the number a spreadsheet shows (headings are row 1); `duplicateOf` the row that
 * has the same number.
 *
 * @since 0.1.0
 * @category model
 */
export const RowReport = Schema.Struct({
  row: Schema.Number,
  kind: Schema.Literal("FAILED", "DUPLICATE"),
  column: Schema.NullOr(Schema.String),
  value: Schema.NullOr(Schema.String),
  reason: Schema.String,
  duplicateOf: Schema.NullOr(Schema.Number)
})
/**
 * One faulty or repeated row; `reason` is a sentence for whoever has to correct it.
 *
 * @since 0.1.0
 * @category model
 */
export type RowReport = typeof RowReport.Type

/**
 * `failure` is set when the file as a whole was refused. `notices` tell what was assumed or ignored, such as unused
 * columns. `rowsDone` is how far a repeated run continues from.
 *
 * @since 0.1.0
 * @category model
 */
export const Import = Schema.Struct({
  id: ImportId,
  jewellerId: JewellerId,
  fileName: Schema.String,
  bytes: Schema.Number,
  bytesRead: Schema.Number,
  rowsDone: Schema.Number,
  status: Status,
  counts: Counts,
  failure: Schema.NullOr(Schema.String),
  notices: Schema.Array(Schema.String),
  createdAt: Schema.DateTimeUtcFromSelf,
  completedAt: Schema.NullOr(Schema.DateTimeUtcFromSelf)
})
/**
 * The job as it was when it was asked for.
 *
 * @since 0.1.0
 * @category model
 */
export type Import = typeof Import.Type
