/**
 * What a person chose about a jeweller's marketing inside WhatsApp itself.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"

/**
 * The person is known by phone, by business-scoped user id, or both. `at` has whole seconds (WhatsApp,
 * "user_preferences").
 *
 * @since 0.1.0
 * @category model
 */
export interface Preference {
  readonly phoneNumberId: PhoneNumberId
  readonly phone: PhoneNumber | null
  readonly waUserId: string | null
  readonly value: "stop" | "resume"
  readonly at: DateTime.Utc
}
