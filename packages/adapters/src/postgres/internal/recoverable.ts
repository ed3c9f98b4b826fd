import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"

/** A statement whose failure leaves the transaction usable. Three round trips, so only where a refusal is expected. */
export const recoverable = <A>(
  sql: SqlClient.SqlClient,
  statement: Effect.Effect<A, SqlError>
): Effect.Effect<A, SqlError> =>
  sql`savepoint recoverable`.pipe(
    Effect.zipRight(Effect.tapError(statement, () => sql`rollback to savepoint recoverable`)),
    Effect.zipLeft(sql`release savepoint recoverable`)
  )
