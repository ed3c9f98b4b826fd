/**
 * Invitations, of shops and of the platform.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { Invitation, InvitationId } from "../identity/Invitation.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * Whose invitations: those of a jeweller, or with null those of admins.
 *
 * @since 0.1.0
 * @category model
 */
export type Team = JewellerId | null

/**
 * What an adapter provides. Who accepts an invitation has no tenant yet, so a secret finds those of all teams.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a new invitation. */
  readonly insert: (invitation: Invitation) => Effect.Effect<void, StoreUnavailable>
  /** The invitation of this team; nobody else can change or lock it until the unit of work ends. */
  readonly lock: (team: Team, id: InvitationId) => Effect.Effect<Option.Option<Invitation>, StoreUnavailable>
  /** As `lock`, for whoever knows the secret. */
  readonly lockBySecretHash: (secretHash: string) => Effect.Effect<Option.Option<Invitation>, StoreUnavailable>
  /**
   * The team's invitations that were made after this instant, in id order. Nobody else lists or makes one of the team
   * until the unit of work ends.
   */
  readonly lockRecent: (
    team: Team,
    after: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<Invitation>, StoreUnavailable>
  /** Stores when a locked invitation was accepted or revoked. */
  readonly save: (invitation: Invitation) => Effect.Effect<void, StoreUnavailable>
  /** The team's invitations in id order, whatever became of them. */
  readonly listPage: (
    team: Team,
    page: PageRequest<InvitationId>
  ) => Effect.Effect<Page<Invitation, InvitationId>, StoreUnavailable>
  /** Removes up to `limit` invitations that expired before this instant; how many. */
  readonly removeBefore: (before: DateTime.Utc, limit: number) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class InvitationStore extends Context.Tag("@ektola/domain/ports/InvitationStore")<InvitationStore, Service>() {}
