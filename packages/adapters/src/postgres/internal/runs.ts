import { RunNotFound } from "@ektola/domain/campaigns/CampaignsError"
import type { RunId } from "@ektola/domain/campaigns/Run"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { Service, SkippedContact } from "@ektola/domain/ports/CampaignStore"
import * as Page from "@ektola/domain/ports/Page"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Database from "../Database.js"
import { type RunRow, toRun } from "./campaignRow.js"
import { insertMoves } from "./figureMoves.js"
import { json, plainArray, toDateOrNull } from "./values.js"

interface SkipRow {
  readonly contact_id: string
  readonly reason: string
  readonly detail: string | null
}

const toSkip = (row: SkipRow): SkippedContact => ({
  contactId: row.contact_id as ContactId,
  reason: row.reason as SkippedContact["reason"],
  detail: row.detail
})

/** The half of the campaign store that is about runs. */
export const runs = ({ call, sql }: Database.Service) => {
  // A message in flight has an open attempt, and so no index needs to follow the message's state. The first subquery is
  // in the order of the queue's index, since a plan for "not exists" may read every message of the run instead.
  const settled = sql`
    (select true from messages where run_id = run.id and queued order by phone_number_id, due_at, id limit 1) is null
    and not exists (
      select from message_attempts attempt join messages on messages.id = attempt.message_id
      where attempt.run_id = run.id and attempt.open and messages.state in ('SENDING', 'UNCONFIRMED')
    )
  `
  return {
    insertRuns: (runs) =>
      runs[0] === undefined ? Effect.succeed(0) : call(
        TenantScope.tenant(runs[0].jewellerId),
        "CampaignStore.insertRuns",
        Effect.map(
          sql`
            insert into campaign_runs (
              id, jeweller_id, campaign_id, occurrence, zone, scheduled_at, not_after, status, missed_reason, cutoff_at,
              reminder, watermark, planned, skipped, created_at, completed_at
            )
            select
              id, "jewellerId", "campaignId", occurrence, zone, "scheduledAt", "notAfter", status, "missedReason",
              "cutoffAt", reminder, watermark, planned, skipped, "createdAt", "completedAt"
            from json_to_recordset(${json(runs)}::json) as run (
              id uuid, "jewellerId" uuid, "campaignId" uuid, occurrence text, zone text, "scheduledAt" timestamptz,
              "notAfter" timestamptz, status text, "missedReason" text, "cutoffAt" timestamptz, reminder jsonb,
              watermark uuid, planned int, skipped int, "createdAt" timestamptz, "completedAt" timestamptz
            )
            on conflict (jeweller_id, campaign_id, occurrence) do update set
              zone = excluded.zone, scheduled_at = excluded.scheduled_at, not_after = excluded.not_after,
              status = excluded.status, missed_reason = excluded.missed_reason, cutoff_at = excluded.cutoff_at,
              reminder = excluded.reminder, watermark = excluded.watermark, planned = excluded.planned,
              skipped = excluded.skipped, created_at = excluded.created_at, completed_at = excluded.completed_at
            where campaign_runs.status = 'MISSED' and excluded.status <> 'MISSED'
            returning id
          `,
          (rows) => rows.length
        )
      ),
    getRun: (jewellerId: JewellerId, runId: RunId) =>
      call(
        TenantScope.tenant(jewellerId),
        "CampaignStore.getRun",
        Effect.flatMap(
          sql<RunRow>`select * from campaign_runs where jeweller_id = ${jewellerId} and id = ${runId}`,
          ([row]) => row === undefined ? new RunNotFound({ runId }) : Effect.succeed(toRun(row))
        )
      ),
    lockRun: (jewellerId: JewellerId, runId: RunId) =>
      call(
        TenantScope.tenant(jewellerId),
        "CampaignStore.lockRun",
        Effect.flatMap(
          sql<RunRow>`
            select * from campaign_runs where jeweller_id = ${jewellerId} and id = ${runId} for update
          `,
          ([row]) => row === undefined ? new RunNotFound({ runId }) : Effect.succeed(toRun(row))
        )
      ),
    listRuns: (jewellerId, campaignId, { after, limit }) =>
      call(
        TenantScope.tenant(jewellerId),
        "CampaignStore.listRuns",
        Effect.map(
          sql<RunRow>`
            select * from campaign_runs
            where jeweller_id = ${jewellerId} and campaign_id = ${campaignId}
              and (${after}::uuid is null or id > ${after})
            order by id limit ${limit + 1}
          `,
          (rows) => Page.fromItems(rows.map(toRun), limit)
        )
      ),
    lockPreparing: call(
      TenantScope.system,
      "CampaignStore.lockPreparing",
      Effect.map(
        sql<RunRow>`
          select * from campaign_runs where status = 'PREPARING' order by id limit 1 for update skip locked
        `,
        (rows) => rows.map(toRun)
      )
    ),
    saveRun: (run) =>
      call(
        TenantScope.tenant(run.jewellerId),
        "CampaignStore.saveRun",
        Effect.asVoid(sql`
          update campaign_runs set
            status = ${run.status}, watermark = ${run.watermark}, planned = ${run.planned}, skipped = ${run.skipped},
            completed_at = ${toDateOrNull(run.completedAt)}
          where jeweller_id = ${run.jewellerId} and id = ${run.id}
        `)
      ),
    insertSkips: (run, skips) =>
      call(
        TenantScope.tenant(run.jewellerId),
        "CampaignStore.insertSkips",
        Effect.asVoid(sql`
          with inserted as (
            insert into run_skips (jeweller_id, run_id, contact_id, reason, detail)
            select ${run.jewellerId}::uuid, ${run.id}::uuid, "contactId", reason, detail
            from json_to_recordset(${json(skips)}::json) as skip ("contactId" uuid, reason text, detail text)
            on conflict (jeweller_id, run_id, contact_id) do nothing
            returning jeweller_id, run_id, reason
          ), skipped as (
            select
              run.jeweller_id, run.campaign_id, run.id as run_id, null as language, null as from_state,
              null as from_reached, null as from_reason, null as from_code, 'SKIPPED' as state, null as reached,
              inserted.reason, null as code
            from inserted
            join campaign_runs run on run.jeweller_id = inserted.jeweller_id and run.id = inserted.run_id
          )
          ${insertMoves(sql, "skipped")}
        `)
      ),
    listSkips: (jewellerId, runId, { after, limit }) =>
      call(
        TenantScope.tenant(jewellerId),
        "CampaignStore.listSkips",
        Effect.map(
          sql<SkipRow>`
            select contact_id, reason, detail from run_skips
            where jeweller_id = ${jewellerId} and run_id = ${runId}
              and (${after}::uuid is null or contact_id > ${after})
            order by contact_id limit ${limit + 1}
          `,
          (rows) => Page.fromItems(rows.map(toSkip).map((skip) => ({ id: skip.contactId, ...skip })), limit)
        )
      ),
    findSkip: (jewellerId, runId, contactId) =>
      call(
        TenantScope.tenant(jewellerId),
        "CampaignStore.findSkip",
        Effect.map(
          sql<SkipRow>`
            select contact_id, reason, detail from run_skips
            where jeweller_id = ${jewellerId} and run_id = ${runId} and contact_id = ${contactId}
          `,
          ([row]) => Option.map(Option.fromNullable(row), toSkip)
        )
      ),
    // A second look once the locks are held: whoever opened a message again between the first look and the lock held
    // that lock then.
    lockSettledRuns: (limit) =>
      call(
        TenantScope.system,
        "CampaignStore.lockSettledRuns",
        Effect.gen(function*() {
          const locked = yield* sql<RunRow>`
            select * from campaign_runs run where status = 'READY' and ${settled}
            order by id limit ${limit} for update of run skip locked
          `
          if (locked.length === 0) return []
          const rows = yield* sql<RunRow>`
            select * from campaign_runs run where id = any(${
            plainArray(locked.map(({ id }) => id))
          }::uuid[]) and ${settled}
            order by id
          `
          return rows.map(toRun)
        })
      ),
    hasUnfinishedRun: (campaign) =>
      call(
        TenantScope.tenant(campaign.jewellerId),
        "CampaignStore.hasUnfinishedRun",
        Effect.map(
          sql<{ unfinished: boolean }>`
            select exists (
              select from campaign_runs
              where jeweller_id = ${campaign.jewellerId} and campaign_id = ${campaign.id}
                and status in ('PREPARING', 'READY')
            ) as unfinished
          `,
          ([row]) => row?.unfinished === true
        )
      )
  } satisfies Partial<Service>
}
