import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as InvitationStore from "../../../ports/InvitationStore.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as PasswordHasher from "../../../ports/PasswordHasher.js"
import type * as TryStore from "../../../ports/TryStore.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { InvitationRefused, PasswordRefused } from "../../IdentityError.js"
import * as Invitation from "../../Invitation.js"
import * as Password from "../../Password.js"
import type { Service } from "../../Team.js"
import { type User, UserId } from "../../User.js"
import { accountOf } from "../accountOf.js"
import { countFrom, takeBack } from "../countTry.js"
import { entryOf } from "../entryOf.js"
import { hashPassword } from "../hashPassword.js"

export const accept = (deps: {
  readonly audit: AuditLog.Service
  readonly codes: CodeHasher.Service
  readonly hasher: PasswordHasher.Service
  readonly ids: IdGenerator.Service
  readonly invitations: InvitationStore.Service
  readonly jewellers: JewellerStore.Service
  readonly tries: TryStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["accept"] =>
  Effect.fn("Team.accept")(function*({ name, password, secret }) {
    const counted = yield* countFrom(deps, "CODE_FROM")
    // What the invitation says counts once it has been proven that it is one.
    const passwordHash = yield* hashPassword(deps.hasher, password, { email: "", name, shopName: null })
    const secretHash = deps.codes.hashSecret(Redacted.value(secret))
    const userId = UserId.make(yield* deps.ids.id)
    const now = yield* DateTime.now
    return yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        const invitation = Option.getOrNull(yield* deps.invitations.lockBySecretHash(secretHash))
        if (invitation === null || Invitation.standing(invitation, now) !== "OPEN") {
          return yield* new InvitationRefused()
        }
        const { email, jewellerId, role } = invitation
        const user: User = { id: userId, jewellerId, email, name, role, passwordHash }
        const reasons = Password.faults(Redacted.value(password), yield* accountOf(deps.jewellers, user))
        // Failing leaves the invitation open, for another try with another password.
        if (reasons.length > 0) return yield* new PasswordRefused({ reasons })
        yield* deps.users.insert(user)
        yield* deps.invitations.save({ ...invitation, acceptedAt: now })
        yield* deps.audit.append([
          yield* entryOf(deps.ids, {
            action: "INVITATION_ACCEPTED",
            actorId: userId,
            jewellerId,
            subject: invitation.id,
            detail: { role, email }
          })
        ])
        yield* takeBack(deps, counted)
        return user
      })
    ).pipe(Effect.catchTag("JewellerNotFound", () => new InvitationRefused()))
  })
