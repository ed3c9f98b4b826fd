/**
 * A budget for one process, forgotten when it ends.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Throughput from "../../messaging/Throughput.js"
import { SendBudget } from "../SendBudget.js"
import { Budget } from "./internal/Budget.js"

const micros = Effect.map(Clock.currentTimeMillis, (millis) => millis * 1000)

const toMicros = (duration: Duration.DurationInput): number => Math.ceil(Duration.toMillis(duration) * 1000)

/**
 * Gives a budget that this process alone knows: right for one worker, and wrong as soon as there are two. `holdFirst` is
 * how long it grants nothing at the beginning; zero is right only when nobody has sent a moment before, as with a
 * database that begins empty.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerWith = (options: { readonly holdFirst: Duration.DurationInput }): Layer.Layer<SendBudget> =>
  Layer.effect(
    SendBudget,
    Effect.map(micros, (start) => {
      const budget = new Budget(
        {
          horizon: toMicros(Throughput.horizon),
          pairInterval: toMicros(Throughput.pairInterval),
          reachWindow: toMicros(Throughput.reachWindow)
        },
        start + toMicros(options.holdFirst)
      )
      return SendBudget.of({
        isShared: false,
        reserve: (claims, lead, apart = Duration.zero) =>
          Effect.map(micros, (now) => {
            budget.forget(now)
            const [first, each] = [toMicros(lead), toMicros(apart)]
            return claims.map((claim, index) => budget.reserve(claim, first + index * each, now))
          }),
        giveBack: (unused) =>
          Effect.map(micros, (now) => {
            for (const { claim, instant } of unused) budget.giveBack(claim, Math.round(instant * 1000), now)
          }),
        hold: (phoneNumberId, period) =>
          Effect.map(micros, (now) => budget.hold(phoneNumberId, now + toMicros(period))),
        restore: (portfolioId, reached) =>
          Effect.map(micros, (now) =>
            budget.restore(
              portfolioId,
              reached.map(({ at, recipient }) => ({ recipient, at: DateTime.toEpochMillis(at) * 1000 })),
              now
            ))
      })
    })
  )

/**
 * Gives a budget that this process alone knows, for a worker that is the only one. It grants nothing for
 * `Throughput.holdAfterLoss` at the beginning: what the process before it sent is not known.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<SendBudget> = layerWith({ holdFirst: Throughput.holdAfterLoss })
