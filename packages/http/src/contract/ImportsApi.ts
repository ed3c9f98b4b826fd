/**
 * Uploads of contacts.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Multipart from "@effect/platform/Multipart"
import * as OpenApi from "@effect/platform/OpenApi"
import * as Domain from "@ektola/domain/contacts/Import"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, count, documented, instant, pathId, query } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Import extends Schema.Class<Import>("Import")({
  id: Domain.ImportId,
  fileName: Schema.String,
  status: about(
    Domain.Status,
    "FAILED: the file as a whole could not be read, see `failure`. Faulty rows do not fail an import."
  ),
  bytes: count("The size of the file."),
  bytesRead: count("How much of it has been read."),
  percent: count("Progress, 0 to 100."),
  counts: about(
    Schema.Struct({ total: count(), created: count(), updated: count(), duplicates: count(), failed: count() }),
    "Every data row counts once: total = created + updated + duplicates + failed."
  ),
  failure: about(Schema.NullOr(Schema.String), "Why the file as a whole was refused."),
  notices: about(Schema.Array(Schema.String), "What was assumed or left out."),
  createdAt: instant(),
  completedAt: Schema.NullOr(instant())
}) {}

const RowKind = Domain.RowReport.fields.kind

/**
 * A row that made no contact of its own.
 *
 * @since 0.1.0
 * @category model
 */
export class ImportRow extends Schema.Class<ImportRow>("ImportRow")({
  row: count("The row number that a spreadsheet shows; headings are row 1."),
  kind: RowKind,
  column: Schema.NullOr(Schema.String),
  value: Schema.NullOr(Schema.String),
  reason: about(Schema.String, "One sentence on what to correct."),
  duplicateOf: about(Schema.NullOr(count()), "The row with the same number.")
}) {}

const ImportPath = Schema.Struct({ importId: pathId(Domain.ImportId) })

/**
 * The largest request body: the file and what multipart puts around it.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxUploadBytes = Domain.maxBytes + 64 * 1024

/**
 * The one route that takes a file.
 *
 * @since 0.1.0
 * @category constants
 */
export const uploadPath = "/v1/imports"

// The server reads the body itself, as it arrives; this only documents it.
const Upload = HttpApiSchema.MultipartStream(
  Schema.Struct({
    file: documented(
      Multipart.SingleFileSchema,
      { type: "string", format: "binary" },
      "A CSV file with a row of headings, at most 32 MB."
    )
  })
)

const start = HttpApiEndpoint.post("start", uploadPath)
  .setPayload(Upload)
  .addSuccess(Import, { status: 202 })
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.JewellerStatusRefused)
  .addError(ApiError.ImportFileRefused)
  .annotateContext(OpenApi.annotations({
    summary: "Upload contacts",
    description:
      "Send the file as multipart/form-data in the field `file`. It is stored and read in the background: ask " +
      "GET /v1/imports/{importId} for the progress. An upload never takes back an opt-out."
  }))

const get = HttpApiEndpoint.get("get", "/v1/imports/:importId")
  .setPath(ImportPath)
  .addSuccess(Import)
  .addError(ApiError.ImportNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "Show the progress of an upload",
    description: "Counts grow while it is RUNNING and are final once it is COMPLETED or FAILED."
  }))

const listRows = HttpApiEndpoint.get("listRows", "/v1/imports/:importId/rows")
  .setPath(ImportPath)
  .setUrlParams(query({
    kind: Schema.optional(about(
      RowKind,
      "Only rows of this kind. A page may then hold fewer rows than `limit`, or none, and still have a next one."
    )),
    ...Paging.params(Schema.compose(Schema.NumberFromString, Schema.NonNegativeInt))
  }))
  .addSuccess(Paging.page("ImportRowPage", ImportRow))
  .addError(ApiError.ImportNotFound)
  .annotateContext(OpenApi.annotations({
    summary: "List the rows that made no contact",
    description: "Faulty and duplicate rows in the order of the file, with the reason."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("imports")
  .add(start)
  .add(get)
  .add(listRows)
  .addError(ApiError.Forbidden)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Imports", description: "Uploading contacts from a file." }))
