/**
 * Users in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { EmailTaken, UserNotFound } from "../../identity/IdentityError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { UserStore } from "../UserStore.js"
import { byId, MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<UserStore, never, MemoryDatabase> = Layer.effect(
  UserStore,
  Effect.map(MemoryDatabase, (db) => {
    const find = (wanted: (user: { readonly email: string }) => boolean) => [...db.tables.users.values()].find(wanted)
    return UserStore.of({
      insert: (user) =>
        Effect.flatMap(
          db.call(TenantScope.system, () => {
            const taken = find(({ email }) => email === user.email) !== undefined
            if (!taken) db.put(db.tables.users, user.id, user)
            return taken
          }),
          (taken) => taken ? new EmailTaken() : Effect.void
        ),
      findByEmail: (email) =>
        db.call(TenantScope.system, () => Option.fromNullable(find((user) => user.email === email))),
      get: (userId) =>
        Effect.flatMap(
          db.call(TenantScope.system, () => db.tables.users.get(userId)),
          (user) => user === undefined ? new UserNotFound({ userId }) : Effect.succeed(user)
        ),
      listOwners: (jewellerId) =>
        db.call(TenantScope.system, () =>
          [...db.tables.users.values()]
            .filter((user) => user.role === "OWNER" && user.jewellerId === jewellerId)
            .sort(byId)),
      replacePasswordHash: (userId, from, to) =>
        db.call(TenantScope.system, () => {
          const user = db.tables.users.get(userId)
          if (user?.passwordHash !== from) return false
          db.put(db.tables.users, userId, { ...user, passwordHash: to })
          return true
        })
    })
  })
)
