/** Uploads the contact file and waits until it is read. */
import { uploadContacts as upload } from "@ektola/sdk"
import { expect, poll } from "./Answer.js"
import { bar, Progress } from "./Progress.js"
import type { Shop } from "./Shop.js"

export interface Imported {
  readonly fileName: string
  readonly counts: {
    readonly total: number
    readonly created: number
    readonly updated: number
    readonly duplicates: number
    readonly failed: number
  }
  readonly rows: ReadonlyArray<{
    readonly row: number
    readonly kind: string
    readonly column: string | null
    readonly value: string | null
    readonly reason: string
  }>
  readonly notices: ReadonlyArray<string>
}

export const uploadContacts = async (
  shop: Shop,
  file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
): Promise<Imported> => {
  const { id: importId } = await expect("uploading", upload(shop.api, new Blob([file.bytes]), file.name))
  const progress = new Progress()
  const params = { path: { importId } }
  const job = await poll({
    ask: () => expect("asking for the import", shop.api.GET("/v1/imports/{importId}", { params })),
    done: ({ status }) => status === "COMPLETED" || status === "FAILED",
    show: ({ counts, percent }) => progress.draw([`Import    ${bar(percent / 100)} ${counts.total} rows`]),
    every: 100,
    within: 30_000
  })
  progress.end()
  if (job.status !== "COMPLETED") throw new Error(`the file was not imported: ${job.failure ?? job.status}`)
  const rows = await expect(
    "listing faulty rows",
    shop.api.GET("/v1/imports/{importId}/rows", { params: { ...params, query: { limit: 200 } } })
  )
  return { fileName: job.fileName, counts: job.counts, rows: rows.items, notices: job.notices }
}
