import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import * as Preview from "../../recurrence/Preview.js"
import type { Service } from "../Campaigns.js"

export const nextOccurrences = (deps: { readonly campaigns: CampaignStore.Service }): Service["nextOccurrences"] =>
  Effect.fn("Campaigns.nextOccurrences")(function*(principal, campaignId, count) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.read")
    const { schedule, status } = yield* deps.campaigns.get(jewellerId, campaignId)
    const after = yield* DateTime.now
    return Preview.of(schedule, { count: status === "COMPLETED" ? 0 : count, after })
  })
