import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Leased, Service } from "@ektola/domain/ports/MessageStore"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { json, toDate } from "./values.js"

type Request = Parameters<Service["lease"]>[0]

interface LeasedRow {
  readonly id: string
  readonly phone_number_id: string
  readonly rate_per_second: number
  /** 1 for the sender's oldest. */
  readonly rank: number
  /** How many messages each sender could give at most. */
  readonly share: number
  /** How many senders have something to send. */
  readonly senders: number
}

/**
 * Messages from the senders in turn.
 *
 * A lane is one run of one sender: lanes that may send nothing (a run in preparation, a paused campaign, a suspended
 * jeweller) are left out before any of their messages is looked at, however many wait there. A loose scan finds the
 * lanes with waiting messages, a lateral join takes each sender's share. Senders with too few messages leave room, which
 * further rounds give to the others.
 */
export const leaseMessages = (sql: SqlClient.SqlClient) => {
  let startAfter = ""
  return Effect.fnUntraced(function*(request: Request): Effect.fn.Return<ReadonlyArray<Leased>, SqlError> {
    const taken: Array<LeasedRow> = []
    let only: ReadonlyArray<string> | null = null
    while (taken.length < request.limit) {
      const limit = request.limit - taken.length
      const rows: ReadonlyArray<LeasedRow> = yield* round(sql, { ...request, limit, startAfter, only })
      taken.push(...rows)
      if (only === null) startAfter = nextStart(rows, limit) ?? startAfter
      only = withMore(rows)
      if (only.length === 0) break
    }
    return taken.map((row): Leased => ({
      messageId: row.id as MessageId,
      phoneNumberId: row.phone_number_id as PhoneNumberId,
      ratePerSecond: row.rate_per_second
    }))
  })
}

const oldest = (rows: ReadonlyArray<LeasedRow>) => rows.filter(({ rank }) => rank === 1)

// The next call goes on where this one ended; when everybody had a turn, somebody else begins.
const nextStart = (rows: ReadonlyArray<LeasedRow>, limit: number): string | undefined => {
  const served = oldest(rows)
  return (served[0]?.senders ?? 0) > limit ? served.at(-1)?.phone_number_id : served[0]?.phone_number_id
}

// Senders that gave their whole share may have more.
const withMore = (rows: ReadonlyArray<LeasedRow>): ReadonlyArray<string> => {
  const given = new Map<string, number>()
  for (const { phone_number_id } of rows) given.set(phone_number_id, (given.get(phone_number_id) ?? 0) + 1)
  return oldest(rows).flatMap(({ phone_number_id, share }) =>
    given.get(phone_number_id) === share ? [phone_number_id] : []
  )
}

const round = (
  sql: SqlClient.SqlClient,
  { leaseFor, limit, now, only, owner, startAfter }: Request & {
    readonly startAfter: string
    readonly only: ReadonlyArray<string> | null
  }
) => {
  const isFree = sql`
    m.queued and m.due_at <= ${toDate(now)} and (m.lease_until is null or m.lease_until <= clock_timestamp())
  `
  const turn = sql`phone_number_id <= ${startAfter}, phone_number_id`
  return sql<LeasedRow>`
    with recursive lane as (
      (
        select run_id, phone_number_id, jeweller_id, campaign_id from messages where queued
        order by run_id, phone_number_id limit 1
      )
      union all
      select next.* from lane cross join lateral (
        select run_id, phone_number_id, jeweller_id, campaign_id from messages
        where queued and (run_id, phone_number_id) > (lane.run_id, lane.phone_number_id)
        order by run_id, phone_number_id limit 1
      ) as next
    ), sender as materialized (
      select phone_number_id, account.rate_per_second, array_agg(lane.run_id) as runs
      from lane
      join campaign_runs run on run.jeweller_id = lane.jeweller_id and run.id = lane.run_id
        and run.status <> 'PREPARING'
      join campaigns campaign on campaign.jeweller_id = lane.jeweller_id and campaign.id = lane.campaign_id
        and campaign.status = 'ACTIVE'
      join jewellers jeweller on jeweller.id = lane.jeweller_id and jeweller.status = 'ACTIVE'
      join whatsapp_accounts account using (phone_number_id)
      -- In the order of the queue's index: an exists may be planned as a scan of the whole table.
      cross join lateral (
        select true from messages m
        where m.run_id = lane.run_id and m.phone_number_id = lane.phone_number_id and ${isFree}
        order by m.due_at, m.id limit 1
      ) as first_free
      where account.jeweller_id = lane.jeweller_id and account.status = 'CONNECTED'
        and (${only === null} or phone_number_id in (select json_array_elements_text(${json(only ?? [])}::json)))
      group by phone_number_id, account.rate_per_second
    ), turn as materialized (
      select
        *, count(*) over ()::int as senders, ceil(${limit}::float8 / least(${limit}, count(*) over ()))::int as share
      from sender order by ${turn} limit ${limit}
    ), free as materialized (
      select turn.phone_number_id, turn.rate_per_second, turn.senders, turn.share, oldest.*
      from turn cross join lateral (
        select id, row_number() over (order by due_at, id)::int as rank
        from unnest(turn.runs) as lane (run_id) cross join lateral (
          select m.id, m.due_at from messages m
          where m.run_id = lane.run_id and m.phone_number_id = turn.phone_number_id and ${isFree}
          order by m.due_at, m.id limit turn.share
          for update skip locked
        ) as waiting
        order by due_at, id limit turn.share
      ) as oldest
    ), taken as materialized (
      select * from free order by rank, ${turn} limit ${limit}
    ), leased as (
      update messages set
        lease_owner = ${owner},
        lease_until = clock_timestamp() + ${Duration.toMillis(leaseFor)}::float8 * interval '1 millisecond'
      where id = any(array(select id from taken))
    )
    select * from taken order by rank, ${turn}
  `
}
