import * as Effect from "effect/Effect"
import type { Campaign, CampaignId } from "../../campaigns/Campaign.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import type * as Message from "../Message.js"

/** The campaigns of some messages, each asked for once: what their owners want in cases that are few. */
export const campaignsOf = Effect.fnUntraced(function*(
  deps: { readonly campaigns: CampaignStore.Service },
  messages: Iterable<{ readonly message: Message.Message }>
) {
  const owners = new Map<CampaignId, JewellerId>()
  for (const { message } of messages) owners.set(message.campaignId, message.jewellerId)
  const found = new Map<CampaignId, Campaign>()
  for (const [id, jewellerId] of owners) {
    found.set(id, yield* deps.campaigns.get(jewellerId, id).pipe(Effect.catchTag("CampaignNotFound", Effect.die)))
  }
  return found
})
