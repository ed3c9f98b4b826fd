/**
 * Webhook events in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { WebhookInbox } from "../WebhookInbox.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Durable means here as long as the process lives.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WebhookInbox, never, MemoryDatabase> = Layer.effect(
  WebhookInbox,
  Effect.map(MemoryDatabase, (db) => {
    const { webhooks } = db.tables
    return WebhookInbox.of({
      append: (events) =>
        db.call(TenantScope.system, () => {
          for (const event of events) {
            db.put(webhooks, event.id, { ...event, dueAt: DateTime.toEpochMillis(event.receivedAt), note: null })
          }
        }),
      lockPending: (now, limit) =>
        db.call(TenantScope.system, () =>
          [...webhooks.values()]
            .filter(({ dueAt }) => dueAt <= DateTime.toEpochMillis(now))
            .sort(byId)
            .slice(0, limit)
            .map(({ body, id, receivedAt }) => ({ id, body, receivedAt }))),
      finish: (results) =>
        db.call(TenantScope.system, () => {
          for (const result of results) {
            const event = webhooks.get(result.id)
            if (event === undefined) continue
            db.put(webhooks, result.id, {
              ...event,
              dueAt: result._tag === "Done" ? Infinity : DateTime.toEpochMillis(result.at),
              note: result.note
            })
          }
        })
    })
  })
)
