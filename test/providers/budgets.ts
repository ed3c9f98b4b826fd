/**
 * The implementations of the send budget that the contract suite runs over. Memory's time is virtual; Redis has its own
 * clock, and so shorter periods. A budget of Redis' own is a prefix that nobody else has, removed in the end.
 */
import { it, type Vitest } from "@effect/vitest"
import * as SendBudgetRedis from "@ektola/adapters/redis/SendBudgetRedis"
import * as Throughput from "@ektola/domain/messaging/Throughput"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import { SendBudget, type Service } from "@ektola/domain/ports/SendBudget"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/TestClock"
import { Redis } from "ioredis"
import { randomUUID } from "node:crypto"
import { eventually } from "../contract/stage.js"
import { type Name, select } from "./selection.js"

export interface BudgetProvider {
  readonly name: Name<"budgets">
  readonly it: Vitest.Tester<Scope.Scope>
  readonly pairInterval: Duration.Duration
  readonly horizon: Duration.Duration
  /** A budget that begins empty and grants at once. */
  readonly fresh: Effect.Effect<Service, never, Scope.Scope>
  /** The same budget as two workers have it. */
  readonly shared: Effect.Effect<readonly [Service, Service], never, Scope.Scope>
  readonly pass: (period: Duration.DurationInput) => Effect.Effect<void>
}

export const service = <E>(layer: Layer.Layer<SendBudget, E>) =>
  Effect.map(Effect.orDie(Layer.build(layer)), (context) => Context.get(context, SendBudget))

const memoryBudget = Effect.zipRight(
  TestClock.setTime(Date.UTC(2026, 0, 5)),
  service(SendBudgetMemory.layerWith({ holdFirst: 0 }))
)

const memory: BudgetProvider = {
  name: "memory",
  it: it.scoped,
  pairInterval: Throughput.pairInterval,
  horizon: Throughput.horizon,
  fresh: memoryBudget,
  shared: Effect.map(memoryBudget, (budget) => [budget, budget] as const),
  pass: TestClock.adjust
}

/** Removes everything of a prefix when the scope ends. */
const cleanPrefix = (url: string) =>
  Effect.acquireRelease(Effect.sync(() => `test-${randomUUID()}`), (prefix) =>
    Effect.promise(async () => {
      const redis = new Redis(url)
      const names = await redis.keys(`{${prefix}}*`)
      if (names.length > 0) await redis.del(names)
      await redis.quit()
    }))

/** Until the hold of the beginning is over. */
export const untilGranting = (budget: Service) =>
  eventually(
    Effect.either(
      budget.reserve([{
        messageId: "probe" as never,
        phoneNumberId: "probe" as never,
        ratePerSecond: 1_000,
        recipient: randomUUID(),
        portfolio: null
      }], Duration.seconds(1))
    ),
    (answer) => answer._tag === "Right" && answer.right[0]?._tag === "Granted"
  )

const redisBudgets = (count: number) =>
  Effect.gen(function*() {
    const url = process.env.REDIS_URL ?? ""
    const prefix = yield* cleanPrefix(url)
    const budgets = yield* Effect.replicateEffect(
      service(Layer.provide(
        SendBudgetRedis.layer({
          url: Redacted.make(url),
          prefix,
          horizon: redis.horizon,
          pairInterval: redis.pairInterval,
          holdAfterLoss: 10
        }),
        Logger.minimumLogLevel(LogLevel.None)
      )),
      count
    )
    yield* Effect.forEach(budgets, untilGranting)
    return budgets
  })

const redis: BudgetProvider = {
  name: "redis",
  it: it.scopedLive,
  pairInterval: Duration.millis(1_200),
  horizon: Duration.seconds(2),
  fresh: Effect.map(redisBudgets(1), ([budget]) => budget!),
  shared: Effect.map(redisBudgets(2), ([one, other]) => [one!, other!] as const),
  pass: Effect.sleep
}

/** Registers the suite once per provider. */
export const onEveryBudget = (suite: (provider: BudgetProvider) => void): void => {
  const { leftOut, run } = select(process.env, "budgets")
  for (const name of run) suite({ memory, redis }[name])
  if (leftOut !== null) it.skip(leftOut, () => {})
}
