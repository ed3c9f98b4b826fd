import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as TimeZone from "../../recurrence/TimeZone.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Campaign from "../Campaign.js"
import * as Run from "../Run.js"
import { recordMissed } from "./recordMissed.js"

/**
 * Makes the run of the most overdue campaign's occurrence, records those that were missed, and moves the campaign on,
 * together. Returns how many runs it made.
 */
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
      const recurrence = Schedule.runs(campaign.schedule)
      if (!TimeZone.isKnown(recurrence.zone)) {
        // Another process may know more zones; this campaign must not hold up the others.
        const pauseReason = `the server does not know the time zone ${recurrence.zone}`
        yield* deps.campaigns.save(Campaign.pause(campaign, "FAILURE", pauseReason))
        return 0
      }
      const stretch = { from: campaign.nextRunAt, now }
      const { missed, next, run, until } = MissedRuns.plan(recurrence, campaign.missedRuns, stretch)
      // The policy may allow a run whose messages could not leave any more.
      const isVain = run !== null && !Run.mayStillSend({ campaign, occurrence: run, until, now })
      yield* recordMissed(deps, { campaign, missed: isVain ? [...missed, run] : missed, reason: "LATE", now })
      const begun = run === null || isVain ? [] : [
        Run.begin({
          id: Run.RunId.make(yield* deps.ids.id),
          campaign,
          occurrence: run,
          nextOccurrence: next,
          until,
          now
        })
      ]
      const claimed = yield* deps.campaigns.insertRuns(begun)
      const moved = { ...campaign, nextRunAt: next?.instant ?? null }
      const isOver = moved.nextRunAt === null && !(yield* deps.campaigns.hasUnfinishedRun(campaign))
      yield* deps.campaigns.save(isOver ? { ...moved, status: "COMPLETED" } : moved)
      return claimed
    })
  ).pipe(Effect.withSpan("Scheduler.claimOccurrence"))
