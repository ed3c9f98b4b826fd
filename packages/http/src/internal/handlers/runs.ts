import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import * as Paging from "../../contract/Paging.js"
import { ExplainedContact, Message, Run, RunReport, Skip } from "../../contract/RunsApi.js"
import { answerTo } from "../answer.js"
import { flat } from "../figures.js"

export const layer = HttpApiBuilder.group(Api, "runs", (handlers) =>
  Effect.gen(function*() {
    const campaigns = yield* Campaigns
    return handlers
      .handle("get", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.getRun(principal, path.runId)),
          ({ figures, run }) => new RunReport({ run: new Run(run, true), ...flat(figures) }, true)
        ))
      .handle("listMessages", ({ path, urlParams }) =>
        Effect.map(
          answerTo((principal) =>
            campaigns.listMessages(
              principal,
              path.runId,
              { state: urlParams.state ?? null },
              Paging.toRequest(urlParams)
            )
          ),
          (page) => Paging.toPage(page, (message) => new Message(message, true))
        ))
      .handle("listSkips", ({ path, urlParams }) =>
        Effect.map(
          answerTo((principal) => campaigns.listSkips(principal, path.runId, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (skip) => new Skip(skip, true))
        ))
      .handle("explainContact", ({ path }) =>
        Effect.map(
          answerTo((principal) => campaigns.explainContact(principal, path.runId, path.contactId)),
          ({ message, ...explained }) =>
            new ExplainedContact({ ...explained, message: message === null ? null : new Message(message, true) }, true)
        ))
  }))
