import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Inbox } from "@ektola/domain/messaging/Inbox"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { InboundMessage } from "../../contract/InboundApi.js"
import * as Paging from "../../contract/Paging.js"
import { answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "inbound", (handlers) =>
  Effect.gen(function*() {
    const inbox = yield* Inbox
    return handlers.handle("list", ({ urlParams }) =>
      Effect.map(
        answerTo((principal) => inbox.listInbound(principal, Paging.toRequest(urlParams))),
        (page) => Paging.toPage(page, (message) => new InboundMessage(message, true))
      ))
  }))
