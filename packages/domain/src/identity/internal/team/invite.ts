import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { mailOf } from "../../../mail/internal/post.js"
import type * as AuditLog from "../../../ports/AuditLog.js"
import type * as CodeHasher from "../../../ports/CodeHasher.js"
import type * as IdGenerator from "../../../ports/IdGenerator.js"
import type * as InvitationStore from "../../../ports/InvitationStore.js"
import type * as JewellerStore from "../../../ports/JewellerStore.js"
import type * as Outbox from "../../../ports/Outbox.js"
import type * as TokenCipher from "../../../ports/TokenCipher.js"
import type * as UnitOfWork from "../../../ports/UnitOfWork.js"
import type * as UserStore from "../../../ports/UserStore.js"
import * as TenantScope from "../../../tenancy/TenantScope.js"
import { EmailTaken, Forbidden, TooManyInvitations } from "../../IdentityError.js"
import * as Invitation from "../../Invitation.js"
import * as Principal from "../../Principal.js"
import type { Options, Service } from "../../Team.js"
import { entryBy } from "../entryOf.js"

const platform = { name: "EkTola", defaultLanguage: "en" } as const

export const invite = (deps: {
  readonly audit: AuditLog.Service
  readonly cipher: TokenCipher.Service
  readonly codes: CodeHasher.Service
  readonly ids: IdGenerator.Service
  readonly invitations: InvitationStore.Service
  readonly jewellers: JewellerStore.Service
  readonly link: Options["link"]
  readonly outbox: Outbox.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly users: UserStore.Service
}): Service["invite"] =>
  Effect.fn("Team.invite")(function*(principal, whom) {
    const team = yield* Principal.authoriseTeam(principal, "invitation.create")
    const { email, role } = whom
    if (!Invitation.invites[principal.role].includes(role)) {
      return yield* new Forbidden({ action: `invitation.create of ${role}`, role: principal.role })
    }
    // Nothing that registering does not tell as well.
    if (Option.isSome(yield* deps.users.findByEmail(email))) return yield* new EmailTaken()
    const shop = team === null ? platform : yield* deps.jewellers.get(team)
    const secret = yield* deps.ids.token
    const now = yield* DateTime.now
    const invitation: Invitation.Invitation = {
      id: Invitation.InvitationId.make(yield* deps.ids.id),
      jewellerId: team,
      email,
      role,
      secretHash: deps.codes.hashSecret(secret),
      invitedBy: principal.userId,
      createdAt: now,
      expiresAt: DateTime.addDuration(now, Invitation.lifetime),
      acceptedAt: null,
      revokedAt: null
    }
    const mail = yield* mailOf(deps, null, {
      kind: "INVITATION",
      to: email,
      language: shop.defaultLanguage,
      shopName: shop.name,
      secret,
      link: deps.link?.(secret) ?? null,
      days: Duration.toDays(Invitation.lifetime)
    }, Invitation.lifetime)
    const entry = yield* entryBy(deps.ids, principal, {
      action: "INVITED",
      subject: invitation.id,
      detail: { role, email }
    })
    yield* deps.unitOfWork.transact(
      TenantScope.system,
      Effect.gen(function*() {
        const recent = yield* deps.invitations.lockRecent(team, DateTime.subtractDuration(now, Invitation.lifetime))
        const at = Invitation.invitableAt(recent, now)
        if (DateTime.greaterThan(at, now)) {
          const retryAfterSeconds = Math.ceil(Duration.toSeconds(DateTime.distanceDuration(now, at)))
          return yield* new TooManyInvitations({ retryAfterSeconds })
        }
        for (const earlier of recent) {
          if (earlier.email !== email || Invitation.standing(earlier, now) !== "OPEN") continue
          yield* deps.invitations.save({ ...earlier, revokedAt: now })
        }
        yield* deps.invitations.insert(invitation)
        yield* deps.outbox.insert([mail])
        yield* deps.audit.append([entry])
      })
    )
    return { invitation, standing: "OPEN" } as const
  })
