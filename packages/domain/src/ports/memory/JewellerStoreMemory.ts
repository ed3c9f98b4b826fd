/**
 * Jewellers in memory.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Jeweller, JewellerId } from "../../tenancy/Jeweller.js"
import { JewellerNotFound } from "../../tenancy/TenancyError.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { JewellerStore } from "../JewellerStore.js"
import * as Page from "../Page.js"
import { MemoryDatabase, pageOf } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<JewellerStore, never, MemoryDatabase> = Layer.effect(
  JewellerStore,
  Effect.map(MemoryDatabase, (db) => {
    const get = (jewellerId: Parameters<typeof TenantScope.tenant>[0]) =>
      Effect.flatMap(
        db.call(TenantScope.tenant(jewellerId), () => db.tables.jewellers.get(jewellerId)),
        (jeweller) => jeweller === undefined ? new JewellerNotFound({ jewellerId }) : Effect.succeed(jeweller)
      )
    const change = (jewellerId: JewellerId, changes: Partial<Jeweller>) =>
      db.transact(
        TenantScope.system,
        Effect.tap(
          Effect.map(get(jewellerId), (jeweller) => ({ ...jeweller, ...changes })),
          (jeweller) => db.put(db.tables.jewellers, jewellerId, jeweller)
        )
      )
    return JewellerStore.of({
      insert: (jeweller) => db.call(TenantScope.system, () => db.put(db.tables.jewellers, jeweller.id, jeweller)),
      get,
      lock: (jewellerId) => db.transact(TenantScope.system, get(jewellerId)),
      setStatus: (jewellerId, status, statusReason) => change(jewellerId, { status, statusReason }),
      setSettings: (jewellerId, { allowedHours, defaultLanguage, name, zone }) =>
        change(jewellerId, { allowedHours, defaultLanguage, name, zone }),
      listPage: (page) =>
        db.call(TenantScope.system, () => Page.fromItems(pageOf(db.tables.jewellers.values(), page), page.limit))
    })
  })
)
