/**
 * Rotating refresh tokens. One log-in is a family; each use of its token rotates it to the next generation.
 *
 * A token is not stored: it is derived from `derivedFrom(family, generation)` by HMAC, so the successor of a generation
 * is one value, however often it is asked for. A client that races itself, or whose answer was lost, gets that same
 * successor again for a short grace; an old token later than that was copied, and ends the family. Whoever stores the
 * family locks it from before `present` until the outcome is stored.
 *
 * Invariants: at every moment at most one generation rotates; a family that is revoked or expired never does again;
 * `generation` only rises.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import type { UserId } from "./User.js"

/**
 * UUIDv7 of a family, which is the id of a session.
 *
 * @since 0.1.0
 * @category model
 * @public
 */
export const RefreshFamilyId = Schema.UUID.pipe(Schema.brand("RefreshFamilyId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type RefreshFamilyId = typeof RefreshFamilyId.Type

/**
 * `generation` is that of the one token that still rotates; the first is 1.
 *
 * @since 0.1.0
 * @category model
 */
export interface RefreshFamily {
  readonly id: RefreshFamilyId
  readonly userId: UserId
  readonly generation: number
  readonly issuedAt: DateTime.Utc
  readonly lastRotatedAt: DateTime.Utc
  readonly expiresAt: DateTime.Utc
  readonly revokedAt: DateTime.Utc | null
}

/**
 * How long a token may lie unused.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const lifetime = Duration.days(7)
/**
 * How long a family may live in all, however often it is used: then one logs in again (NIST SP 800-63B, AAL1).
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const longestLife = Duration.days(30)
/**
 * How long after a rotation the token before is answered with the same successor.
 *
 * @since 0.1.0
 * @category constants
 * @public
 */
export const grace = Duration.seconds(30)

/**
 * A family as it begins with a log-in.
 *
 * @since 0.1.0
 * @category constructors
 * @public
 */
export const begin = (id: RefreshFamilyId, userId: UserId, now: DateTime.Utc): RefreshFamily => ({
  id,
  userId,
  generation: 1,
  issuedAt: now,
  lastRotatedAt: now,
  expiresAt: DateTime.addDuration(now, lifetime),
  revokedAt: null
})

/**
 * What the token of a generation is derived from. The words in front keep it apart from other uses of the same key.
 *
 * @since 0.1.0
 * @category getters
 * @public
 */
export const derivedFrom = (family: Pick<RefreshFamily, "id">, generation: number): string =>
  `refresh-token:${family.id}:${generation}`

/**
 * - `Rotate`: store `next` and answer with the token of its generation
 * - `Repeat`: store nothing and answer with the token of `generation`, which was answered before
 * - `Reuse`: store `revoked`, refuse; other families of the user stay
 * - `Expired`, `Revoked`: refuse
 *
 * @since 0.1.0
 * @category model
 */
export type Outcome =
  | { readonly _tag: "Rotate"; readonly next: RefreshFamily }
  | { readonly _tag: "Repeat"; readonly generation: number }
  | { readonly _tag: "Reuse"; readonly revoked: RefreshFamily }
  | { readonly _tag: "Expired" }
  | { readonly _tag: "Revoked" }

/**
 * Decides about a genuine token of the family. A generation that was not given out yet can only come from a database
 * that was put back in time, and is treated as a copy.
 *
 * @since 0.1.0
 * @category rules
 * @public
 */
export const present = (family: RefreshFamily, generation: number, now: DateTime.Utc): Outcome => {
  if (family.revokedAt !== null) return { _tag: "Revoked" }
  if (DateTime.greaterThanOrEqualTo(now, family.expiresAt)) return { _tag: "Expired" }
  if (generation === family.generation) return { _tag: "Rotate", next: rotate(family, now) }
  const graceEnds = DateTime.addDuration(family.lastRotatedAt, grace)
  return generation === family.generation - 1 && generation > 0 && DateTime.lessThan(now, graceEnds)
    ? { _tag: "Repeat", generation: family.generation }
    : { _tag: "Reuse", revoked: revoke(family, now) }
}

/**
 * Ends the family, as log-out and a change of password do. The first moment stays.
 *
 * @since 0.1.0
 * @category rules
 * @public
 */
export const revoke = (family: RefreshFamily, now: DateTime.Utc): RefreshFamily => ({
  ...family,
  revokedAt: family.revokedAt ?? now
})

const rotate = (family: RefreshFamily, now: DateTime.Utc): RefreshFamily => ({
  ...family,
  generation: family.generation + 1,
  lastRotatedAt: now,
  expiresAt: DateTime.min(DateTime.addDuration(now, lifetime), DateTime.addDuration(family.issuedAt, longestLife))
})
