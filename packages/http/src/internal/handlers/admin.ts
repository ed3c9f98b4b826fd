import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Inbox } from "@ektola/domain/messaging/Inbox"
import type * as Domain from "@ektola/domain/tenancy/Jeweller"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Effect from "effect/Effect"
import { SetAsideWebhook } from "../../contract/AdminApi.js"
import { Api } from "../../contract/Api.js"
import { Jeweller } from "../../contract/AuthApi.js"
import * as Paging from "../../contract/Paging.js"
import { answerTo } from "../answer.js"

const toWire = (jeweller: Domain.Jeweller) => new Jeweller(jeweller, true)

export const layer = HttpApiBuilder.group(Api, "admin", (handlers) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    const inbox = yield* Inbox
    return handlers
      .handle("listJewellers", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => tenancy.listJewellers(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, toWire)
        ))
      .handle("approveJeweller", ({ path }) =>
        Effect.map(answerTo((principal) => tenancy.approve(principal, path.jewellerId)), toWire))
      .handle("rejectJeweller", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) =>
            tenancy.reject(principal, path.jewellerId, payload.reason)
          ),
          toWire
        ))
      .handle("suspendJeweller", ({ path, payload }) =>
        Effect.map(
          answerTo((principal) => tenancy.suspend(principal, path.jewellerId, payload.reason)),
          toWire
        ))
      .handle("activateJeweller", ({ path }) =>
        Effect.map(
          answerTo((principal) => tenancy.activate(principal, path.jewellerId)),
          toWire
        ))
      .handle("listSetAsideWebhooks", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) => inbox.listSetAside(principal, Paging.toRequest(urlParams))),
          (page) => Paging.toPage(page, (event) => new SetAsideWebhook(event, true))
        ))
  }))
