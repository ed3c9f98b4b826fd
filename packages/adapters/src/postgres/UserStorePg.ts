/**
 * @since 0.1.0
 */
import { EmailTaken, UserNotFound } from "@ektola/domain/identity/IdentityError"
import type { Email, User, UserId } from "@ektola/domain/identity/User"
import { UserStore } from "@ektola/domain/ports/UserStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Database } from "./Database.js"
import { text } from "./internal/values.js"

interface UserRow {
  readonly id: string
  readonly jeweller_id: string | null
  readonly email: string
  readonly name: string
  readonly role: string
  readonly password_hash: string
}

const toUser = (row: UserRow): User => ({
  id: row.id as UserId,
  jewellerId: row.jeweller_id as JewellerId | null,
  email: row.email as Email,
  name: row.name,
  role: row.role as User["role"],
  passwordHash: row.password_hash
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<UserStore, never, Database> = Layer.effect(
  UserStore,
  Effect.map(Database, ({ call, sql }) =>
    UserStore.of({
      insert: (user) =>
        call(
          TenantScope.system,
          "UserStore.insert",
          Effect.flatMap(
            sql`
              insert into users (id, jeweller_id, email, name, role, password_hash)
              values (
                ${user.id}, ${user.jewellerId}, ${user.email}, ${text(user.name)}, ${user.role}, ${user.passwordHash}
              )
              on conflict (email) do nothing
              returning id
            `,
            (rows) => rows.length === 0 ? new EmailTaken() : Effect.void
          )
        ),
      findByEmail: (email) =>
        call(
          TenantScope.system,
          "UserStore.findByEmail",
          Effect.map(
            sql<UserRow>`select * from users where email = ${email}`,
            (rows) => Option.map(Option.fromNullable(rows[0]), toUser)
          )
        ),
      get: (userId) =>
        call(
          TenantScope.system,
          "UserStore.get",
          Effect.flatMap(
            sql<UserRow>`select * from users where id = ${userId}`,
            (rows) => rows[0] === undefined ? new UserNotFound({ userId }) : Effect.succeed(toUser(rows[0]))
          )
        ),
      listOwners: (jewellerId) =>
        call(
          TenantScope.system,
          "UserStore.listOwners",
          Effect.map(
            sql<UserRow>`select * from users where jeweller_id = ${jewellerId} and role = 'OWNER' order by id`,
            (rows) => rows.map(toUser)
          )
        ),
      replacePasswordHash: (userId, from, to) =>
        call(
          TenantScope.system,
          "UserStore.replacePasswordHash",
          Effect.map(
            sql`update users set password_hash = ${to} where id = ${userId} and password_hash = ${from} returning id`,
            (rows) => rows.length > 0
          )
        )
    }))
)
