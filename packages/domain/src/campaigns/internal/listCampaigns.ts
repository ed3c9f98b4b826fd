import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Service } from "../Campaigns.js"

export const listCampaigns = (deps: { readonly campaigns: CampaignStore.Service }): Service["list"] =>
  Effect.fn("Campaigns.list")(function*(principal, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.read")
    return yield* deps.campaigns.listPage(jewellerId, page)
  })
