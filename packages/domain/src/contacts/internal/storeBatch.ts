import * as Brand from "effect/Brand"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type { ContactId, ContactInput } from "../Contact.js"
import type { Import, RowReport } from "../Import.js"
import { holdRefusalsByPhone } from "./holdRefusals.js"
import type { Batch } from "./importTable.js"
import { type ConsentDeps, recordConsent, type Word } from "./recordConsent.js"

// The port promises UUIDs; checking each again costs a tenth of an import.
const contactId = Brand.nominal<ContactId>()

/**
 * Stores the contacts of a chunk. Rows that repeat a number only fill what is still blank, whether the first one came in
 * this chunk or long before: where a chunk ends must not change the result. What a person has refused before shows at the
 * contact from the beginning.
 */
export const storeBatch = (
  deps: ConsentDeps & { readonly ids: IdGenerator.Service },
  job: Import,
  batch: Batch
): Effect.Effect<readonly [Import, ReadonlyArray<RowReport>], StoreUnavailable> =>
  Effect.gen(function*() {
    const at = yield* DateTime.now
    const upsert = (inputs: ReadonlyArray<ContactInput>, mode: "REPLACE" | "FILL") =>
      inputs.length === 0 ? Effect.succeed([]) : Effect.flatMap(
        Effect.replicateEffect(deps.ids.id, inputs.length),
        (ids) =>
          deps.contacts.upsertMany(
            job.jewellerId,
            inputs.map((input, index) => ({ id: contactId(ids[index] ?? ""), input })),
            mode,
            at
          )
      )
    const stored = yield* upsert(batch.firsts, "REPLACE")
    yield* upsert(batch.repeats, "FILL")
    const known = batch.firsts.flatMap(({ phone }, index) => {
      const contact = stored[index]
      return contact === undefined ? [] : [{ id: contact.id, phone }]
    })
    yield* holdRefusalsByPhone(deps, job.jewellerId, known, at)
    yield* recordConsent(deps, job.jewellerId, refusals(job, batch, at))
    const created = stored.filter((contact) => contact.created).length
    return [
      {
        ...job,
        rowsDone: batch.lastRow ?? job.rowsDone,
        bytesRead: batch.bytesRead,
        notices: batch.notices,
        counts: {
          total: job.counts.total + batch.firsts.length + batch.reports.length,
          created: job.counts.created + created,
          updated: job.counts.updated + stored.length - created,
          duplicates: job.counts.duplicates + batch.duplicates,
          failed: job.counts.failed + batch.failed
        }
      },
      batch.reports
    ]
  })

const refusals = (job: Import, batch: Batch, at: DateTime.Utc): ReadonlyArray<Word> =>
  [...batch.firsts, ...batch.repeats].flatMap(({ optOut, phone }) =>
    optOut === null ? [] : [{
      person: { phone, waUserId: null },
      entry: { action: "OPT_OUT", scope: optOut, source: "IMPORT", at, proof: `import ${job.id}` }
    }]
  )
