import * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import * as Effect from "effect/Effect"

/**
 * A migration of several statements in one round trip.
 *
 * @since 0.1.0
 * @category constructors
 */
export const script = (text: string): Effect.Effect<unknown, SqlError, SqlClient.SqlClient> =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(text))

/**
 * Row-level security of a tenant's table, also for its owner: `ektola_app` sees the rows of the transaction's jeweller,
 * `ektola_system` all. `column` holds the jeweller's id. Migrations that ran depend on it, so it never changes.
 *
 * @since 0.1.0
 * @category constructors
 */
export const tenantPolicies = (table: string, column = "jeweller_id"): string => `
  alter table ${table} enable row level security, force row level security;
  create policy ${table}_tenant on ${table} to ektola_app
    using (${column} = nullif(current_setting('app.jeweller_id', true), '')::uuid);
  ${systemPolicy(table)}
`

/**
 * Row-level security of a table that no tenant may touch.
 *
 * @since 0.1.0
 * @category constructors
 */
export const systemOnly = (table: string): string => `
  alter table ${table} enable row level security, force row level security;
  ${systemPolicy(table)}
`

const systemPolicy = (table: string): string => `
  create policy ${table}_system on ${table} to ektola_system using (true);
  grant select, insert, update, delete on ${table} to ektola_system;
`
