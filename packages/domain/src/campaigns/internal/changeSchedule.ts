import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Recurrence from "../../recurrence/Recurrence.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as TimeZone from "../../recurrence/TimeZone.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { type Campaign, defaultSendWithinMinutes } from "../Campaign.js"
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
        missedRuns: change.missedRuns ?? campaign.missedRuns,
        sendWithinMinutes: campaign.sendWithinMinutes === defaultSendWithinMinutes(campaign.schedule)
          ? defaultSendWithinMinutes(change.schedule)
          : campaign.sendWithinMinutes
      }
      const saved = campaign.status === "DRAFT" ? changed : yield* restart(campaign, changed)
      yield* deps.campaigns.save(saved)
      return saved
    })

    // What the old schedule still had to make up for, the new one does not send. An occurrence that was just about to run
    // does, when both schedules have it.
    const restart = Effect.fnUntraced(function*(before: Campaign, after: Campaign) {
      const recurrence = Schedule.runs(after.schedule)
      const { missed, run } = passed(before, now)
      const kept = run !== null && isOccurrence(recurrence, run.instant) ? run : null
      const next = kept ?? Recurrence.next(recurrence, now)
      if (next === null) return yield* timePassed(recurrence, now)
      const reason = before.status === "PAUSED" ? "PAUSED" : "LATE"
      yield* recordMissed(deps, { campaign: before, missed, reason, now })
      const lost = run === null || kept !== null ? [] : [run]
      yield* recordMissed(deps, { campaign: before, missed: lost, reason: "RESCHEDULED", now })
      const since = kept?.instant ?? now
      return {
        ...after,
        nextRunAt: next.instant,
        scheduledSince: remindsAlike(before, after) ? before.scheduledSince : since
      }
    })

    return yield* deps.unitOfWork.transact(TenantScope.tenant(jewellerId), apply)
  })

/** The occurrences that should have begun by now, and of them the one that still may. */
const passed = (campaign: Campaign, now: DateTime.Utc): Pick<MissedRuns.Plan, "missed" | "run"> => {
  const recurrence = Schedule.runs(campaign.schedule)
  if (campaign.nextRunAt === null || !TimeZone.isKnown(recurrence.zone)) return { missed: [], run: null }
  const plan = MissedRuns.plan(recurrence, campaign.missedRuns, { from: campaign.nextRunAt, now })
  return campaign.status === "ACTIVE" || plan.run === null
    ? plan
    : { missed: [...plan.missed, plan.run], run: null }
}

const isOccurrence = (recurrence: Recurrence.Recurrence, instant: DateTime.Utc): boolean =>
  Recurrence.between(recurrence, instant, DateTime.add(instant, { millis: 1 })).length > 0

/** Whether the reminders stay and only their hour changes: one that was moved to an hour that has passed still goes out. */
const remindsAlike = (before: Campaign, after: Campaign): boolean => {
  const [a, b] = [before.schedule, after.schedule]
  return before.status === "ACTIVE" && a.kind === "CONTACT_DATE" && b.kind === "CONTACT_DATE" && a.date === b.date &&
    a.shortMonths === b.shortMonths && a.daysBefore.length === b.daysBefore.length &&
    a.daysBefore.every((days) => b.daysBefore.includes(days))
}
