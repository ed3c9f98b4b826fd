import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { Fragment } from "@effect/sql/Statement"
import * as Effect from "effect/Effect"

/** Cells with a count, `Counts` as JSON. */
export const asCounts = (sql: SqlClient.SqlClient, counted: Fragment): Fragment =>
  sql`
    select json_build_object(
      'messages', coalesce(json_agg(json_build_object(
        'language', language, 'state', state, 'reached', reached, 'reason', reason, 'code', code::numeric,
        'count', count
      ) order by language, state, reached, reason, code) filter (where state <> 'SKIPPED'), '[]'),
      'skips', coalesce(json_agg(json_build_object(
        'reason', reason, 'count', count
      ) order by reason) filter (where state = 'SKIPPED'), '[]')
    )
    from (${counted}) as cell
  `

/**
 * Cells with what was added up, where `folded` holds, and what was not yet, where `moved` does. In one statement, since
 * between two a move may be added up.
 */
export const cellsOf = (sql: SqlClient.SqlClient, folded: Fragment, moved: Fragment = folded): Fragment =>
  sql`
    select language, state, reached, reason, code, sum(count) as count
    from (
      select language, state, reached, reason, code, count from figures where ${folded}
      union all
      select side.* from figure_moves cross join lateral (
        values
          (language, state, reached, reason, code, count),
          (language, from_state, from_reached, from_reason, from_code, -count)
      ) as side (language, state, reached, reason, code, count)
      where ${moved} and side.state is not null
    ) as part
    group by language, state, reached, reason, code
    having sum(count) <> 0
  `

/** The same as `Counts`. */
export const countOf = (sql: SqlClient.SqlClient, folded: Fragment, moved: Fragment = folded): Fragment =>
  asCounts(sql, cellsOf(sql, folded, moved))

/**
 * Deletes moves and adds them to the figures, in one statement. Others that fold pass over these, and everybody adds in
 * the order of the key, so that none waits for one who waits for him.
 */
export const foldMoves = (sql: SqlClient.SqlClient, limit: number): Effect.Effect<number, SqlError> =>
  Effect.map(
    sql<{ readonly count: number }>`
      with oldest as materialized (
        select ctid as place from figure_moves limit ${limit} for update skip locked
      ), taken as (
        delete from figure_moves where ctid = any(array(select place from oldest)) returning *
      ), added as (
        insert into figures as stored (
          jeweller_id, campaign_id, run_id, language, state, reached, reason, code, count
        )
        select
          jeweller_id, campaign_id, run_id, taken.language, side.state, side.reached, side.reason, side.code,
          sum(side.count)
        from taken cross join lateral (
          values
            (state, reached, reason, code, count),
            (from_state, from_reached, from_reason, from_code, -count)
        ) as side (state, reached, reason, code, count)
        where side.state is not null
        group by grouping sets (
          (jeweller_id, campaign_id, run_id, taken.language, side.state, side.reached, side.reason, side.code),
          (jeweller_id, campaign_id, taken.language, side.state, side.reached, side.reason, side.code)
        )
        having sum(side.count) <> 0
        order by jeweller_id, campaign_id, run_id, language, state, reached, reason, code
        on conflict on constraint figures_cell_key do update set count = stored.count + excluded.count
      )
      select count(*)::int as count from taken
    `,
    ([row]) => row?.count ?? 0
  )
