/**
 * What a status webhook says about one attempt.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"
import type { Failure } from "./Failure.js"

/**
 * `status` is WhatsApp's word in lower case (`sent`, `delivered`, `read`, `failed`, or one we do not know, which is kept
 * and changes nothing). `token` is our opaque callback data. `failure` is set for `failed`. The person may be known by
 * phone (digits, no plus), by business-scoped user id, or both.
 *
 * @since 0.1.0
 * @category model
 */
export interface StatusUpdate {
  readonly phoneNumberId: PhoneNumberId
  readonly wabaId: string | null
  readonly wamid: string
  readonly token: string | null
  readonly status: string
  readonly occurredAt: DateTime.Utc
  readonly recipientPhone: string | null
  readonly waUserId: string | null
  readonly failure: Failure | null
}
