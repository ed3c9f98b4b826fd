import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import { type Invited, Team } from "@ektola/domain/identity/Team"
import * as Effect from "effect/Effect"
import { Api } from "../../contract/Api.js"
import { User } from "../../contract/AuthApi.js"
import * as Paging from "../../contract/Paging.js"
import { Invitation } from "../../contract/TeamApi.js"
import { answer, answerTo } from "../answer.js"

const toWire = ({ invitation, standing }: Invited) => new Invitation({ ...invitation, standing }, true)

export const layer = HttpApiBuilder.group(Api, "team", (handlers) =>
  Effect.gen(function*() {
    const team = yield* Team
    return handlers
      .handle("createInvitation", ({ payload }) =>
        Effect.map(answerTo((principal) => team.invite(principal, payload)), toWire))
      .handle("listInvitations", ({ urlParams }) =>
        Effect.map(
          answerTo((principal) =>
            team.listInvitations(principal, Paging.toRequest(urlParams))
          ),
          (page) => Paging.toPage(page, toWire)
        ))
      .handle("acceptInvitation", ({ payload }) =>
        Effect.map(answer(team.accept(payload)), (user) => new User(user, true)))
      .handle("revokeInvitation", ({ path }) =>
        Effect.map(
          answerTo((principal) =>
            team.revoke(principal, path.invitationId)
          ),
          toWire
        ))
  }))
