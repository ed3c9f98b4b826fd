/**
 * @since 0.1.0
 */
import type { SqlError } from "@effect/sql/SqlError"
import type { Invitation, InvitationId } from "@ektola/domain/identity/Invitation"
import type { Email, Role, UserId } from "@ektola/domain/identity/User"
import { InvitationStore } from "@ektola/domain/ports/InvitationStore"
import * as Page from "@ektola/domain/ports/Page"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Database } from "./Database.js"
import { instant, instantOrNull, toDate, toDateOrNull } from "./internal/values.js"

interface InvitationRow {
  readonly id: string
  readonly jeweller_id: string | null
  readonly email: string
  readonly role: string
  readonly secret_hash: string
  readonly invited_by: string
  readonly created_at: Date
  readonly expires_at: Date
  readonly accepted_at: Date | null
  readonly revoked_at: Date | null
}

const toInvitation = (row: InvitationRow): Invitation => ({
  id: row.id as InvitationId,
  jewellerId: row.jeweller_id as JewellerId | null,
  email: row.email as Email,
  role: row.role as Role,
  secretHash: row.secret_hash,
  invitedBy: row.invited_by as UserId,
  createdAt: instant(row.created_at),
  expiresAt: instant(row.expires_at),
  acceptedAt: instantOrNull(row.accepted_at),
  revokedAt: instantOrNull(row.revoked_at)
})

const first = (rows: Effect.Effect<ReadonlyArray<InvitationRow>, SqlError>) =>
  Effect.map(rows, ([row]) => Option.map(Option.fromNullable(row), toInvitation))

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<InvitationStore, never, Database> = Layer.effect(
  InvitationStore,
  Effect.map(Database, ({ call, sql }) =>
    InvitationStore.of({
      insert: (invitation) =>
        call(
          TenantScope.system,
          "InvitationStore.insert",
          Effect.asVoid(sql`
            insert into invitations (
              id, jeweller_id, email, role, secret_hash, invited_by, created_at, expires_at, accepted_at, revoked_at
            )
            values (
              ${invitation.id}, ${invitation.jewellerId}, ${invitation.email}, ${invitation.role},
              ${invitation.secretHash}, ${invitation.invitedBy}, ${toDate(invitation.createdAt)},
              ${toDate(invitation.expiresAt)}, ${toDateOrNull(invitation.acceptedAt)},
              ${toDateOrNull(invitation.revokedAt)}
            )
          `)
        ),
      lock: (team, id) =>
        call(
          TenantScope.system,
          "InvitationStore.lock",
          first(sql<InvitationRow>`
            select * from invitations where id = ${id} and jeweller_id is not distinct from ${team}::uuid for update
          `)
        ),
      lockBySecretHash: (secretHash) =>
        call(
          TenantScope.system,
          "InvitationStore.lockBySecretHash",
          first(sql<InvitationRow>`select * from invitations where secret_hash = ${secretHash} for update`)
        ),
      lockRecent: (team, after) =>
        call(
          TenantScope.system,
          "InvitationStore.lockRecent",
          Effect.map(
            // A team without invitations has no row to lock.
            sql`select pg_advisory_xact_lock(hashtext('invitations'), hashtext(${team ?? "admins"}))`.pipe(
              Effect.zipRight(sql<InvitationRow>`
                select * from invitations
                where jeweller_id is not distinct from ${team}::uuid and created_at > ${toDate(after)}
                order by id
                for update
              `)
            ),
            (rows) => rows.map(toInvitation)
          )
        ),
      save: ({ acceptedAt, id, revokedAt }) =>
        call(
          TenantScope.system,
          "InvitationStore.save",
          Effect.asVoid(sql`
            update invitations set
              accepted_at = ${toDateOrNull(acceptedAt)}, revoked_at = ${toDateOrNull(revokedAt)}
            where id = ${id}
          `)
        ),
      listPage: (team, { after, limit }) =>
        call(
          TenantScope.system,
          "InvitationStore.listPage",
          Effect.map(
            sql<InvitationRow>`
              select * from invitations
              where jeweller_id is not distinct from ${team}::uuid and (${after}::uuid is null or id > ${after})
              order by id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toInvitation), limit)
          )
        ),
      removeBefore: (before, limit) =>
        call(
          TenantScope.system,
          "InvitationStore.removeBefore",
          Effect.map(
            sql`
              delete from invitations where id in (
                select id from invitations where expires_at < ${toDate(before)} limit ${limit} for update skip locked
              )
              returning 1
            `,
            (rows) => rows.length
          )
        )
    }))
)
