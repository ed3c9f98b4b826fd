/**
 * @since 0.1.0
 */
import type { RefreshFamily, RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import type { UserId } from "@ektola/domain/identity/User"
import { SessionStore } from "@ektola/domain/ports/SessionStore"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Database } from "./Database.js"
import { instant, instantOrNull, toDate, toDateOrNull } from "./internal/values.js"

interface SessionRow {
  readonly id: string
  readonly user_id: string
  readonly generation: number
  readonly issued_at: Date
  readonly last_rotated_at: Date
  readonly expires_at: Date
  readonly revoked_at: Date | null
}

const toFamily = (row: SessionRow): RefreshFamily => ({
  id: row.id as RefreshFamilyId,
  userId: row.user_id as UserId,
  generation: row.generation,
  issuedAt: instant(row.issued_at),
  lastRotatedAt: instant(row.last_rotated_at),
  expiresAt: instant(row.expires_at),
  revokedAt: instantOrNull(row.revoked_at)
})

const first = (rows: ReadonlyArray<SessionRow>) => Option.map(Option.fromNullable(rows[0]), toFamily)

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SessionStore, never, Database> = Layer.effect(
  SessionStore,
  Effect.map(Database, ({ call, sql }) =>
    SessionStore.of({
      insert: (family) =>
        call(
          TenantScope.system,
          "SessionStore.insert",
          sql`
            insert into sessions (id, user_id, generation, issued_at, last_rotated_at, expires_at, revoked_at)
            values (
              ${family.id}, ${family.userId}, ${family.generation}, ${toDate(family.issuedAt)},
              ${toDate(family.lastRotatedAt)}, ${toDate(family.expiresAt)}, ${toDateOrNull(family.revokedAt)}
            )
          `.pipe(Effect.asVoid)
        ),
      find: (id) =>
        call(
          TenantScope.system,
          "SessionStore.find",
          Effect.map(sql<SessionRow>`select * from sessions where id = ${id}`, first)
        ),
      lock: (id) =>
        call(
          TenantScope.system,
          "SessionStore.lock",
          Effect.map(sql<SessionRow>`select * from sessions where id = ${id} for no key update`, first)
        ),
      save: (family) =>
        call(
          TenantScope.system,
          "SessionStore.save",
          sql`
            update sessions set
              generation = ${family.generation}, last_rotated_at = ${toDate(family.lastRotatedAt)},
              expires_at = ${toDate(family.expiresAt)}, revoked_at = ${toDateOrNull(family.revokedAt)}
            where id = ${family.id}
          `.pipe(Effect.asVoid)
        ),
      revokeAll: (userId, except, at) =>
        call(
          TenantScope.system,
          "SessionStore.revokeAll",
          Effect.map(
            // Locked in id order, so that two of these cannot wait for each other.
            sql<{ id: string }>`
              with open as (
                select id from sessions
                where user_id = ${userId} and revoked_at is null and id is distinct from ${except}::uuid
                order by id for no key update
              ), ended as (
                update sessions set revoked_at = ${toDate(at)} from open where sessions.id = open.id
                returning sessions.id
              )
              select id from ended order by id
            `,
            (rows) => rows.map(({ id }) => id as RefreshFamilyId)
          )
        ),
      removeBefore: (before, limit) =>
        call(
          TenantScope.system,
          "SessionStore.removeBefore",
          Effect.map(
            sql`
              delete from sessions where id in (
                select id from sessions where coalesce(revoked_at, expires_at) < ${toDate(before)}
                limit ${limit} for update skip locked
              )
              returning 1
            `,
            (rows) => rows.length
          )
        )
    }))
)
