import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Campaign from "../Campaign.js"

const batch = 20

/**
 * COMPLETED are runs in which nothing is open, and then campaigns that have neither an occurrence nor an unfinished run
 * left. Returns how many runs it completed.
 */
export const completeRuns = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly unitOfWork: UnitOfWork.Service
}) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const runs = yield* deps.campaigns.lockSettledRuns(batch)
      for (const run of runs) yield* deps.campaigns.saveRun({ ...run, status: "COMPLETED", completedAt: now })
      // In one order, since another scheduler may complete other runs of the same campaigns.
      const campaigns = new Map(runs.map(({ campaignId, jewellerId }) => [campaignId, jewellerId]))
      for (const [campaignId, jewellerId] of [...campaigns].sort(([a], [b]) => a < b ? -1 : 1)) {
        const campaign = yield* deps.campaigns.lock(jewellerId, campaignId)
        const isLast = campaign.nextRunAt === null && !(yield* deps.campaigns.hasUnfinishedRun(campaign))
        if (isLast && Campaign.mayBecome(campaign.status, "COMPLETED")) {
          yield* deps.campaigns.save({ ...campaign, status: "COMPLETED" })
        }
      }
      return runs.length
    }).pipe(Effect.catchTag("CampaignNotFound", Effect.die))
  ).pipe(Effect.withSpan("Scheduler.completeRuns"))
