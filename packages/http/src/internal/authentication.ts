import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { AccessToken } from "../AccessToken.js"
import { Authentication } from "../contract/Authentication.js"

export const layer = Layer.effect(
  Authentication,
  Effect.map(AccessToken, ({ verify }) => Authentication.of({ bearer: (token) => verify(Redacted.value(token)) }))
)
