import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { WhatsAppAccount } from "../../contract/WhatsAppAccountApi.js"
import { answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "whatsAppAccount", (handlers) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    return handlers
      .handle("connect", ({ payload }) =>
        Effect.map(
          answerTo((principal) => tenancy.connectWhatsApp(principal, payload)),
          (account) => new WhatsAppAccount(account, true)
        ))
      .handle("get", () => Effect.map(answerTo(tenancy.getWhatsApp), (account) => new WhatsAppAccount(account, true)))
  }))
