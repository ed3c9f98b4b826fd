/**
 * stub
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import { type Grant, SendBudget } from "../SendBudget.js"

/**
 * Stub.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SendBudget> = Layer.sync(SendBudget, () => {
  const nextFree = new Map<PhoneNumberId, number>()
  return SendBudget.of({
    isShared: false,
    reserve: (claims, lead) =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        claims.map(({ phoneNumberId, ratePerSecond }): Grant => {
          const instant = Math.max(now + Duration.toMillis(lead), nextFree.get(phoneNumberId) ?? 0)
          nextFree.set(phoneNumberId, instant + 1000 / ratePerSecond)
          return { _tag: "Granted", wait: Duration.millis(instant - now), instant }
        })),
    giveBack: () => Effect.void,
    hold: () => Effect.void,
    restore: () => Effect.void
  })
})
