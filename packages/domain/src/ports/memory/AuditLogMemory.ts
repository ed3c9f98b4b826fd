/**
 * The audit log in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { AuditLog } from "../AuditLog.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the log on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<AuditLog, never, MemoryDatabase> = Layer.effect(
  AuditLog,
  Effect.map(MemoryDatabase, (db) => {
    const { audit } = db.tables
    return AuditLog.of({
      append: (entries) =>
        db.call(TenantScope.system, () => entries.forEach((entry) => db.put(audit, entry.id, entry))),
      listPage: ({ action, actorId, jewellerId }, { after, limit }) =>
        db.call(TenantScope.system, () =>
          Page.fromItems(
            [...audit.values()]
              .filter((entry) =>
                (action === null || entry.action === action) && (actorId === null || entry.actorId === actorId) &&
                (jewellerId === null || entry.jewellerId === jewellerId) && (after === null || entry.id < after)
              )
              .sort((a, b) => byId(b, a))
              .slice(0, limit + 1),
            limit
          ))
    })
  })
)
