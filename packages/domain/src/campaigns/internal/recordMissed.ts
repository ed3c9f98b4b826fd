import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type { Occurrence } from "../../recurrence/Recurrence.js"
import type { Campaign } from "../Campaign.js"
import * as Run from "../Run.js"

/** Keeps in the list of runs that these occurrences were, and that nobody got anything. */
export const recordMissed = Effect.fnUntraced(function*(
  deps: { readonly campaigns: CampaignStore.Service; readonly ids: IdGenerator.Service },
  input: {
    readonly campaign: Campaign
    readonly missed: ReadonlyArray<Occurrence>
    readonly reason: Run.MissedReason
    readonly now: DateTime.Utc
  }
) {
  const runs: Array<Run.Run> = []
  for (const occurrence of input.missed) {
    const id = Run.RunId.make(yield* deps.ids.id)
    runs.push(
      Run.miss(
        { id, campaign: input.campaign, occurrence, nextOccurrence: null, until: null, now: input.now },
        input.reason
      )
    )
  }
  yield* deps.campaigns.insertRuns(runs)
})
