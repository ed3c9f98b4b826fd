/**
 * Which send budget this worker has.
 *
 * @since 0.1.0
 */
import * as SendBudgetRedis from "@ektola/adapters/redis/SendBudgetRedis"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import type { SendBudget } from "@ektola/domain/ports/SendBudget"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"

/**
 * The budget of all workers in Redis, or one in this process when there is none. The log says which.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (redisUrl: Option.Option<Redacted.Redacted<string>>): Layer.Layer<SendBudget> => {
  const [budget, line] = Option.match(redisUrl, {
    onNone: () =>
      [
        SendBudgetMemory.layer,
        "the send budget is in this process, so it must be the only one that sends; set REDIS_URL for several"
      ] as const,
    onSome: (url) =>
      [
        SendBudgetRedis.layer({ url, prefix: "ektola" }),
        "the send budget is in Redis, shared by all workers"
      ] as const
  })
  return Layer.provideMerge(budget, Layer.effectDiscard(Effect.logInfo(line)))
}
