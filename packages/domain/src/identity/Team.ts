/**
 * Who works in a shop, or runs the platform: inviting people, and what came of it.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { AuditLog } from "../ports/AuditLog.js"
import { CodeHasher } from "../ports/CodeHasher.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { InvitationStore } from "../ports/InvitationStore.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { Outbox } from "../ports/Outbox.js"
import type { Page, PageRequest } from "../ports/Page.js"
import { PasswordHasher } from "../ports/PasswordHasher.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { TryStore } from "../ports/TryStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { UserStore } from "../ports/UserStore.js"
import type { JewellerNotFound } from "../tenancy/TenancyError.js"
import type {
  EmailTaken,
  Forbidden,
  InvitationAccepted,
  InvitationNotFound,
  InvitationRefused,
  PasswordRefused,
  TooManyInvitations,
  TooManyTries
} from "./IdentityError.js"
import * as internal from "./internal/team/index.js"
import type { Invitation, InvitationId, Standing } from "./Invitation.js"
import type { Principal } from "./Principal.js"
import type { Email, Role, User } from "./User.js"

/**
 * `link` makes the address of the page that takes a secret, for the letter; null where there is no such page, and people
 * enter the secret themselves.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly link: ((secret: string) => string) | null
}

/**
 * An invitation, and what became of it by now.
 *
 * @since 0.1.0
 * @category model
 */
export interface Invited {
  readonly invitation: Invitation
  readonly standing: Standing
}

/**
 * What owners and admins do about their own team, and what whoever was invited does.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Mails an invitation into the caller's shop, or among the admins, with one of the roles of `Invitation.invites`. An
   * earlier one for the same address that is still open is revoked.
   */
  readonly invite: (
    principal: Principal,
    whom: { readonly email: Email; readonly role: Role }
  ) => Effect.Effect<Invited, EmailTaken | Forbidden | JewellerNotFound | StoreUnavailable | TooManyInvitations>
  /** The team's invitations in id order, whatever became of them. */
  readonly listInvitations: (
    principal: Principal,
    page: PageRequest<InvitationId>
  ) => Effect.Effect<Page<Invited, InvitationId>, Forbidden | StoreUnavailable>
  /** Takes an invitation back. One that was revoked or has expired stays as it is. */
  readonly revoke: (
    principal: Principal,
    id: InvitationId
  ) => Effect.Effect<Invited, Forbidden | InvitationAccepted | InvitationNotFound | StoreUnavailable>
  /** Makes the account of whoever has the letter, if `Password.faults` finds none. The invitation is used up. */
  readonly accept: (acceptance: {
    readonly secret: Redacted.Redacted<string>
    readonly name: string
    readonly password: Redacted.Redacted<string>
  }) => Effect.Effect<User, EmailTaken | InvitationRefused | PasswordRefused | StoreUnavailable | TooManyTries>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Team extends Context.Tag("@ektola/domain/identity/Team")<Team, Service>() {}

/**
 * Gives `Team`, on the stores of one database and their `UnitOfWork`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<
  Team,
  never,
  | AuditLog
  | CodeHasher
  | IdGenerator
  | InvitationStore
  | JewellerStore
  | Outbox
  | PasswordHasher
  | TokenCipher
  | TryStore
  | UnitOfWork
  | UserStore
> =>
  Layer.effect(
    Team,
    Effect.gen(function*() {
      const deps = {
        audit: yield* AuditLog,
        cipher: yield* TokenCipher,
        codes: yield* CodeHasher,
        hasher: yield* PasswordHasher,
        ids: yield* IdGenerator,
        invitations: yield* InvitationStore,
        jewellers: yield* JewellerStore,
        link: options.link,
        outbox: yield* Outbox,
        tries: yield* TryStore,
        unitOfWork: yield* UnitOfWork,
        users: yield* UserStore
      }
      return Team.of({
        invite: internal.invite(deps),
        listInvitations: internal.listInvitations(deps),
        revoke: internal.revoke(deps),
        accept: internal.accept(deps)
      })
    })
  )
