/**
 * Living workers in memory.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { WorkerRegistry } from "../WorkerRegistry.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the registry on a `MemoryDatabase`. Lives go by `Clock`, so a test ends one by moving it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WorkerRegistry, never, MemoryDatabase> = Layer.effect(
  WorkerRegistry,
  Effect.map(MemoryDatabase, (db) => {
    const { workers } = db.tables
    return WorkerRegistry.of({
      beat: (worker, aliveFor) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) =>
          db.call(TenantScope.system, () => {
            const before = workers.get(worker.id)
            const startedAt = before !== undefined && before.aliveUntil > now
              ? before.startedAt
              : DateTime.unsafeMake(now)
            db.put(workers, worker.id, { ...worker, startedAt, aliveUntil: now + Duration.toMillis(aliveFor) })
            return [...workers.values()].filter(({ aliveUntil }) => aliveUntil > now).map(
              ({ host, id, sharesBudget, startedAt }) => ({ id, host, sharesBudget, startedAt })
            )
          })),
      leave: (workerId) => db.call(TenantScope.system, () => db.remove(workers, workerId))
    })
  })
)
