import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import * as Figures from "../../messaging/Figures.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as FigureStore from "../../ports/FigureStore.js"
import type { Service } from "../Campaigns.js"

export const getFigures = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly figures: FigureStore.Service
}): Service["getFigures"] =>
  Effect.fn("Campaigns.getFigures")(function*(principal, campaignId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.read")
    yield* deps.campaigns.get(jewellerId, campaignId)
    return Figures.report(yield* deps.figures.countCampaign(jewellerId, campaignId))
  })
