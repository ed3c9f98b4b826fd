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
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type JewellerId = typeof JewellerId.Type

/**
 * PENDING until an admin approves or rejects; SUSPENDED for a while. `allowed` says what each may do.
 *
 * @since 0.1.0
 * @category model
 */
export const Status = Schema.Literal("PENDING", "ACTIVE", "SUSPENDED", "REJECTED")
/**
 * One of the four words; `maySend` and `may` answer what it means.
 *
 * @since 0.1.0
 * @category model
 */
export type Status = typeof Status.Type

/**
 * `allowedHours` are when customers may be messaged, by the clock of `zone`. Null is any hour, and what a jeweller
 * registers with.
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
 * A jeweller as a store has it; `statusReason` is what an admin said, for the jeweller to read.
 *
 * @since 0.1.0
 * @category model
 */
export type Jeweller = typeof Jeweller.Type

/**
 * What a shop decides about itself. Campaigns keep the zone that they were planned in.
 *
 * @since 0.1.0
 * @category model
 */
export type Settings = Pick<Jeweller, "name" | "zone" | "defaultLanguage" | "allowedHours">

/**
 * The zone a shop has unless it says otherwise.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultZone = "Asia/Kolkata"

/**
 * What a status may forbid; whatever is no deed, such as logging in, reading, and hearing of statuses and refusals, no
 * status forbids. `KEEP_WAITING` is of messages already planned, which otherwise are cancelled.
 *
 * @since 0.1.0
 * @category model
 */
export type Deed =
  | "IMPORT"
  | "CREATE_CAMPAIGN"
  | "ACTIVATE_CAMPAIGN"
  | "SEND"
  | "KEEP_WAITING"

/**
 * What each status allows. Whoever waits for approval or is suspended prepares everything, and nothing leaves. A shop
 * that was turned away brings no further people's data.
 *
 * @since 0.1.0
 * @category constants
 */
export const allowed: Readonly<Record<Status, Readonly<Record<Deed, boolean>>>> = {
  PENDING: {
    IMPORT: true,
    CREATE_CAMPAIGN: true,
    ACTIVATE_CAMPAIGN: false,
    SEND: false,
    KEEP_WAITING: true
  },
  ACTIVE: {
    IMPORT: true,
    CREATE_CAMPAIGN: true,
    ACTIVATE_CAMPAIGN: true,
    SEND: true,
    KEEP_WAITING: true
  },
  SUSPENDED: {
    IMPORT: true,
    CREATE_CAMPAIGN: true,
    ACTIVATE_CAMPAIGN: false,
    SEND: false,
    KEEP_WAITING: true
  },
  REJECTED: {
    IMPORT: false,
    CREATE_CAMPAIGN: false,
    ACTIVATE_CAMPAIGN: false,
    SEND: false,
    KEEP_WAITING: false
  }
}

/**
 * Whether the jeweller's status allows it. Holds in the worker as well as in HTTP.
 *
 * @since 0.1.0
 * @category rules
 */
export const may = (jeweller: Pick<Jeweller, "status">, deed: Deed): boolean => allowed[jeweller.status][deed]

/**
 * Whether messages may leave for this jeweller.
 *
 * @since 0.1.0
 * @category rules
 */
export const maySend = (jeweller: Pick<Jeweller, "status">): boolean => may(jeweller, "SEND")

/**
 * What an admin says about a jeweller; the jeweller reads it.
 *
 * @since 0.1.0
 * @category model
 */
export const StatusReason = Schema.Trim.pipe(
  Schema.minLength(1, { message: () => "a reason that the jeweller can read" }),
  Schema.maxLength(500, { message: () => "a reason has at most 500 characters" }),
  Schema.brand("StatusReason")
)
/**
 * A trimmed text of 1 to 500 characters, branded.
 *
 * @since 0.1.0
 * @category model
 */
export type StatusReason = typeof StatusReason.Type

/**
 * The steps an admin can take: from which statuses, and to which. Who was rejected by mistake is approved after all; a
 * suspension ends by activating, so that approving never lifts one unseen.
 *
 * @since 0.1.0
 * @category constants
 */
export const steps = {
  approve: { from: ["PENDING", "REJECTED"], to: "ACTIVE" },
  reject: { from: ["PENDING"], to: "REJECTED" },
  suspend: { from: ["ACTIVE"], to: "SUSPENDED" },
  activate: { from: ["SUSPENDED"], to: "ACTIVE" }
} as const satisfies Readonly<Record<string, { readonly from: ReadonlyArray<Status>; readonly to: Status }>>

/**
 * The name of a step: a key of `steps`.
 *
 * @since 0.1.0
 * @category model
 */
export type Step = keyof typeof steps

/**
 * The status after the step, or null when the present one does not allow it. A step to the present status is no change.
 *
 * @since 0.1.0
 * @category rules
 */
export const take = (step: Step, from: Status): Status | null => {
  const { from: allowedFrom, to } = steps[step]
  return from === to || (allowedFrom as ReadonlyArray<Status>).includes(from) ? to : null
}
