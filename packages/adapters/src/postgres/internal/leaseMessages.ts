import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { RunId } from "@ektola/domain/campaigns/Run"
import type { Lane, Leased, Service } from "@ektola/domain/ports/MessageStore"
import { limitedPortfolio, type PhoneNumberId, type WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { messageColumns, type MessageRow, toMessage } from "./messageRow.js"
import { json, toDate } from "./values.js"

interface LaneRow {
  readonly run_id: string
  readonly phone_number_id: string
  readonly rate_per_second: number
  readonly waba_id: string
  readonly portfolio_id: string | null
  readonly messaging_limit: number | null
  readonly on_trial: boolean
}

/**
 * Lanes from the open runs and not from the messages: a million that wait in a paused campaign, or that have left while
 * somebody held a snapshot, cost nothing here.
 */
export const listLanes = (
  sql: SqlClient.SqlClient,
  now: DateTime.Utc
): Effect.Effect<ReadonlyArray<Lane>, SqlError> =>
  Effect.map(
    sql<LaneRow>`
      select
        run.id as run_id, account.phone_number_id, account.rate_per_second, account.waba_id, account.portfolio_id,
        account.messaging_limit, account.status = 'PAUSED' as on_trial
      from campaign_runs run
      join campaigns campaign on campaign.jeweller_id = run.jeweller_id and campaign.id = run.campaign_id
      join jewellers jeweller on jeweller.id = run.jeweller_id
      join whatsapp_accounts account on account.jeweller_id = run.jeweller_id
      where run.status = 'READY' and campaign.status = 'ACTIVE' and jeweller.status = 'ACTIVE'
        and (account.status = 'CONNECTED' or account.resume_at <= ${toDate(now)})
        and not exists (
          select from sending_stops stop where stop.jeweller_id is null or stop.jeweller_id = run.jeweller_id
        )
      order by run.id
    `,
    (rows) =>
      rows.map((row): Lane => ({
        runId: row.run_id as RunId,
        phoneNumberId: row.phone_number_id as PhoneNumberId,
        ratePerSecond: row.rate_per_second,
        portfolio: limitedPortfolio({
          messagingLimit: row.messaging_limit,
          portfolioId: row.portfolio_id,
          wabaId: row.waba_id as WabaId
        }),
        isOnTrial: row.on_trial
      }))
  )

type Request = Parameters<Service["lease"]>[0]

/**
 * Each lane is read in the order of the queue's index from its place on, so that what has left before it is not looked at
 * again. Messages of dead workers are free: who lives is asked once per call.
 */
export const leaseMessages = (
  sql: SqlClient.SqlClient,
  { now, owner, senders }: Request
): Effect.Effect<ReadonlyArray<Leased>, SqlError> => {
  const lanes = senders.flatMap(({ phoneNumberId, runs }) =>
    runs.map(({ after, runId }) => ({
      phone: phoneNumberId,
      run: runId,
      due: after?.dueAt ?? "-infinity",
      id: after?.messageId ?? "00000000-0000-0000-0000-000000000000"
    }))
  )
  const rooms = senders.map(({ phoneNumberId, room }, place) => ({ phone: phoneNumberId, room, place }))
  return Effect.map(
    sql<MessageRow>`
      with lane as materialized (
        select * from json_to_recordset(${json(lanes)}::json) as lane (phone text, run uuid, due timestamptz, id uuid)
      ), free as materialized (
        select oldest.*, sender.place
        from json_to_recordset(${json(rooms)}::json) as sender (phone text, room int, place int)
        cross join lateral (
          select waiting.*, row_number() over (order by due_at, waiting.id) as turn
          from lane cross join lateral (
            select m.id, m.due_at from messages m
            where m.run_id = lane.run and m.phone_number_id = sender.phone and m.queued
              and m.due_at <= ${toDate(now)} and (m.due_at, m.id) > (lane.due, lane.id)
              and (
                m.lease_owner is null
                or m.lease_owner <> all(array(select id from workers where alive_until > clock_timestamp()))
              )
            order by m.due_at, m.id limit sender.room
            for update skip locked
          ) as waiting
          where lane.phone = sender.phone
          order by due_at, waiting.id limit sender.room
        ) as oldest
      ), leased as (
        update messages m set lease_owner = ${owner} from free where m.id = free.id
        returning ${sql.literal(messageColumns)}, free.turn, free.place
      )
      select * from leased order by turn, place
    `,
    (rows) =>
      rows.map((row): Leased => {
        const message = toMessage(row)
        return {
          messageId: message.id,
          runId: message.runId,
          phoneNumberId: message.phoneNumberId,
          recipient: message.phone ?? message.waUserId ?? "",
          dueAt: message.dueAt,
          message
        }
      })
  )
}
