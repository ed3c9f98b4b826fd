/**
 * @since 0.1.0
 */
import type { CampaignId } from "@ektola/domain/campaigns/Campaign"
import type { AttemptId } from "@ektola/domain/messaging/Attempt"
import type { Counts } from "@ektola/domain/messaging/Figures"
import { AuditView } from "@ektola/domain/ports/AuditView"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { attemptColumns, type AttemptRow, toAttempt } from "./internal/attemptRow.js"
import { type RunRow, toRun } from "./internal/campaignRow.js"
import { cellOf } from "./internal/figureMoves.js"
import { asCounts, cellsOf, countOf } from "./internal/figures.js"
import { messageColumns, type MessageRow, toMessage } from "./internal/messageRow.js"
import { instant, instantOrNull } from "./internal/values.js"

interface EventRow {
  readonly attempt_id: string
  readonly status: string
  readonly occurred_at: string
}

type Written = { readonly [K in keyof AttemptRow]: AttemptRow[K] extends Date | null ? string | null : AttemptRow[K] }

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<AuditView, never, Database> = Layer.effect(
  AuditView,
  Effect.map(Database, ({ call, sql }) => {
    const ofRun = sql`jeweller_id = run.jeweller_id and campaign_id = run.campaign_id and run_id = run.id`
    const stored = sql`
      select language, state, reached, reason, code, count(*) as count
      from (
        select m.language, ${sql.literal(cellOf("m"))} from messages m
        where m.jeweller_id = run.jeweller_id and m.run_id = run.id
        union all
        select null, 'SKIPPED', null, reason, null from run_skips
        where jeweller_id = run.jeweller_id and run_id = run.id
      ) as counted
      group by language, state, reached, reason, code
    `
    return AuditView.of({
      nextRun: (after) =>
        call(
          TenantScope.system,
          "AuditView.nextRun",
          Effect.map(
            sql<RunRow & { readonly counts: Counts; readonly recounted: Counts }>`
              select run.*, (${countOf(sql, ofRun)}) as counts, (${asCounts(sql, stored)}) as recounted
              from campaign_runs run
              where ${after?.id ?? null}::uuid is null
                or (run.jeweller_id, run.id) > (${after?.jewellerId ?? null}, ${after?.id ?? null})
              order by run.jeweller_id, run.id limit 1
            `,
            ([row]) => row === undefined ? null : { run: toRun(row), ...row.counts, recounted: row.recounted }
          )
        ),
      nextCampaign: (after) =>
        call(
          TenantScope.system,
          "AuditView.nextCampaign",
          Effect.map(
            sql<{
              readonly jeweller_id: string
              readonly id: string
              readonly counts: Counts
              readonly recounted: Counts
            }>`
              select
                campaign.jeweller_id, campaign.id,
                (${
              countOf(
                sql,
                sql`jeweller_id = campaign.jeweller_id and campaign_id = campaign.id and run_id is null`,
                sql`jeweller_id = campaign.jeweller_id and campaign_id = campaign.id`
              )
            }) as counts,
                (${
              countOf(
                sql,
                sql`jeweller_id = campaign.jeweller_id and campaign_id = campaign.id and run_id is not null`,
                sql`jeweller_id = campaign.jeweller_id and campaign_id = campaign.id`
              )
            }) as recounted
              from campaigns campaign
              where ${after?.campaignId ?? null}::uuid is null
                or (campaign.jeweller_id, campaign.id) > (${after?.jewellerId ?? null}, ${after?.campaignId ?? null})
              order by campaign.jeweller_id, campaign.id limit 1
            `,
            ([row]) =>
              row === undefined ? null : {
                jewellerId: row.jeweller_id as JewellerId,
                campaignId: row.id as CampaignId,
                ...row.counts,
                recounted: row.recounted
              }
          )
        ),
      listMessages: (run, { after, limit }) =>
        call(
          TenantScope.system,
          "AuditView.listMessages",
          Effect.map(
            sql<MessageRow & { readonly tries: ReadonlyArray<Written>; readonly told: ReadonlyArray<EventRow> }>`
              select
                ${sql.literal(messageColumns)},
                array(
                  select to_json(a) from (
                    select ${sql.literal(attemptColumns)} from message_attempts a
                    where a.jeweller_id = m.jeweller_id and a.message_id = m.id order by a.number
                  ) as a
                ) as tries,
                array(
                  select json_build_object('attempt_id', attempt_id, 'status', status, 'occurred_at', occurred_at)
                  from message_events e where e.jeweller_id = m.jeweller_id and e.message_id = m.id
                ) as told
              from messages m
              where m.jeweller_id = ${run.jewellerId} and m.run_id = ${run.id}
                and (${after}::uuid is null or m.id > ${after})
              order by m.id limit ${limit}
            `,
            (rows) =>
              rows.map((row) => ({
                message: toMessage(row),
                attempts: row.tries.map((written) => toAttempt(revived(written))),
                events: row.told.map(({ attempt_id, occurred_at, status }) => ({
                  attemptId: attempt_id as AttemptId,
                  status,
                  occurredAt: instant(new Date(occurred_at))
                }))
              }))
          )
        ),
      oldestEventAt: call(
        TenantScope.system,
        "AuditView.oldestEventAt",
        Effect.map(
          sql<{ readonly at: Date | null }>`select min(received_at) as at from message_events`,
          ([row]) => instantOrNull(row?.at ?? null)
        )
      ),
      correct: (run) =>
        call(
          TenantScope.system,
          "AuditView.correct",
          Effect.map(
            sql`
              insert into figure_moves (jeweller_id, campaign_id, run_id, language, state, reached, reason, code, count)
              select run.jeweller_id, run.campaign_id, run.id, lack.*
              from campaign_runs run cross join lateral (
                select language, state, reached, reason, code, sum(count)
                from (
                  select * from (${stored}) as stored
                  union all
                  select language, state, reached, reason, code, -count from (${cellsOf(sql, ofRun)}) as counted
                ) as difference
                group by language, state, reached, reason, code
                having sum(count) <> 0
              ) as lack
              where run.jeweller_id = ${run.jewellerId} and run.id = ${run.id}
              returning 1
            `,
            (rows) => rows.length > 0
          )
        )
    })
  })
)

const revived = (written: Written): AttemptRow => ({
  ...written,
  retry_at: dateOrNull(written.retry_at),
  begun_at: new Date(written.begun_at ?? 0),
  answered_at: dateOrNull(written.answered_at),
  accepted_at: dateOrNull(written.accepted_at),
  sent_at: dateOrNull(written.sent_at),
  delivered_at: dateOrNull(written.delivered_at),
  read_at: dateOrNull(written.read_at),
  failed_at: dateOrNull(written.failed_at),
  first_status_at: dateOrNull(written.first_status_at)
})

const dateOrNull = (text: string | null): Date | null => text === null ? null : new Date(text)
