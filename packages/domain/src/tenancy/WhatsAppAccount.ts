/**
 * A jeweller's connection to WhatsApp: one business phone number inside one WhatsApp Business Account (WABA).
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { Standing } from "./AccountStanding.js"
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
 * PAUSED: WhatsApp refused the account (token, payment, policy); nothing is sent until it is connected again, or, for
 * payment and policy, until a trial succeeds.
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
 * Why a sender is paused. ACCOUNT takes a person, who connects it again; PAYMENT and POLICY may end by themselves.
 *
 * @since 0.1.0
 * @category model
 */
export const PauseClass = Schema.Literal("ACCOUNT", "PAYMENT", "POLICY")
/**
 * One of the three words, which are classes of failures too.
 *
 * @since 0.1.0
 * @category model
 */
export type PauseClass = typeof PauseClass.Type

/**
 * `encryptedToken` is a compact JWE; the plain access token exists only in the sender. It is empty, and the sender paused,
 * once WhatsApp has told that it may not be used any more.
 * `ratePerSecond` is WhatsApp's throughput of the number, inbound and outbound together.
 * `resumeAt` is when a paused sender is tried again, null when only connecting helps; `pauses` counts the pauses since it
 * last sent something. `messagingLimit` is how many persons the portfolio may write to in 24 hours, null when it is
 * unlimited or not known. `standing` is what WhatsApp has said by itself.
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
  pauseClass: Schema.NullOr(PauseClass),
  resumeAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  pauses: Schema.Number,
  ratePerSecond: Schema.Number,
  portfolioId: Schema.NullOr(Schema.String),
  messagingLimit: Schema.NullOr(Schema.Number),
  standing: Schema.typeSchema(Standing),
  connectedAt: Schema.DateTimeUtcFromSelf
})
/**
 * A connection as a store has it; `pauseReason`, `pauseClass` and `resumeAt` are null while it is CONNECTED.
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
 * Whether this connection may send, if only as a trial; the jeweller's own status is another question.
 *
 * @since 0.1.0
 * @category rules
 */
export const maySend = (account: Pick<WhatsAppAccount, "status" | "resumeAt">, now: DateTime.Utc): boolean =>
  account.status === "CONNECTED" || isOnTrial(account, now)

/**
 * Whether the pause has lasted long enough to be tried: one message at a time goes, and what becomes of it decides.
 *
 * @since 0.1.0
 * @category rules
 */
export const isOnTrial = (account: Pick<WhatsAppAccount, "status" | "resumeAt">, now: DateTime.Utc): boolean =>
  account.status === "PAUSED" && account.resumeAt !== null && DateTime.lessThanOrEqualTo(account.resumeAt, now)

/**
 * Whose messaging limit the sender shares. WhatsApp counts persons per business portfolio; where that is not known, the
 * WABA stands for it, which is right unless the portfolio has several.
 *
 * @since 0.1.0
 * @category getters
 */
export const portfolioOf = ({ portfolioId, wabaId }: Pick<WhatsAppAccount, "portfolioId" | "wabaId">): string =>
  portfolioId ?? wabaId

/**
 * The portfolio and how many persons it may write to in 24 hours; null when they need not be counted.
 *
 * @since 0.1.0
 * @category getters
 */
export const limitedPortfolio = (
  account: Pick<WhatsAppAccount, "messagingLimit" | "portfolioId" | "wabaId">
): { readonly id: string; readonly limit: number } | null =>
  account.messagingLimit === null ? null : { id: portfolioOf(account), limit: account.messagingLimit }
