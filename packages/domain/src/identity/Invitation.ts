/**
 * A letter that lets somebody make an account: an owner takes people into the shop, an admin makes another admin.
 *
 * The letter has a secret; only its hash is kept. An invitation is used once, for so many days, and its secret proves
 * that the reader has the mailbox: so the account has the address that was invited.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Email, Role, UserId } from "./User.js"

/**
 * UUIDv7 of an invitation.
 *
 * @since 0.1.0
 * @category model
 */
export const InvitationId = Schema.UUID.pipe(Schema.brand("InvitationId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type InvitationId = typeof InvitationId.Type

/**
 * `jewellerId` is null for an admin. Of `acceptedAt` and `revokedAt` one at most is set, once.
 *
 * @since 0.1.0
 * @category model
 */
export interface Invitation {
  readonly id: InvitationId
  readonly jewellerId: JewellerId | null
  readonly email: Email
  readonly role: Role
  readonly secretHash: string
  readonly invitedBy: UserId
  readonly createdAt: DateTime.Utc
  readonly expiresAt: DateTime.Utc
  readonly acceptedAt: DateTime.Utc | null
  readonly revokedAt: DateTime.Utc | null
}

/**
 * How long an invitation can be accepted.
 *
 * @since 0.1.0
 * @category constants
 */
export const lifetime = Duration.days(7)

/**
 * Invitations of one shop, or of all admins together, in 24 hours: enough for any shop, and too few for somebody who
 * registers to write to strangers through us.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxPerDay = 20

/**
 * Who is invited by whom.
 *
 * @since 0.1.0
 * @category constants
 */
export const invites: Readonly<Record<Role, ReadonlyArray<Role>>> = {
  ADMIN: ["ADMIN"],
  OWNER: ["OWNER", "STAFF"],
  STAFF: []
}

/**
 * What became of an invitation.
 *
 * @since 0.1.0
 * @category model
 */
export const Standing = Schema.Literal("OPEN", "ACCEPTED", "REVOKED", "EXPIRED")
/**
 * One of the four words; only OPEN can be accepted or revoked.
 *
 * @since 0.1.0
 * @category model
 */
export type Standing = typeof Standing.Type

/**
 * How the invitation stands now.
 *
 * @since 0.1.0
 * @category rules
 */
export const standing = (
  { acceptedAt, expiresAt, revokedAt }: Pick<Invitation, "acceptedAt" | "expiresAt" | "revokedAt">,
  now: DateTime.Utc
): Standing =>
  acceptedAt !== null
    ? "ACCEPTED"
    : revokedAt !== null
    ? "REVOKED"
    : DateTime.greaterThanOrEqualTo(now, expiresAt)
    ? "EXPIRED"
    : "OPEN"

/**
 * From when on the shop may invite once more, `now` when it may. `recent` are its invitations, in any order.
 *
 * @since 0.1.0
 * @category rules
 */
export const invitableAt = (
  recent: ReadonlyArray<Pick<Invitation, "createdAt">>,
  now: DateTime.Utc
): DateTime.Utc => {
  const ends = recent.map(({ createdAt }) => DateTime.addDuration(createdAt, Duration.days(1)))
    .filter((end) => DateTime.greaterThan(end, now))
    .toSorted(DateTime.Order)
  return ends.at(-maxPerDay) ?? now
}
