import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Service } from "../Campaigns.js"

export const getCampaign = (deps: { readonly campaigns: CampaignStore.Service }): Service["get"] =>
  Effect.fn("Campaigns.get")(function*(principal, campaignId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.read")
    return yield* deps.campaigns.get(jewellerId, campaignId)
  })
