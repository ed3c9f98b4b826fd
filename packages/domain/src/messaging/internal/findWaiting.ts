import * as Effect from "effect/Effect"
import * as Campaign from "../../campaigns/Campaign.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import * as Consequence from "../Consequence.js"
import type { Failure } from "../Failure.js"
import type { Message } from "../Message.js"
import { campaignsOf } from "./campaignsOf.js"

/** Whether a message waits for its template. */
export type Waiting = (message: Message) => boolean

/** Asks campaigns whether they wait for their template, those whose messages were just refused for it, and no others. */
export const findWaiting = (
  deps: { readonly campaigns: CampaignStore.Service },
  refused: ReadonlyArray<{ readonly message: Message; readonly failure: Failure }>
) =>
  Effect.map(
    campaignsOf(deps, refused.filter(({ failure }) => Consequence.isOfPausedTemplate(failure))),
    (campaigns): Waiting => ({ campaignId }) => {
      const campaign = campaigns.get(campaignId)
      return campaign !== undefined && Campaign.waitsForTemplate(campaign)
    }
  )
