import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { instant, toDate } from "./values.js"

interface ReachedRow {
  readonly recipient: string
  readonly at: Date
}

/** Attempts that were surely not sent do not count; those that nobody knows about do. */
export const listReached = (
  sql: SqlClient.SqlClient,
  portfolioId: string,
  since: DateTime.Utc
): Effect.Effect<ReadonlyArray<{ readonly recipient: string; readonly at: DateTime.Utc }>, SqlError> =>
  Effect.map(
    sql<ReachedRow>`
      select coalesce(m.phone, m.wa_user_id, '') as recipient, max(attempt.begun_at) as at
      from whatsapp_accounts account
      join message_attempts attempt
        on attempt.phone_number_id = account.phone_number_id and attempt.begun_at >= ${toDate(since)}
      join messages m on m.id = attempt.message_id
      where coalesce(account.portfolio_id, account.waba_id) = ${portfolioId} and attempt.state not in ('REJECTED', 'NOT_WRITTEN')
      group by 1
    `,
    (rows) => rows.map(({ at, recipient }) => ({ recipient, at: instant(at) }))
  )
