/**
 * @since 0.1.0
 */
import { type WebhookEvent, type WebhookEventId, WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, json, toDate } from "./internal/values.js"

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
            update webhook_events event set due_at = result.at, note = result.note, tries = tries + 1
            from json_to_recordset(${json(results)}::json) as result (id uuid, at timestamptz, note text)
            where event.id = result.id
          `)
        )
    }))
)
