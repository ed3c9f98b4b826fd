import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Identity } from "@ektola/domain/identity/Identity"
import * as Effect from "effect/Effect"
import { AccessToken } from "../../AccessToken.js"
import { Api } from "../../contract/Api.js"
import { Account, Jeweller, Session, User } from "../../contract/AuthApi.js"
import { Unauthorized } from "../../contract/ContractError.js"
import { answer, answerTo } from "../answer.js"

export const layer = HttpApiBuilder.group(Api, "auth", (handlers) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const tokens = yield* AccessToken
    return handlers
      .handle("register", ({ payload }) =>
        Effect.map(answer(identity.register(payload)), ({ jeweller, user }) =>
          new Account({ user: new User(user, true), jeweller: new Jeweller(jeweller, true) }, true)))
      .handle("login", ({ payload }) =>
        Effect.gen(function*() {
          const user = yield* answer(identity.logIn(payload.email, payload.password))
          const { expiresAt, token } = yield* tokens.issue({
            userId: user.id,
            role: user.role,
            jewellerId: user.jewellerId
          })
          return new Session({ accessToken: token, expiresAt, user: new User(user, true) }, true)
        }))
      .handle("me", () =>
        answerTo(identity.me).pipe(
          // The token outlived its account, or its role.
          Effect.catchTags({
            Forbidden: () =>
              new Unauthorized(),
            UserNotFound: () =>
              new Unauthorized(),
            JewellerNotFound: () => new Unauthorized()
          }),
          Effect.map(({ jeweller, user }) =>
            new Account({
              user: new User(user, true),
              jeweller: jeweller === null ? null : new Jeweller(jeweller, true)
            }, true)
          )
        ))
  }))
