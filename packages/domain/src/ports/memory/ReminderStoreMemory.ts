/**
 * Keys of reminders in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type ReminderKey, ReminderStore, toText } from "../ReminderStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<ReminderStore, never, MemoryDatabase> = Layer.effect(
  ReminderStore,
  Effect.map(MemoryDatabase, (db) => {
    const { reminders } = db.tables
    const place = (jewellerId: string, campaignId: string, key: ReminderKey) =>
      `${jewellerId} ${campaignId} ${toText(key)}`
    return ReminderStore.of({
      findTaken: (jewellerId, campaignId, keys) =>
        db.call(
          TenantScope.tenant(jewellerId),
          () =>
            keys.flatMap((key) => {
              const runId = reminders.get(place(jewellerId, campaignId, key))
              return runId === undefined ? [] : [{ ...key, runId }]
            })
        ),
      take: ({ campaignId, id, jewellerId }, keys) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          keys.filter((key) => {
            const at = place(jewellerId, campaignId, key)
            if (reminders.has(at)) return false
            db.put(reminders, at, id)
            return true
          }))
    })
  })
)
