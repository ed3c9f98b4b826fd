import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import { Sessions } from "@ektola/domain/identity/Sessions"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { AccessToken } from "../AccessToken.js"
import { Authentication } from "../contract/Authentication.js"
import { Unauthorized, Unavailable } from "../contract/ContractError.js"
import type { RequestLimits } from "../RequestLimits.js"
import { accountLimit } from "./limits.js"

/** `limits` counts what each account asks for; null does not. */
export const layer = (limits: RequestLimits | null) =>
  Layer.effect(
    Authentication,
    Effect.gen(function*() {
      const { verify } = yield* AccessToken
      const { check } = yield* Sessions
      const goesOn = (sessionId: Parameters<typeof check>[0]) =>
        Effect.catchTags(check(sessionId), {
          SessionEnded: () => new Unauthorized(),
          StoreUnavailable: (error) =>
            Effect.zipRight(Effect.logError("the store did not answer", error), new Unavailable())
        })
      return Authentication.of({
        bearer: (token) =>
          Effect.gen(function*() {
            const request = yield* HttpServerRequest.HttpServerRequest
            const { headers, method, url } = request
            // The router cuts the token out by its place in the header and does not look at the scheme.
            if (!/^bearer /i.test(headers["authorization"] ?? "")) return yield* new Unauthorized()
            const principal = yield* verify(Redacted.value(token))
            yield* goesOn(principal.sessionId)
            if (limits !== null) {
              const response = NodeHttpServerRequest.toServerResponse(request)
              yield* accountLimit(limits, { method, url, response }, principal.userId)
            }
            return principal
          })
      })
    })
  )
