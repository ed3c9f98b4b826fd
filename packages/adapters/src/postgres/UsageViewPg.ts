/**
 * @since 0.1.0
 */
import * as Figures from "@ektola/domain/messaging/Figures"
import type { Message } from "@ektola/domain/messaging/Message"
import { UsageView } from "@ektola/domain/ports/UsageView"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { toDate } from "./internal/values.js"

interface CountsRow {
  readonly contacts: number
  readonly campaigns: number
  readonly runs: number
}

interface StatesRow {
  readonly state: string
  readonly reached: string
  readonly count: number
}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<UsageView, never, Database> = Layer.effect(
  UsageView,
  Effect.map(Database, ({ call, sql }) =>
    UsageView.of({
      of: (jewellerId, since) =>
        call(
          TenantScope.tenant(jewellerId),
          "UsageView.of",
          Effect.gen(function*() {
            const [counts] = yield* sql<CountsRow>`
              select
                (select count(*)::int from contacts where jeweller_id = ${jewellerId} and deleted_at is null) as contacts,
                (select count(*)::int from campaigns where jeweller_id = ${jewellerId} and status = 'ACTIVE')
                  as campaigns,
                (
                  select count(*)::int from campaign_runs
                  where jeweller_id = ${jewellerId} and created_at >= ${toDate(since)}
                ) as runs
            `
            const states = yield* sql<StatesRow>`
              select m.state, m.reached, count(*)::int as count
              from campaign_runs run join messages m on m.jeweller_id = run.jeweller_id and m.run_id = run.id
              where run.jeweller_id = ${jewellerId} and run.created_at >= ${toDate(since)}
              group by m.state, m.reached
            `
            return {
              contacts: counts?.contacts ?? 0,
              campaigns: counts?.campaigns ?? 0,
              runs: counts?.runs ?? 0,
              figures: Figures.fromCounts(states.map(({ count, reached, state }) => ({
                count,
                reached: reached as Message["reached"],
                state: state as Message["state"]
              })))
            }
          })
        )
    }))
)
