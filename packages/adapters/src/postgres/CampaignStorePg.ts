/**
 * @since 0.1.0
 */
import type { Campaign, CampaignId } from "@ektola/domain/campaigns/Campaign"
import { CampaignNotFound } from "@ektola/domain/campaigns/CampaignsError"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import * as Page from "@ektola/domain/ports/Page"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { type CampaignRow, toCampaign } from "./internal/campaignRow.js"
import { runs } from "./internal/runs.js"
import { json, plainArray, text, toDate, toDateOrNull } from "./internal/values.js"

// It may quote WhatsApp, which may say what PostgreSQL cannot store.
const pauseReason = ({ pauseReason }: Campaign): string | null => pauseReason === null ? null : text(pauseReason)

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<CampaignStore, never, Database> = Layer.effect(
  CampaignStore,
  Effect.map(Database, (database) => {
    const { call, sql } = database
    const found = (campaignId: CampaignId, rows: ReadonlyArray<CampaignRow>) =>
      rows[0] === undefined ? new CampaignNotFound({ campaignId }) : Effect.succeed(toCampaign(rows[0]))

    return CampaignStore.of({
      ...runs(database),
      insert: (campaign) =>
        call(
          TenantScope.tenant(campaign.jewellerId),
          "CampaignStore.insert",
          Effect.asVoid(sql`
            insert into campaigns (
              id, jeweller_id, name, template_id, category, segments, schedule, missed_runs, send_within_minutes,
              when_template_paused, when_unconfirmed, status, pause_cause, pause_reason, next_run_at, scheduled_since,
              created_at
            ) values (
              ${campaign.id}, ${campaign.jewellerId}, ${text(campaign.name)}, ${campaign.templateId},
              ${campaign.category}, ${plainArray(campaign.segments)}, ${json(campaign.schedule)},
              ${json(campaign.missedRuns)}, ${campaign.sendWithinMinutes}, ${campaign.whenTemplatePaused},
              ${campaign.whenUnconfirmed}, ${campaign.status}, ${campaign.pauseCause}, ${pauseReason(campaign)},
              ${toDateOrNull(campaign.nextRunAt)}, ${toDateOrNull(campaign.scheduledSince)},
              ${toDate(campaign.createdAt)}
            )
          `)
        ),
      get: (jewellerId, campaignId) =>
        call(
          TenantScope.tenant(jewellerId),
          "CampaignStore.get",
          Effect.flatMap(
            sql<CampaignRow>`select * from campaigns where jeweller_id = ${jewellerId} and id = ${campaignId}`,
            (rows) => found(campaignId, rows)
          )
        ),
      lock: (jewellerId, campaignId) =>
        call(
          TenantScope.tenant(jewellerId),
          "CampaignStore.lock",
          Effect.flatMap(
            sql<CampaignRow>`
              select * from campaigns where jeweller_id = ${jewellerId} and id = ${campaignId} for update
            `,
            (rows) => found(campaignId, rows)
          )
        ),
      listPage: (jewellerId, { after, limit }) =>
        call(
          TenantScope.tenant(jewellerId),
          "CampaignStore.listPage",
          Effect.map(
            sql<CampaignRow>`
              select * from campaigns
              where jeweller_id = ${jewellerId} and (${after}::uuid is null or id > ${after})
              order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toCampaign), limit)
          )
        ),
      lockByTemplate: (jewellerId, templateId) =>
        call(
          TenantScope.tenant(jewellerId),
          "CampaignStore.lockByTemplate",
          Effect.map(
            sql<CampaignRow>`
              select * from campaigns
              where jeweller_id = ${jewellerId} and template_id = ${templateId}
                and (status = 'ACTIVE' or pause_cause = 'TEMPLATE')
              order by id for update
            `,
            (rows) => rows.map(toCampaign)
          )
        ),
      save: (campaign) =>
        call(
          TenantScope.tenant(campaign.jewellerId),
          "CampaignStore.save",
          Effect.asVoid(sql`
            update campaigns set
              schedule = ${json(campaign.schedule)}, missed_runs = ${json(campaign.missedRuns)},
              send_within_minutes = ${campaign.sendWithinMinutes},
              when_template_paused = ${campaign.whenTemplatePaused}, when_unconfirmed = ${campaign.whenUnconfirmed},
              status = ${campaign.status}, pause_cause = ${campaign.pauseCause}, pause_reason = ${
            pauseReason(campaign)
          },
              next_run_at = ${toDateOrNull(campaign.nextRunAt)},
              scheduled_since = ${toDateOrNull(campaign.scheduledSince)}
            where jeweller_id = ${campaign.jewellerId} and id = ${campaign.id}
          `)
        ),
      lockDue: (now) =>
        call(
          TenantScope.system,
          "CampaignStore.lockDue",
          Effect.map(
            sql<CampaignRow>`
              select * from campaigns where status = 'ACTIVE' and next_run_at <= ${toDate(now)}
              order by next_run_at, id limit 1
              for update skip locked
            `,
            (rows) => rows.map(toCampaign)
          )
        )
    })
  })
)
