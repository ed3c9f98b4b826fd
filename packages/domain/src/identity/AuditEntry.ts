/**
 * What somebody did that security depends on: who, what, when, from where. Kept for admins to read, and never changed.
 *
 * An entry has ids, words and reasons that an admin wrote; never a password, code, token or telephone number.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { UserId } from "./User.js"

/**
 * UUIDv7 of an entry.
 *
 * @since 0.1.0
 * @category model
 */
export const AuditEntryId = Schema.UUID.pipe(Schema.brand("AuditEntryId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type AuditEntryId = typeof AuditEntryId.Type

/**
 * Everything that is written down. A refused log-in is not among it (the limits of `Tries` count those); the one after which none is
 * compared for a while is.
 *
 * @since 0.1.0
 * @category model
 */
export const Action = Schema.Literal(
  "REGISTERED",
  "ADMIN_CREATED",
  "LOGGED_IN",
  "LOG_IN_LOCKED",
  "LOGGED_OUT",
  "LOGGED_OUT_EVERYWHERE",
  "REFRESH_TOKEN_REUSED",
  "PASSWORD_CHANGED",
  "PASSWORD_RESET",
  "INVITED",
  "INVITATION_REVOKED",
  "INVITATION_ACCEPTED",
  "JEWELLER_APPROVED",
  "JEWELLER_REJECTED",
  "JEWELLER_SUSPENDED",
  "JEWELLER_ACTIVATED",
  "JEWELLER_CHANGED",
  "NOTE_ADDED",
  "WHATSAPP_CONNECTED",
  "TEMPLATE_CREATED",
  "TEMPLATE_APPROVAL_SET",
  "SENDING_STOPPED",
  "SENDING_RELEASED"
)
/**
 * One of the words.
 *
 * @since 0.1.0
 * @category model
 */
export type Action = typeof Action.Type

/**
 * `actorId` is null for what nobody did who had logged in. `jewellerId` is the shop that it is about, if it is about one.
 * `subject` is the id of the thing that was acted on; `detail` has a few further words.
 *
 * @since 0.1.0
 * @category model
 */
export interface AuditEntry {
  readonly id: AuditEntryId
  readonly at: DateTime.Utc
  readonly action: Action
  readonly actorId: UserId | null
  readonly jewellerId: JewellerId | null
  readonly subject: string | null
  readonly detail: Readonly<Record<string, string>>
  readonly address: string | null
  readonly requestId: string | null
}
