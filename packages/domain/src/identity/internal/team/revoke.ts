import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as InvitationStore from "../../../ports/InvitationStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { InvitationAccepted, InvitationNotFound } from "../../IdentityError.js"
import * as Invitation from "../../Invitation.js"
import * as Principal from "../../Principal.js"
import type { Service } from "../../Team.js"
import { entryBy } from "../entryOf.js"

export const revoke = (deps: {
  readonly audit: AuditLog.Service
  readonly ids: IdGenerator.Service
  readonly invitations: InvitationStore.Service
  readonly unitOfWork: UnitOfWork.Service
}): Service["revoke"] =>
  Effect.fn("Team.revoke")(function*(principal, id) {
    const team = yield* Principal.authoriseTeam(principal, "invitation.revoke")
    const now = yield* DateTime.now
    const entry = yield* entryBy(deps.ids, principal, { action: "INVITATION_REVOKED", subject: id })
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        const invitation = Option.getOrNull(yield* deps.invitations.lock(team, id))
        if (invitation === null) return yield* new InvitationNotFound({ invitationId: id })
        const standing = Invitation.standing(invitation, now)
        if (standing === "ACCEPTED") return yield* new InvitationAccepted()
        if (standing !== "OPEN") return { invitation, standing }
        const revoked = { ...invitation, revokedAt: now }
        yield* deps.invitations.save(revoked)
        yield* deps.audit.append([entry])
        return { invitation: revoked, standing: "REVOKED" as const }
      })
    )
  })
