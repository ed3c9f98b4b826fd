/**
 * An admin's hand on the switch: nothing leaves, of one jeweller or of the whole platform, until it is released.
 *
 * It is no verdict about a shop, as a suspension is, and it changes nothing that waits: messages keep waiting, until they
 * are too old. It holds at *begin*: what begins after the stop is stored does not leave; a batch that is beginning at that
 * very moment does.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type { UserId } from "../identity/User.js"
import type { JewellerId } from "./Jeweller.js"

/**
 * `jewellerId` null stops everybody. `reason` is what an admin said.
 *
 * @since 0.1.0
 * @category model
 */
export interface SendingStop {
  readonly jewellerId: JewellerId | null
  readonly reason: string
  readonly by: UserId
  readonly at: DateTime.Utc
}

/**
 * Whether the jeweller is among those that are stopped.
 *
 * @since 0.1.0
 * @category rules
 */
export const holds = (stop: Pick<SendingStop, "jewellerId">, jewellerId: JewellerId): boolean =>
  stop.jewellerId === null || stop.jewellerId === jewellerId
