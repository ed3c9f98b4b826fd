import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Recurrence from "../../recurrence/Recurrence.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { Campaign } from "../Campaign.js"
import type { Service } from "../Campaigns.js"
import { CampaignCompleted } from "../CampaignsError.js"
import { recordMissed } from "./recordMissed.js"
import { timePassed } from "./timePassed.js"

export const changeSchedule = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly ids: IdGenerator.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["changeSchedule"] =>
  Effect.fn("Campaigns.changeSchedule")(function*(principal, campaignId, change) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.changeSchedule")
    const now = yield* DateTime.now

    const apply = Effect.gen(function*() {
      const campaign = yield* deps.campaigns.lock(jewellerId, campaignId)
      if (campaign.status === "COMPLETED") return yield* new CampaignCompleted({ campaignId })
      const changed: Campaign = {
        ...campaign,
        schedule: change.schedule,
        missedRuns: change.missedRuns ?? campaign.missedRuns
      }
      const saved = campaign.status === "DRAFT" ? changed : yield* restart(campaign, changed)
      yield* deps.campaigns.save(saved)
      return saved
    })

    // What the old schedule still had to make up for, the new one does not send.
    const restart = Effect.fnUntraced(function*(before: Campaign, after: Campaign) {
      const recurrence = Schedule.runs(after.schedule)
      const next = Recurrence.next(recurrence, now)
      if (next === null) return yield* timePassed(recurrence, now)
      const missed = before.nextRunAt === null
        ? []
        : MissedRuns.passed(Schedule.runs(before.schedule), { from: before.nextRunAt, now })
      const reason = before.status === "PAUSED" ? "PAUSED" : "LATE"
      yield* recordMissed(deps, { campaign: before, missed, reason, now })
      return { ...after, nextRunAt: next.instant, scheduledSince: now }
    })

    return yield* deps.unitOfWork.transact(TenantScope.tenant(jewellerId), apply)
  })
