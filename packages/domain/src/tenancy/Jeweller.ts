/**
 * A jeweller is the tenant: the shop whose customers are messaged. This module owns who may send.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as Language from "../contacts/Language.js"
import { AllowedHours } from "../recurrence/AllowedHours.js"
import { TimeZoneName } from "../recurrence/TimeZone.js"

/**
 * UUIDv7 of a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export const JewellerId = Schema.UUID.pipe(Schema.brand("JewellerId"))
/**
 * @since 0.1.0
 * @category model
 */
export type JewellerId = typeof JewellerId.Type

/**
 * PENDING until an admin approves; SUSPENDED and REJECTED jewellers can read but send nothing.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("PENDING", "ACTIVE", "SUSPENDED", "REJECTED")
/**
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * `allowedHours` are when customers may be messaged, by the clock of `zone`; null is any hour.
 *
 * @since 0.1.0
 * @category model
 */
export const Jeweller = Schema.Struct({
  id: JewellerId,
  name: Schema.String,
  status: Status,
  statusReason: Schema.NullOr(Schema.String),
  zone: TimeZoneName,
  defaultLanguage: Language.Language,
  allowedHours: Schema.NullOr(AllowedHours),
  createdAt: Schema.DateTimeUtcFromSelf
})
/**
 * @since 0.1.0
 * @category model
 */
export type Jeweller = typeof Jeweller.Type

/**
 * The zone a shop has unless it says otherwise.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultZone = "Asia/Kolkata"

/**
 * Whether messages may leave for this jeweller. Holds in the worker as well as in HTTP.
 *
 * @since 0.1.0
 * @category rules
 */
export const maySend = (jeweller: Pick<Jeweller, "status">): boolean => jeweller.status === "ACTIVE"

const approvals: Readonly<Record<Status, ReadonlyArray<Status>>> = {
  PENDING: ["ACTIVE", "REJECTED"],
  ACTIVE: ["SUSPENDED"],
  SUSPENDED: ["ACTIVE"],
  REJECTED: ["ACTIVE"]
}

/**
 * The statuses an admin may set next. Setting the present status again is no change.
 *
 * @since 0.1.0
 * @category rules
 */
export const mayBecome = (from: Status, to: Status): boolean => from === to || approvals[from].includes(to)
