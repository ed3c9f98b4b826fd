import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as Recurrence from "../../recurrence/Recurrence.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Run from "../Run.js"

/** Makes the run of the most overdue occurrence and moves its campaign on, together. Returns how many runs it made. */
export const claimOccurrence = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly ids: IdGenerator.Service
  readonly unitOfWork: UnitOfWork.Service
}) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const [campaign] = yield* deps.campaigns.lockDue(now)
      if (campaign === undefined || campaign.nextRunAt === null) return 0
      const scheduledAt = campaign.nextRunAt
      const [due] = Recurrence.between(campaign.recurrence, scheduledAt, DateTime.add(scheduledAt, { millis: 1 }))
      const next = Recurrence.next(campaign.recurrence, scheduledAt)
      const claimed = yield* deps.campaigns.insertRun({
        id: Run.RunId.make(yield* deps.ids.id),
        jewellerId: campaign.jewellerId,
        campaignId: campaign.id,
        occurrence: due?.local ?? DateTime.formatIso(scheduledAt),
        zone: campaign.recurrence.zone,
        scheduledAt,
        notAfter: Run.notAfter({
          scheduledAt,
          sendWithinMinutes: campaign.sendWithinMinutes,
          nextOccurrence: next?.instant ?? null
        }),
        status: "PREPARING",
        cutoffAt: now,
        watermark: null,
        planned: 0,
        skipped: 0,
        createdAt: now,
        completedAt: null
      })
      yield* deps.campaigns.save({ ...campaign, nextRunAt: next?.instant ?? null })
      return claimed ? 1 : 0
    })
  ).pipe(Effect.withSpan("Scheduler.claimOccurrence"))
