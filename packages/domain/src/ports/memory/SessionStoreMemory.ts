/**
 * Sessions in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as RefreshFamily from "../../identity/RefreshFamily.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { SessionStore } from "../SessionStore.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SessionStore, never, MemoryDatabase> = Layer.effect(
  SessionStore,
  Effect.map(MemoryDatabase, (db) => {
    const { sessions } = db.tables
    const put = (family: RefreshFamily.RefreshFamily) =>
      db.call(TenantScope.system, () => db.put(sessions, family.id, family))
    const find = (id: RefreshFamily.RefreshFamilyId) =>
      db.call(TenantScope.system, () => Option.fromNullable(sessions.get(id)))
    return SessionStore.of({
      insert: put,
      find,
      lock: find,
      save: put,
      revokeAll: (userId, except, at) =>
        db.call(TenantScope.system, () => {
          const open = [...sessions.values()].filter((family) =>
            family.userId === userId && family.id !== except && family.revokedAt === null
          )
          for (const family of open) db.put(sessions, family.id, RefreshFamily.revoke(family, at))
          return open.sort(byId).map(({ id }) => id)
        }),
      removeBefore: (before, limit) =>
        db.call(TenantScope.system, () => {
          const old = [...sessions.values()]
            .filter(({ expiresAt, revokedAt }) => DateTime.lessThan(revokedAt ?? expiresAt, before))
            .slice(0, limit)
          for (const { id } of old) db.remove(sessions, id)
          return old.length
        })
    })
  })
)
