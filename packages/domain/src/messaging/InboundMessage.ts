/**
 * A message that a person sent to the jeweller's number.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"

/**
 * `id` is WhatsApp's, `kind` its word for what it is (`text`, `button`, `image`, `system`, …). The person is known by phone, by business-scoped user id (`waUserId`), or both. `text` is what was
 * typed or the label of the button that was tapped, `payload` what the button stands for; both are null for anything
 * else, such as a picture. `answers` is the wamid of the message that this one quotes, or whose button was tapped; it
 * may be missing there too. `newPhone` is the number that the person has from now on, when WhatsApp tells of a change, and
 * `phone` is the one before. `at` has whole seconds (WhatsApp, "Inbound messages").
 *
 * @since 0.1.0
 * @category model
 */
export interface InboundMessage {
  readonly id: string
  readonly kind: string
  readonly phoneNumberId: PhoneNumberId
  readonly phone: PhoneNumber | null
  readonly waUserId: string | null
  readonly at: DateTime.Utc
  readonly text: string | null
  readonly payload: string | null
  readonly answers: string | null
  readonly newPhone: PhoneNumber | null
}
