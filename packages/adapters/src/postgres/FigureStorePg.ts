/**
 * @since 0.1.0
 */
import type { Fragment } from "@effect/sql/Statement"
import { RunNotFound } from "@ektola/domain/campaigns/CampaignsError"
import type { Counts } from "@ektola/domain/messaging/Figures"
import { FigureStore } from "@ektola/domain/ports/FigureStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { type RunRow, toRun } from "./internal/campaignRow.js"
import { countOf, foldMoves } from "./internal/figures.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<FigureStore, never, Database> = Layer.effect(
  FigureStore,
  Effect.map(Database, ({ call, sql }) =>
    FigureStore.of({
      countRun: (jewellerId, runId) =>
        call(
          TenantScope.tenant(jewellerId),
          "FigureStore.countRun",
          Effect.flatMap(
            sql<RunRow & { readonly counts: Counts }>`
              select run.*, (${
              countOf(sql, sql`jeweller_id = run.jeweller_id and campaign_id = run.campaign_id and run_id = run.id`)
            }) as counts
              from campaign_runs run where run.jeweller_id = ${jewellerId} and run.id = ${runId}
            `,
            ([row]) =>
              row === undefined
                ? new RunNotFound({ runId })
                : Effect.succeed({ run: toRun(row), ...row.counts })
          )
        ),
      countCampaign: (jewellerId, campaignId) => {
        const own: Fragment = sql`jeweller_id = ${jewellerId} and campaign_id = ${campaignId}`
        return call(
          TenantScope.tenant(jewellerId),
          "FigureStore.countCampaign",
          Effect.map(
            sql<{ readonly counts: Counts }>`select (${countOf(sql, sql`${own} and run_id is null`, own)}) as counts`,
            ([row]) => row?.counts ?? { messages: [], skips: [] }
          )
        )
      },
      fold: (limit) => call(TenantScope.system, "FigureStore.fold", foldMoves(sql, limit))
    }))
)
