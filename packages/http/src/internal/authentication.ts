import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { AccessToken } from "../AccessToken.js"
import { Authentication } from "../contract/Authentication.js"
import { Unauthorized } from "../contract/ContractError.js"

export const layer = Layer.effect(
  Authentication,
  Effect.map(AccessToken, ({ verify }) =>
    Authentication.of({
      // The router cuts the token out by its place in the header and does not look at the scheme.
      bearer: (token) =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
          /^bearer /i.test(headers["authorization"] ?? "") ? verify(Redacted.value(token)) : new Unauthorized())
    }))
)
