import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { Identity } from "@ektola/domain/identity/Identity"
import * as Domain from "@ektola/domain/identity/Session"
import { Sessions } from "@ektola/domain/identity/Sessions"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { AccessToken } from "../../AccessToken.js"
import { Api } from "../../contract/Api.js"
import { Account, Jeweller, Session, User } from "../../contract/AuthApi.js"
import { Unauthorized } from "../../contract/ContractError.js"
import { answer, answerTo } from "../answer.js"

// The token outlived its account, or its role.
const gone = () => new Unauthorized()

export const layer = HttpApiBuilder.group(Api, "auth", (handlers) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const sessions = yield* Sessions
    const tokens = yield* AccessToken
    const toWire = (session: Domain.Session) =>
      Effect.map(tokens.issue(Domain.principalOf(session)), ({ expiresAt, token }) =>
        new Session({
          accessToken: token,
          expiresAt,
          refreshToken: Redacted.value(session.refreshToken),
          refreshExpiresAt: session.refreshExpiresAt,
          user: new User(session.user, true)
        }, true))
    return handlers
      .handle("register", ({ payload }) =>
        Effect.map(answer(identity.register(payload)), ({ jeweller, user }) =>
          new Account({ user: new User(user, true), jeweller: new Jeweller(jeweller, true) }, true)))
      .handle("login", ({ payload }) =>
        Effect.flatMap(answer(sessions.logIn(payload.email, payload.password)), toWire))
      .handle("requestOtp", ({ payload }) =>
        answer(sessions.requestCode(payload.email, "LOG_IN")))
      .handle("verifyOtp", ({ payload }) =>
        Effect.flatMap(answer(sessions.logInWithCode(payload.email, payload.code)), toWire))
      .handle("forgotPassword", ({ payload }) =>
        answer(sessions.requestCode(payload.email, "RESET")))
      .handle("resetPassword", ({ payload: { code, email, newPassword } }) =>
        answer(sessions.resetPassword(email, code, newPassword)))
      .handle("refresh", ({ payload }) =>
        Effect.flatMap(answer(sessions.refresh(payload.refreshToken)), toWire))
      .handle("logout", () =>
        answerTo(sessions.logOut))
      .handle("logoutAll", () =>
        answerTo(sessions.logOutAll))
      .handle("changePassword", ({ payload: { currentPassword, newPassword } }) =>
        answerTo((principal) =>
          sessions.changePassword(principal, { current: currentPassword, next: newPassword })
        ).pipe(Effect.catchTags({ UserNotFound: gone, JewellerNotFound: gone })))
      .handle("me", () =>
        answerTo(identity.me).pipe(
          Effect.catchTags({ Forbidden: gone, UserNotFound: gone, JewellerNotFound: gone }),
          Effect.map(({ jeweller, user }) =>
            new Account({
              user: new User(user, true),
              jeweller: jeweller === null ? null : new Jeweller(jeweller, true)
            }, true)
          )
        ))
  }))
