import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Schedule from "../../recurrence/Schedule.js"
import type { Campaign } from "../Campaign.js"
import * as Run from "../Run.js"
import { recordMissed } from "./recordMissed.js"

/**
 * A locked campaign that is started or resumed, by a person or by itself; null when nothing is left of it. What passed
 * during a pause is kept as missed, also then, and a paused campaign stays paused, so that it can get another schedule.
 */
export const restart = Effect.fnUntraced(function*(
  deps: { readonly campaigns: CampaignStore.Service; readonly ids: IdGenerator.Service },
  campaign: Campaign,
  now: DateTime.Utc
) {
  const isResumed = campaign.status === "PAUSED"
  const activate = Effect.fnUntraced(function*(nextRunAt: DateTime.Utc | null) {
    const active: Campaign = {
      ...campaign,
      status: "ACTIVE",
      pauseCause: null,
      pauseReason: null,
      nextRunAt,
      scheduledSince: now
    }
    yield* deps.campaigns.save(active)
    return active
  })
  // A campaign that is paused and has no next run has begun all of them.
  if (!isResumed || campaign.nextRunAt !== null) {
    const recurrence = Schedule.runs(campaign.schedule)
    const { missed, next } = MissedRuns.resume(recurrence, campaign.missedRuns, { from: campaign.nextRunAt, now })
    yield* recordMissed(deps, { campaign, missed, reason: "PAUSED", now })
    if (next !== null && Run.mayStillSend({ campaign, occurrence: next, until: null, now })) {
      return yield* activate(next.instant)
    }
  }
  if (!isResumed) return null
  // What is still open in its runs may go on.
  if (yield* deps.campaigns.hasUnfinishedRun(campaign)) return yield* activate(null)
  yield* deps.campaigns.save({ ...campaign, nextRunAt: null })
  return null
})
