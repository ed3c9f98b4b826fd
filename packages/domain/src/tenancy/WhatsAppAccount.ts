/**
 * A jeweller's connection to WhatsApp: one business phone number inside one WhatsApp Business Account (WABA).
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { JewellerId } from "./Jeweller.js"

/**
 * WhatsApp's id of a business phone number. It is the sender in every request, and not the number itself.
 *
 * @since 0.1.0
 * @category model
 */
export const PhoneNumberId = Schema.String.pipe(
  Schema.pattern(/^[0-9]{5,32}$/, {
    message: () => "a phone-number id is 5 to 32 digits, as WhatsApp Manager shows it"
  }),
  Schema.brand("PhoneNumberId")
)
/**
 * The id itself, branded, so that no phone number compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type PhoneNumberId = typeof PhoneNumberId.Type

/**
 * WhatsApp's id of a WhatsApp Business Account. Templates are approved per WABA.
 *
 * @since 0.1.0
 * @category model
 */
export const WabaId = Schema.String.pipe(
  Schema.pattern(/^[0-9]{5,32}$/, { message: () => "a WABA id is 5 to 32 digits, as WhatsApp Manager shows it" }),
  Schema.brand("WabaId")
)
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type WabaId = typeof WabaId.Type

/**
 * UUIDv7 of a connection.
 *
 * @since 0.1.0
 * @category model
 */
export const WhatsAppAccountId = Schema.UUID.pipe(Schema.brand("WhatsAppAccountId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type WhatsAppAccountId = typeof WhatsAppAccountId.Type

/**
 * PAUSED: WhatsApp refused the account (token, payment, policy); nothing is sent until it is connected again.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("CONNECTED", "PAUSED")
/**
 * One of the two words.
 *
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * `encryptedToken` is a compact JWE; the plain access token exists only in the sender.
 * `ratePerSecond` is WhatsApp's throughput of the number, inbound and outbound together.
 *
 * @since 0.1.0
 * @category model
 */
export const WhatsAppAccount = Schema.Struct({
  id: WhatsAppAccountId,
  jewellerId: JewellerId,
  wabaId: WabaId,
  phoneNumberId: PhoneNumberId,
  displayPhoneNumber: Schema.String,
  encryptedToken: Schema.String,
  status: Status,
  pauseReason: Schema.NullOr(Schema.String),
  ratePerSecond: Schema.Number,
  connectedAt: Schema.DateTimeUtcFromSelf
})
/**
 * A connection as a store has it; `pauseReason` is null while it is CONNECTED.
 *
 * @since 0.1.0
 * @category model
 */
export type WhatsAppAccount = typeof WhatsAppAccount.Type

/**
 * Throughput of a new number in messages per second (WhatsApp: "Throughput").
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultRatePerSecond = 80

/**
 * Whether this connection may send; the jeweller's own status is another question.
 *
 * @since 0.1.0
 * @category rules
 */
export const maySend = (account: Pick<WhatsAppAccount, "status">): boolean => account.status === "CONNECTED"
