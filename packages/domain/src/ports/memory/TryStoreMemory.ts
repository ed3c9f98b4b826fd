/**
 * Counted tries in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Key } from "../../identity/Tries.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { TryStore } from "../TryStore.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

const nameOf = ({ kind, of }: Key): string => `${kind} ${of}`

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<TryStore, never, MemoryDatabase> = Layer.effect(
  TryStore,
  Effect.map(MemoryDatabase, (db) => {
    const { tries } = db.tables
    return TryStore.of({
      lock: (keys) => db.call(TenantScope.system, () => keys.map((key) => tries.get(nameOf(key)) ?? [])),
      save: (entries) =>
        db.call(TenantScope.system, () => entries.forEach((entry) => db.put(tries, nameOf(entry.key), entry.tries))),
      removeBefore: (before, limit) =>
        db.call(TenantScope.system, () => {
          const old = [...tries].filter(([, times]) => times.every((at) => DateTime.lessThan(at, before)))
            .slice(0, limit)
          for (const [name] of old) db.remove(tries, name)
          return old.length
        })
    })
  })
)
