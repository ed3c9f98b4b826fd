import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { Api } from "../../contract/Api.js"
import { Campaign, CampaignFigures, DueContact } from "../../contract/CampaignsApi.js"
import * as Paging from "../../contract/Paging.js"
import { Run } from "../../contract/RunsApi.js"
import { Preview } from "../../contract/SchedulesApi.js"
import { answerTo } from "../answer.js"
import { flat } from "../figures.js"

export const layer = HttpApiBuilder.group(Api, "campaigns", (handlers) =>
  Effect.gen(function*() {
    const campaigns = yield* Campaigns
    return handlers
      .handle("create", ({ payload }) =>
        Effect.map(
          answerTo((principal) => campaigns.create(principal, payload)),
          (campaign) => new Campaign(campaign, true)
        ))
      .handle("list", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => campaigns.list(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (campaign) => new Campaign(campaign, true))
        ))
      .handle("get", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.get(principal, path.campaignId)),
          (campaign) => new Campaign(campaign, true)
        ))
      .handle("getFigures", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.getFigures(principal, path.campaignId)),
          (figures) => new CampaignFigures(flat(figures), true)
        ))
      .handle("activate", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.activate(principal, path.campaignId)),
          (campaign) => new Campaign(campaign, true)
        ))
      .handle("pause", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.pause(principal, path.campaignId)),
          (campaign) => new Campaign(campaign, true)
        ))
      .handle("changeSchedule", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => campaigns.changeSchedule(principal, path.campaignId, payload)),
          (campaign) => new Campaign(campaign, true)
        ))
      .handle("nextOccurrences", ({ path, urlParams }) =>
        Effect.map(
          answerTo((principal) => campaigns.nextOccurrences(principal, path.campaignId, urlParams.count)),
          (preview) => new Preview(preview, true)
        ))
      .handle("explainDue", ({ path, urlParams }) => {
        const query = {
          on: Option.getOrNull(urlParams.on),
          isDue: Option.getOrNull(Option.map(urlParams.due, (due) => due === "true"))
        }
        return Effect.map(
          answerTo((principal) =>
            campaigns.explainDue(
              principal,
              path.campaignId,
              query,
              Paging.toRequest(urlParams)
            )
          ),
          (page) => Paging.toPage(page, (contact) => new DueContact(contact, true))
        )
      })
      .handle("listRuns", ({ path, urlParams }) =>
        Effect.map(
          answerTo((principal) => campaigns.listRuns(principal, path.campaignId, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (run) => new Run(run, true))
        ))
  }))
