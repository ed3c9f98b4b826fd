import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { Service } from "../Campaigns.js"

export const listSkips = (deps: { readonly campaigns: CampaignStore.Service }): Service["listSkips"] =>
  Effect.fn("Campaigns.listSkips")(function*(principal, runId, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    yield* deps.campaigns.getRun(jewellerId, runId)
    return yield* deps.campaigns.listSkips(jewellerId, runId, page)
  })
