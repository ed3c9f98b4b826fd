import type * as SqlClient from "@effect/sql/SqlClient"
import type { Fragment } from "@effect/sql/Statement"

/** What a message of the table `m` is counted by beside its language, as `Figures.cellOf` says, with names for columns. */
export const cellOf = (m: string, prefix = ""): string =>
  [
    [`${m}.state`, "state"],
    [`${m}.reached`, "reached"],
    [
      `case ${m}.state when 'FAILED' then ${m}.failure ->> 'class' when 'CANCELLED' then ${m}.cancel_reason end`,
      "reason"
    ],
    [`case ${m}.state when 'FAILED' then ${m}.failure ->> 'code' end`, "code"]
  ].map(([value, name]) => `${value} as ${prefix}${name}`).join(", ")

const columns =
  "jeweller_id, campaign_id, run_id, from_state, from_reached, from_reason, from_code, language, state, " +
  "reached, reason, code"

/**
 * Tells what moved, for a statement in which `changed` has the columns of `figure_moves` but the count, a row per message:
 * one row per run and kind of move, however many messages there are.
 */
export const insertMoves = (sql: SqlClient.SqlClient, changed: string): Fragment =>
  sql`
    insert into figure_moves (${sql.literal(columns)}, count)
    select ${sql.literal(columns)}, count(*) from ${sql.literal(changed)}
    where (from_state, from_reached, from_reason, from_code) is distinct from (state, reached, reason, code)
    group by ${sql.literal(columns)}
  `
