import * as Effect from "effect/Effect"
import * as Campaign from "../../campaigns/Campaign.js"
import * as Run from "../../campaigns/Run.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Change } from "../../ports/MessageStore.js"
import * as Message from "../Message.js"

/** Runs in which a message that was settled is open again are not completed any more, and neither are their campaigns. */
export const reopenRuns = Effect.fnUntraced(function*(
  deps: { readonly campaigns: CampaignStore.Service },
  before: ReadonlyArray<Message.WithAttempts>,
  changes: ReadonlyArray<Change>
) {
  const settled = new Set(before.flatMap(({ message }) => Message.isOpen(message.state) ? [] : [message.id]))
  const runs = new Map(
    changes
      .filter(({ message }) => settled.has(message.id) && Message.isOpen(message.state))
      .map(({ message }) => [message.runId, message])
  )
  // In one order, as everybody who locks several of them.
  for (const runId of [...runs.keys()].sort()) {
    const { campaignId, jewellerId } = runs.get(runId) as Message.Message
    const run = yield* deps.campaigns.lockRun(jewellerId, runId).pipe(Effect.catchTag("RunNotFound", Effect.die))
    if (run.status !== "COMPLETED") continue
    yield* deps.campaigns.saveRun(Run.reopen(run))
    const campaign = yield* deps.campaigns.lock(jewellerId, campaignId).pipe(
      Effect.catchTag("CampaignNotFound", Effect.die)
    )
    yield* deps.campaigns.save(Campaign.reopen(campaign))
  }
})
