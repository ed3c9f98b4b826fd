/**
 * Webhook events in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Page from "../Page.js"
import { type SetAside, WebhookInbox } from "../WebhookInbox.js"
import { byId, MemoryDatabase, pageOf, type WebhookRow } from "./MemoryDatabase.js"

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
            const dueAt = DateTime.toEpochMillis(event.receivedAt)
            db.put(webhooks, event.id, { ...event, dueAt, tries: 0, setAsideAt: null, note: null })
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
              dueAt: result._tag === "Retry" ? DateTime.toEpochMillis(result.at) : Infinity,
              tries: event.tries + 1,
              setAsideAt: result._tag === "SetAside" ? result.at : null,
              note: result.note
            })
          }
        }),
      listSetAside: (page) =>
        db.call(
          TenantScope.system,
          () => Page.fromItems(pageOf([...webhooks.values()].flatMap(setAside), page), page.limit)
        ),
      replay: (which, at) =>
        db.call(TenantScope.system, () => {
          const wanted = [...webhooks.values()].filter(({ id, setAsideAt }) =>
            setAsideAt !== null && (which === "all" || which.includes(id))
          )
          for (const event of wanted) {
            db.put(webhooks, event.id, { ...event, dueAt: DateTime.toEpochMillis(at), setAsideAt: null })
          }
          return wanted.length
        })
    })
  })
)

const setAside = ({ id, note, receivedAt, setAsideAt, tries }: WebhookRow): ReadonlyArray<SetAside> =>
  setAsideAt === null ? [] : [{ id, receivedAt, setAsideAt, tries, note: note ?? "" }]
