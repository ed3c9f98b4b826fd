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
import { type Filter, JewellerStore } from "../JewellerStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf } from "./MemoryDatabase.js"

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
    const matching = ({ search, status }: Filter) => {
      const has = (text: string) => text.toLowerCase().includes(search?.toLowerCase() ?? "")
      const people = [...db.tables.users.values()]
      return [...db.tables.jewellers.values()].filter((jeweller) =>
        (status === null || jeweller.status === status) &&
        (has(jeweller.name) || people.some(({ email, jewellerId }) => jewellerId === jeweller.id && has(email)))
      )
    }
    return JewellerStore.of({
      insert: (jeweller) => db.call(TenantScope.system, () => db.put(db.tables.jewellers, jeweller.id, jeweller)),
      get,
      lock: (jewellerId) => db.transact(TenantScope.system, get(jewellerId)),
      setStatus: (jewellerId, status, statusReason) => change(jewellerId, { status, statusReason }),
      setSettings: (jewellerId, { allowedHours, defaultLanguage, name, zone }) =>
        change(jewellerId, { allowedHours, defaultLanguage, name, zone }),
      listPage: (filter, page) =>
        db.call(TenantScope.system, () => Page.fromItems(pageOf(matching(filter), page), page.limit)),
      countByStatus: (search) =>
        db.call(TenantScope.system, () => {
          const counts = { PENDING: 0, ACTIVE: 0, SUSPENDED: 0, REJECTED: 0 }
          for (const { status } of matching({ status: null, search })) counts[status]++
          return counts
        }),
      insertNote: (note) => db.call(TenantScope.system, () => db.put(db.tables.notes, note.id, note)),
      listNotes: (jewellerId) =>
        db.call(
          TenantScope.system,
          () =>
            [...db.tables.notes.values()].filter((note) => note.jewellerId === jewellerId).sort((a, b) => byId(b, a))
              .slice(0, 200)
        )
    })
  })
)
