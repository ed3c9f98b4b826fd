/**
 * Stops of sending in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { StopStore } from "../StopStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<StopStore, never, MemoryDatabase> = Layer.effect(
  StopStore,
  Effect.map(MemoryDatabase, (db) => {
    const { stops } = db.tables
    return StopStore.of({
      stop: (stop) =>
        db.call(TenantScope.system, () => {
          if (stops.has(stop.jewellerId)) return false
          db.put(stops, stop.jewellerId, stop)
          return true
        }),
      release: (jewellerId) =>
        db.call(TenantScope.system, () => {
          const known = stops.has(jewellerId)
          db.remove(stops, jewellerId)
          return known
        }),
      list: db.call(
        TenantScope.system,
        () =>
          [...stops.values()].sort((a, b) =>
            Number(b.jewellerId === null) - Number(a.jewellerId === null) || DateTime.Order(a.at, b.at)
          )
      )
    })
  })
)
