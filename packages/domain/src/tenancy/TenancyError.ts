/**
 * Refusals about jewellers and their WhatsApp connections.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Status } from "./Jeweller.js"

/**
 * No jeweller with this id exists for the caller.
 *
 * @since 0.1.0
 * @category errors
 */
export class JewellerNotFound extends Schema.TaggedError<JewellerNotFound>("@ektola/domain/JewellerNotFound")(
  "JewellerNotFound",
  { jewellerId: Schema.String }
) {
  override get message() {
    return `There is no jeweller ${this.jewellerId}.`
  }
}

/**
 * The jeweller's status forbids the step.
 *
 * @since 0.1.0
 * @category errors
 */
export class JewellerStatusRefused
  extends Schema.TaggedError<JewellerStatusRefused>("@ektola/domain/JewellerStatusRefused")("JewellerStatusRefused", {
    status: Status,
    wanted: Schema.String
  })
{
  override get message() {
    return `A jeweller that is ${this.status} cannot ${this.wanted}.`
  }
}

/**
 * Another jeweller has connected this phone-number id.
 *
 * @since 0.1.0
 * @category errors
 */
export class PhoneNumberIdTaken extends Schema.TaggedError<PhoneNumberIdTaken>("@ektola/domain/PhoneNumberIdTaken")(
  "PhoneNumberIdTaken",
  { phoneNumberId: Schema.String }
) {
  override get message() {
    return `The phone-number id ${this.phoneNumberId} is already connected to another account. Disconnect it there first.`
  }
}

/**
 * The jeweller has not connected WhatsApp yet.
 *
 * @since 0.1.0
 * @category errors
 */
export class WhatsAppNotConnected
  extends Schema.TaggedError<WhatsAppNotConnected>("@ektola/domain/WhatsAppNotConnected")("WhatsAppNotConnected", {})
{
  override get message() {
    return "WhatsApp is not connected. Connect a phone number first."
  }
}

/**
 * WhatsApp does not take the access token, or not for this WABA; nothing was stored. `reason` has no part of the token.
 *
 * @since 0.1.0
 * @category errors
 */
export class WhatsAppTokenRefused
  extends Schema.TaggedError<WhatsAppTokenRefused>("@ektola/domain/WhatsAppTokenRefused")("WhatsAppTokenRefused", {
    reason: Schema.String
  })
{
  override get message() {
    return `WhatsApp does not take this access token: ${this.reason}. Make a system user's token that may manage and send, ` +
      "for this WABA."
  }
}

/**
 * WhatsApp could not be asked about the token; nothing was stored.
 *
 * @since 0.1.0
 * @category errors
 */
export class WhatsAppUnavailable
  extends Schema.TaggedError<WhatsAppUnavailable>("@ektola/domain/WhatsAppUnavailable")("WhatsAppUnavailable", {})
{
  override get message() {
    return "WhatsApp does not answer at the moment, so the access token was not checked. Try again in a few minutes."
  }
}
