/**
 * Usage from the tables in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Figures from "../../messaging/Figures.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { UsageView } from "../UsageView.js"
import { MemoryDatabase } from "./MemoryDatabase.js"

/**
 * Gives the view on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<UsageView, never, MemoryDatabase> = Layer.effect(
  UsageView,
  Effect.map(MemoryDatabase, (db) => {
    const { campaigns, contacts, messages, runs } = db.tables
    return UsageView.of({
      of: (jewellerId, since) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const own = <A extends { readonly jewellerId: string }>(table: ReadonlyMap<unknown, A>) =>
            [...table.values()].filter((row) => row.jewellerId === jewellerId)
          const recent = new Set(
            own(runs).filter(({ createdAt }) => DateTime.greaterThanOrEqualTo(createdAt, since)).map(({ id }) => id)
          )
          return {
            contacts: own(contacts).filter(({ deletedAt }) => deletedAt === null).length,
            campaigns: own(campaigns).filter(({ status }) => status === "ACTIVE").length,
            runs: recent.size,
            figures: Figures.fromCounts(
              own(messages).filter(({ runId }) => recent.has(runId)).map(({ reached, state }) => ({
                reached,
                state,
                count: 1
              }))
            )
          }
        })
    })
  })
)
