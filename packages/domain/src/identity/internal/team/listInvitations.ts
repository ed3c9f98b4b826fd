import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as InvitationStore from "../../../ports/InvitationStore.js"
import * as Invitation from "../../Invitation.js"
import * as Principal from "../../Principal.js"
import type { Service } from "../../Team.js"

export const listInvitations = (deps: {
  readonly invitations: InvitationStore.Service
}): Service["listInvitations"] =>
  Effect.fn("Team.listInvitations")(function*(principal, page) {
    const team = yield* Principal.authoriseTeam(principal, "invitation.read")
    const { items, next } = yield* deps.invitations.listPage(team, page)
    const now = yield* DateTime.now
    return {
      items: items.map((invitation) => ({ invitation, standing: Invitation.standing(invitation, now) })),
      next
    }
  })
