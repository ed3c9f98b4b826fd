import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { Jeweller } from "../../contract/AuthApi.js"
import { answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "jeweller", (handlers) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    return handlers
      .handle("get", () => Effect.map(answerTo(tenancy.getJeweller), (jeweller) => new Jeweller(jeweller, true)))
      .handle("change", ({ payload }) =>
        Effect.map(
          answerTo((principal) => tenancy.changeJeweller(principal, payload)),
          (jeweller) => new Jeweller(jeweller, true)
        ))
  }))
