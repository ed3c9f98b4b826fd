/**
 * @since 0.1.0
 */
import * as Page from "@ektola/domain/ports/Page"
import { type SetAside, type WebhookEvent, type WebhookEventId, WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, json, plainArray, toDate } from "./internal/values.js"

interface WebhookEventRow {
  readonly id: string
  readonly body: string
  readonly received_at: Date
}

const toEvent = (row: WebhookEventRow): WebhookEvent => ({
  id: row.id as WebhookEventId,
  body: row.body,
  receivedAt: instant(row.received_at)
})

interface SetAsideRow {
  readonly id: string
  readonly received_at: Date
  readonly set_aside_at: Date
  readonly tries: number
  readonly note: string | null
}

const toSetAside = (row: SetAsideRow): SetAside => ({
  id: row.id as WebhookEventId,
  receivedAt: instant(row.received_at),
  setAsideAt: instant(row.set_aside_at),
  tries: row.tries,
  note: row.note ?? ""
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WebhookInbox, never, Database> = Layer.effect(
  WebhookInbox,
  Effect.map(Database, ({ call, sql }) =>
    WebhookInbox.of({
      append: (events) =>
        call(
          TenantScope.system,
          "WebhookInbox.append",
          Effect.asVoid(sql`
            insert into webhook_events (id, received_at, due_at, body)
            select id, "receivedAt", "receivedAt", body
            from json_to_recordset(${json(events)}::json) as event (id uuid, "receivedAt" timestamptz, body text)
          `)
        ),
      // Taken by due time, not by receipt: events that wait for a retry stay out of the way of the index scan.
      lockPending: (now, limit) =>
        call(
          TenantScope.system,
          "WebhookInbox.lockPending",
          Effect.map(
            sql<WebhookEventRow>`
              select id, body, received_at from (
                select id, body, received_at from webhook_events
                where due_at <= ${toDate(now)}
                order by due_at, id limit ${limit}
                for update skip locked
              ) as pending
              order by received_at, id
            `,
            (rows) => rows.map(toEvent)
          )
        ),
      finish: (results) =>
        call(
          TenantScope.system,
          "WebhookInbox.finish",
          Effect.asVoid(sql`
            update webhook_events event set
              due_at = case result._tag when 'Retry' then result.at end,
              set_aside_at = case result._tag when 'SetAside' then result.at end,
              note = result.note,
              tries = tries + 1
            from json_to_recordset(${json(results)}::json) as result (_tag text, id uuid, at timestamptz, note text)
            where event.id = result.id
          `)
        ),
      listSetAside: ({ after, limit }) =>
        call(
          TenantScope.system,
          "WebhookInbox.listSetAside",
          Effect.map(
            sql<SetAsideRow>`
              select id, received_at, set_aside_at, tries, note from webhook_events
              where set_aside_at is not null and (${after}::uuid is null or id > ${after})
              order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toSetAside), limit)
          )
        ),
      replay: (which, at) =>
        call(
          TenantScope.system,
          "WebhookInbox.replay",
          Effect.map(
            sql`
              update webhook_events set due_at = ${toDate(at)}, set_aside_at = null
              where set_aside_at is not null and (
                ${which === "all"} or id = any(${plainArray(which === "all" ? [] : which)}::uuid[])
              )
              returning id
            `,
            (rows) => rows.length
          )
        )
    }))
)
