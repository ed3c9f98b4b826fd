import * as Effect from "effect/Effect"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type { Service } from "../Campaigns.js"

export const listMessages = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly messages: MessageStore.Service
}): Service["listMessages"] =>
  Effect.fn("Campaigns.listMessages")(function*(principal, runId, filter, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "run.read")
    yield* deps.campaigns.getRun(jewellerId, runId)
    return yield* deps.messages.listByRun(jewellerId, runId, filter, page)
  })
