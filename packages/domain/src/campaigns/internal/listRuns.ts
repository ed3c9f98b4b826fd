import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Service } from "../Campaigns.js"

export const listRuns = (deps: { readonly campaigns: CampaignStore.Service }): Service["listRuns"] =>
  Effect.fn("Campaigns.listRuns")(function*(principal, campaignId, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    yield* deps.campaigns.get(jewellerId, campaignId)
    return yield* deps.campaigns.listRuns(jewellerId, campaignId, page)
  })
