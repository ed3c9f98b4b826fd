/**
 * A budget for one process: a generic cell rate algorithm without burst.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import { SendBudget } from "../SendBudget.js"

/**
 * Gives a budget that this process alone knows: right for one worker, and wrong as soon as there are two.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SendBudget> = Layer.sync(SendBudget, () => {
  const nextFree = new Map<PhoneNumberId, number>()
  return SendBudget.of({
    reserve: (phoneNumberId, ratePerSecond) =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        const instant = Math.max(now, nextFree.get(phoneNumberId) ?? 0)
        nextFree.set(phoneNumberId, instant + 1000 / ratePerSecond)
        return Duration.millis(instant - now)
      })
  })
})
