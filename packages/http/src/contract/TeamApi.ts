/**
 * The people of a shop, and the admins of the platform: who is invited.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import { InvitationId, Standing } from "@ektola/domain/identity/Invitation"
import { Role, UserId } from "@ektola/domain/identity/User"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { User } from "./AuthApi.js"
import { Authentication } from "./Authentication.js"
import { email, newPassword } from "./internal/account.js"
import { about, body, instant, line, pathId, query, secret } from "./internal/fields.js"
import * as Paging from "./Paging.js"

/**
 * @since 0.1.0
 * @category model
 */
export class Invitation extends Schema.Class<Invitation>("Invitation")({
  id: InvitationId,
  email: Schema.String,
  role: about(Role, "What the account may do once it is made."),
  standing: about(Standing, "Only an OPEN invitation can be accepted."),
  invitedBy: UserId,
  createdAt: instant(),
  expiresAt: instant("It cannot be accepted from then on.")
}) {}

const NewInvitation = body("NewInvitation", {
  email,
  role: about(Role, "Owners invite OWNER and STAFF into their shop, admins invite ADMIN.")
})

const Acceptance = body("InvitationAcceptance", {
  secret: secret((text) => text.length <= 200, "must have at most 200 characters", "What stands in the letter."),
  name: line(120, "The name of the person."),
  password: newPassword
})

const create = HttpApiEndpoint.post("createInvitation", "/v1/team/invitations")
  .setPayload(NewInvitation)
  .addSuccess(Invitation, { status: 201 })
  .addError(ApiError.EmailTaken)
  .addError(ApiError.Forbidden)
  .addError(ApiError.JewellerNotFound)
  .addError(ApiError.TooManyInvitations)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Invite somebody",
    description:
      "Mails an invitation to my shop, or among the admins, which is valid for 7 days. An earlier one to the " +
      "same address that is still open is revoked. At most 20 a day."
  }))

const list = HttpApiEndpoint.get("listInvitations", "/v1/team/invitations")
  .setUrlParams(query(Paging.params(InvitationId)))
  .addSuccess(Paging.page("InvitationPage", Invitation))
  .addError(ApiError.Forbidden)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "List invitations",
    description: "Those of my shop, or of the admins, the oldest first, with what became of them."
  }))

const revoke = HttpApiEndpoint.post("revokeInvitation", "/v1/team/invitations/:invitationId/revoke")
  .setPath(Schema.Struct({ invitationId: pathId(InvitationId) }))
  .addSuccess(Invitation)
  .addError(ApiError.Forbidden)
  .addError(ApiError.InvitationAccepted)
  .addError(ApiError.InvitationNotFound)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({
    summary: "Take an invitation back",
    description: "It can no longer be accepted. Revoking twice is no change."
  }))

const accept = HttpApiEndpoint.post("acceptInvitation", "/v1/team/invitations/accept")
  .setPayload(Acceptance)
  .addSuccess(User, { status: 201 })
  .addError(ApiError.EmailTaken)
  .addError(ApiError.InvitationRefused)
  .addError(ApiError.PasswordRefused)
  .addError(ApiError.TooManyTries)
  .annotateContext(OpenApi.annotations({
    summary: "Accept an invitation",
    description:
      "Makes the account of whoever has the letter, with the address that it went to; log in with it then. A " +
      "refused password does not use the invitation up."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("team")
  .add(create)
  .add(list)
  .add(accept)
  .add(revoke)
  .addError(ApiError.Unavailable)
  .annotateContext(OpenApi.annotations({
    title: "Team",
    description: "Inviting people into a shop, and admins among the admins."
  }))
