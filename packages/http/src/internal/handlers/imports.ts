import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import type * as Domain from "@ektola/domain/contacts/Import"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { Import, ImportRow } from "../../contract/ImportsApi.js"
import * as Paging from "../../contract/Paging.js"
import { answerTo } from "../answer.js"
import { fileOf } from "../upload.js"

export const layer = HttpApiBuilder.group(Api, "imports", (handlers) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts
    return handlers
      .handle("start", ({ request }) =>
        Effect.map(
          answerTo((principal) => Effect.flatMap(fileOf(request), (file) => contacts.startImport(principal, file))),
          toWire
        ))
      .handle("get", ({ path }) =>
        Effect.map(answerTo((principal) => contacts.getImport(principal, path.importId)), toWire))
      .handle("listRows", ({ path, urlParams: { cursor = 0, kind, limit } }) =>
        Effect.map(
          // One more than asked for tells whether there is a next page.
          answerTo((principal) =>
            contacts.listImportRows(principal, path.importId, { after: cursor, limit: limit + 1 })
          ),
          (rows) => {
            const shown = rows.slice(0, limit)
            return Paging.toPage({
              items: shown.filter((row) => kind === undefined || row.kind === kind),
              next: rows.length > limit ? shown.at(-1)?.row ?? null : null
            }, (row) => new ImportRow(row, true))
          }
        ))
  }))

const toWire = (job: Domain.Import): Import =>
  new Import({
    ...job,
    percent: job.status === "COMPLETED" ? 100 : Math.floor(100 * job.bytesRead / Math.max(job.bytes, 1))
  }, true)
