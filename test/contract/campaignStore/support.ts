import { type Campaign } from "@ektola/domain/campaigns/Campaign"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import * as Effect from "effect/Effect"
import { aCampaign } from "../builders.js"
import { aShop } from "../stage.js"

/** A stored campaign of a new jeweller. */
export const stored = (over: Partial<Campaign> = {}) =>
  Effect.gen(function*() {
    const campaigns = yield* CampaignStore
    const shop = yield* aShop()
    const campaign = aCampaign(shop.jewellerId, shop.template.id, over)
    yield* campaigns.insert(campaign)
    return campaign
  })

export const foreigner = Effect.map(aShop(), ({ jewellerId }) => jewellerId)

/** Runs that earlier tests left in preparation are ready, so that only new ones are found. */
export const prepareAll = Effect.gen(function*() {
  const campaigns = yield* CampaignStore
  while (true) {
    const [run] = yield* campaigns.lockPreparing
    if (run === undefined) return
    yield* campaigns.saveRun({ ...run, status: "READY" })
  }
})
