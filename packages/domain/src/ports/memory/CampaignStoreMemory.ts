/**
 * Campaigns, runs and skips in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { CampaignId } from "../../campaigns/Campaign.js"
import { CampaignNotFound, RunNotFound } from "../../campaigns/CampaignsError.js"
import type { Run, RunId } from "../../campaigns/Run.js"
import * as Message from "../../messaging/Message.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { CampaignStore } from "../CampaignStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<CampaignStore, never, MemoryDatabase> = Layer.effect(
  CampaignStore,
  Effect.map(MemoryDatabase, (db) => {
    const { campaigns, messages, runs, skips } = db.tables
    const get = (jewellerId: JewellerId, campaignId: CampaignId) =>
      Effect.flatMap(
        db.call(TenantScope.tenant(jewellerId), () => campaigns.get(campaignId)),
        (campaign) =>
          campaign?.jewellerId === jewellerId ? Effect.succeed(campaign) : new CampaignNotFound({ campaignId })
      )
    const getRun = (jewellerId: JewellerId, runId: RunId) =>
      Effect.flatMap(
        db.call(TenantScope.tenant(jewellerId), () => runs.get(runId)),
        (run) => run?.jewellerId === jewellerId ? Effect.succeed(run) : new RunNotFound({ runId })
      )
    return CampaignStore.of({
      insert: (campaign) =>
        db.call(TenantScope.tenant(campaign.jewellerId), () => db.put(campaigns, campaign.id, campaign)),
      get,
      lock: get,
      listPage: (jewellerId, page) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const own = [...campaigns.values()].filter((campaign) => campaign.jewellerId === jewellerId)
          return Page.fromItems(pageOf(own, page), page.limit)
        }),
      lockByTemplate: (jewellerId, templateId) =>
        db.call(TenantScope.tenant(jewellerId), () =>
          [...campaigns.values()]
            .filter((campaign) =>
              campaign.jewellerId === jewellerId && campaign.templateId === templateId &&
              (campaign.status === "ACTIVE" || campaign.pauseCause === "TEMPLATE")
            )
            .sort(byId)),
      save: (campaign) =>
        db.call(TenantScope.tenant(campaign.jewellerId), () => {
          const stored = campaigns.get(campaign.id)
          if (stored?.jewellerId !== campaign.jewellerId) return
          const { category, createdAt, name, segments, templateId } = stored
          db.put(campaigns, campaign.id, { ...campaign, category, createdAt, name, segments, templateId })
        }),
      lockDue: (now) =>
        db.call(TenantScope.system, () =>
          [...campaigns.values()]
            .filter(({ nextRunAt, status }) =>
              status === "ACTIVE" && nextRunAt !== null && DateTime.lessThanOrEqualTo(nextRunAt, now)
            )
            .sort((a, b) => (a.nextRunAt?.epochMillis ?? 0) - (b.nextRunAt?.epochMillis ?? 0))
            .slice(0, 1)),
      insertRuns: (added) =>
        added[0] === undefined ? Effect.succeed(0) : db.call(TenantScope.tenant(added[0].jewellerId), () => {
          const key = ({ campaignId, occurrence }: Run) => `${campaignId} ${occurrence}`
          const taken = new Map([...runs.values()].map((run) => [key(run), run]))
          let count = 0
          for (const run of added) {
            const before = taken.get(key(run))
            if (before !== undefined && (before.status !== "MISSED" || run.status === "MISSED")) continue
            const stored = before === undefined ? run : { ...run, id: before.id }
            db.put(runs, stored.id, stored)
            taken.set(key(run), stored)
            count++
          }
          return count
        }),
      getRun,
      lockRun: getRun,
      listRuns: (jewellerId, campaignId, page) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const own = [...runs.values()].filter((run) => run.jewellerId === jewellerId && run.campaignId === campaignId)
          return Page.fromItems(pageOf(own, page), page.limit)
        }),
      lockPreparing: db.call(
        TenantScope.system,
        () => [...runs.values()].filter(({ status }) => status === "PREPARING").sort(byId).slice(0, 1)
      ),
      saveRun: (run) =>
        db.call(TenantScope.tenant(run.jewellerId), () => {
          const stored = runs.get(run.id)
          if (stored?.jewellerId !== run.jewellerId) return
          const { completedAt, planned, skipped, status, watermark } = run
          db.put(runs, run.id, { ...stored, status, watermark, planned, skipped, completedAt })
        }),
      insertSkips: (run, added) =>
        db.call(TenantScope.tenant(run.jewellerId), () => {
          for (const skip of added) {
            const key = `${run.id} ${skip.contactId}`
            if (!skips.has(key)) db.put(skips, key, { ...skip, runId: run.id, jewellerId: run.jewellerId })
          }
        }),
      listSkips: (jewellerId, runId, page) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const own = [...skips.values()]
            .filter((skip) => skip.jewellerId === jewellerId && skip.runId === runId)
            .map(({ contactId, detail, reason }) => ({ id: contactId, contactId, reason, detail }))
          return Page.fromItems(pageOf(own, page), page.limit)
        }),
      findSkip: (jewellerId, runId, contactId) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const skip = skips.get(`${runId} ${contactId}`)
          if (skip?.jewellerId !== jewellerId) return Option.none()
          return Option.some({ contactId, reason: skip.reason, detail: skip.detail })
        }),
      lockSettledRuns: (limit) =>
        db.call(TenantScope.system, () => {
          const open = new Set(
            [...messages.values()].filter(({ state }) => Message.isOpen(state)).map(({ runId }) => runId)
          )
          return [...runs.values()].filter((run) => run.status === "READY" && !open.has(run.id)).sort(byId).slice(
            0,
            limit
          )
        }),
      hasUnfinishedRun: (campaign) =>
        db.call(
          TenantScope.tenant(campaign.jewellerId),
          () =>
            [...runs.values()].some((run) =>
              run.jewellerId === campaign.jewellerId && run.campaignId === campaign.id &&
              (run.status === "PREPARING" || run.status === "READY")
            )
        )
    })
  })
)
