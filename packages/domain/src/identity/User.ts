/**
 * People who log in: admins of the platform, and owners and staff of a jeweller.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import type { JewellerId } from "../tenancy/Jeweller.js"

/**
 * UUIDv7 of a user.
 *
 * @since 0.1.0
 * @category model
 */
export const UserId = Schema.UUID.pipe(Schema.brand("UserId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type UserId = typeof UserId.Type

/**
 * ADMIN runs the platform and belongs to no jeweller; OWNER and STAFF are people of one. `Principal.policy` says what
 * each may do.
 *
 * @since 0.1.0
 * @category model
 */
export const Role = Schema.Literal("ADMIN", "OWNER", "STAFF")
/**
 * One of the three words.
 *
 * @since 0.1.0
 * @category model
 */
export type Role = typeof Role.Type

/**
 * An e-mail address, trimmed and in lower case, so that one address is one account.
 *
 * @since 0.1.0
 * @category model
 */
export const Email = Schema.compose(Schema.Trim, Schema.Lowercase).pipe(
  Schema.pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { message: () => "an e-mail address, such as owner@example.com" }),
  Schema.maxLength(254, { message: () => "an e-mail address has at most 254 characters" }),
  Schema.brand("Email")
)
/**
 * The normalised address, branded: two that are equal are one account.
 *
 * @since 0.1.0
 * @category model
 */
export type Email = typeof Email.Type

/**
 * `jewellerId` is null for admins only.
 *
 * @since 0.1.0
 * @category model
 */
export interface User {
  readonly id: UserId
  readonly jewellerId: JewellerId | null
  readonly email: Email
  readonly name: string
  readonly role: Role
  readonly passwordHash: string
}
