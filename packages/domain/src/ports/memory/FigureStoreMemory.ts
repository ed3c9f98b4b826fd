/**
 * Figures in memory: counted afresh at every look.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { RunNotFound } from "../../campaigns/CampaignsError.js"
import type { RunId } from "../../campaigns/Run.js"
import * as Figures from "../../messaging/Figures.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { FigureStore } from "../FigureStore.js"
import { MemoryDatabase, type Service as Database } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<FigureStore, never, MemoryDatabase> = Layer.effect(
  FigureStore,
  Effect.map(MemoryDatabase, (db) =>
    FigureStore.of({
      countRun: (jewellerId, runId) =>
        Effect.flatten(db.call(TenantScope.tenant(jewellerId), () => {
          const run = db.tables.runs.get(runId)
          return run?.jewellerId === jewellerId
            ? Effect.succeed({ run, ...count(db, (id) => id === runId) })
            : new RunNotFound({ runId })
        })),
      countCampaign: (jewellerId, campaignId) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          count(db, (id) => {
            const run = db.tables.runs.get(id)
            return run?.jewellerId === jewellerId && run.campaignId === campaignId
          })),
      fold: () => Effect.succeed(0)
    }))
)

const count = (db: Database, isWanted: (runId: RunId) => boolean): Figures.Counts => {
  const cells = [...db.tables.messages.values()].filter(({ runId }) => isWanted(runId)).map(Figures.cellOf)
  const reasons = [...db.tables.skips.values()].flatMap(({ reason, runId }) => isWanted(runId) ? [{ reason }] : [])
  return { messages: grouped(cells), skips: grouped(reasons) }
}

const grouped = <A extends object>(items: ReadonlyArray<A>): ReadonlyArray<A & { readonly count: number }> =>
  Object.values(Arr.groupBy(items, (item) => JSON.stringify(item))).map((group) => ({
    ...group[0],
    count: group.length
  }))
