import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Campaign from "../Campaign.js"
import type { Service } from "../Campaigns.js"
import { CampaignStatusRefused } from "../CampaignsError.js"

export const pauseCampaign = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["pause"] =>
  Effect.fn("Campaigns.pause")(function*(principal, campaignId) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.pause")
    return yield* deps.unitOfWork.transact(
      TenantScope.tenant(jewellerId),
      Effect.gen(function*() {
        const campaign = yield* deps.campaigns.lock(jewellerId, campaignId)
        if (!Campaign.mayBecome(campaign.status, "PAUSED")) {
          return yield* new CampaignStatusRefused({ status: campaign.status, wanted: "PAUSED" })
        }
        const paused = Campaign.pause(campaign, "OWNER", "paused by a user")
        if (paused !== campaign) yield* deps.campaigns.save(paused)
        return paused
      })
    )
  })
