/**
 * The environment's fingerprint in memory. A memory is never a copy, so its `server` is always the same.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { EnvironmentStore } from "../EnvironmentStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

const server = "the memory of this process"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<EnvironmentStore, never, MemoryDatabase> = Layer.effect(
  EnvironmentStore,
  Effect.map(MemoryDatabase, (db) => {
    const { environment, messages, runs } = db.tables
    const stored = () => environment.get("fingerprint")?.fingerprint ?? null
    return EnvironmentStore.of({
      read: db.call(TenantScope.system, () => ({ stored: stored(), server })),
      claim: (fingerprint, armedAt) =>
        db.call(TenantScope.system, () => {
          const found = stored()
          if (found !== null) return found
          db.put(environment, "fingerprint", { fingerprint, armedAt })
          return fingerprint
        }),
      arm: (fingerprint, armedAt) =>
        db.call(TenantScope.system, () => db.put(environment, "fingerprint", { fingerprint, armedAt })),
      countWaiting: (now) =>
        db.call(TenantScope.system, () => {
          const expiries = [...messages.values()]
            .filter(({ notAfter, state }) => state === "QUEUED" && DateTime.greaterThan(notAfter, now))
            .map(({ notAfter }) => notAfter)
            .sort(DateTime.Order)
          return {
            messages: expiries.length,
            firstExpiry: expiries[0] ?? null,
            lastExpiry: expiries.at(-1) ?? null,
            runs: [...runs.values()].filter(({ status }) => status === "PREPARING" || status === "READY").length
          }
        })
    })
  })
)
