import * as Effect from "effect/Effect"
import * as Campaign from "../../campaigns/Campaign.js"
import * as Run from "../../campaigns/Run.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Change } from "../../ports/MessageStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as Message from "../Message.js"

/** Runs in which a message that was settled is open again are not completed any more, and neither are their campaigns. */
export const reopenRuns = Effect.fnUntraced(function*(
  deps: { readonly campaigns: CampaignStore.Service },
  before: ReadonlyArray<Message.WithAttempts>,
  changes: ReadonlyArray<Change>
) {
  const settled = new Set(before.flatMap(({ message }) => Message.isOpen(message.state) ? [] : [message.id]))
  const opened = changes
    .map(({ message }) => message)
    .filter(({ id, state }) => settled.has(id) && Message.isOpen(state))
  const campaigns = new Map<Campaign.CampaignId, JewellerId>()
  // All runs before all campaigns, each in id order, as whoever completes them does.
  for (const [runId, { jewellerId }] of inOrder(opened.map((message) => [message.runId, message]))) {
    const run = yield* deps.campaigns.lockRun(jewellerId, runId).pipe(Effect.catchTag("RunNotFound", Effect.die))
    if (run.status !== "COMPLETED") continue
    yield* deps.campaigns.saveRun(Run.reopen(run))
    campaigns.set(run.campaignId, jewellerId)
  }
  for (const [campaignId, jewellerId] of inOrder(campaigns)) {
    const campaign = yield* deps.campaigns.lock(jewellerId, campaignId).pipe(
      Effect.catchTag("CampaignNotFound", Effect.die)
    )
    yield* deps.campaigns.save(Campaign.reopen(campaign))
  }
})

const inOrder = <K extends string, V>(entries: Iterable<readonly [K, V]>): ReadonlyArray<readonly [K, V]> =>
  [...new Map(entries)].sort(([a], [b]) => a < b ? -1 : 1)
