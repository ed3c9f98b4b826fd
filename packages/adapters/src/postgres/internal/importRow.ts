import type { Import, ImportId, RowReport } from "@ektola/domain/contacts/Import"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { instant, instantOrNull } from "./values.js"

export interface ImportRow {
  readonly id: string
  readonly jeweller_id: string
  readonly file_name: string
  // bigint arrives as text.
  readonly bytes: string
  readonly bytes_read: string
  readonly rows_done: number
  readonly status: string
  readonly counts: unknown
  readonly failure: string | null
  readonly notices: ReadonlyArray<string>
  readonly created_at: Date
  readonly completed_at: Date | null
}

export const toImport = (row: ImportRow): Import => ({
  id: row.id as ImportId,
  jewellerId: row.jeweller_id as JewellerId,
  fileName: row.file_name,
  bytes: Number(row.bytes),
  bytesRead: Number(row.bytes_read),
  rowsDone: row.rows_done,
  status: row.status as Import["status"],
  counts: row.counts as Import["counts"],
  failure: row.failure,
  notices: row.notices,
  createdAt: instant(row.created_at),
  completedAt: instantOrNull(row.completed_at)
})

export interface ReportRow {
  readonly row: number
  readonly kind: string
  readonly column: string | null
  readonly value: string | null
  readonly reason: string
  readonly duplicate_of: number | null
}

export const toReport = (row: ReportRow): RowReport => ({
  row: row.row,
  kind: row.kind as RowReport["kind"],
  column: row.column,
  value: row.value,
  reason: row.reason,
  duplicateOf: row.duplicate_of
})
