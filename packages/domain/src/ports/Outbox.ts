/**
 * Mails that wait to leave. Whatever writes to somebody inserts the mail in the same unit of work, so that there is a
 * letter exactly when there is a reason for it.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Mail, MailId } from "../mail/Mail.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. People who log in belong to the platform, so no method takes a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores new mails. */
  readonly insert: (mails: ReadonlyArray<Mail>) => Effect.Effect<void, StoreUnavailable>
  /**
   * Up to `limit` WAITING mails that are due, the longest due first; mails that another claims meanwhile are passed over.
   * They are due again at `until`, should whoever claims them die. So a mail may leave twice, and never stays behind.
   */
  readonly claim: (
    now: DateTime.Utc,
    until: DateTime.Utc,
    limit: number
  ) => Effect.Effect<ReadonlyArray<Mail>, StoreUnavailable>
  /** Stores what a try changed: status, letter, tries, due time and note. */
  readonly save: (mails: ReadonlyArray<Mail>) => Effect.Effect<void, StoreUnavailable>
  /** Removes up to `limit` mails that were made before this instant and are WAITING no more; how many. */
  readonly removeBefore: (before: DateTime.Utc, limit: number) => Effect.Effect<number, StoreUnavailable>
  /** DEAD mails in id order, for the operator; their letters are gone. */
  readonly listDead: (page: PageRequest<MailId>) => Effect.Effect<Page<Mail, MailId>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class Outbox extends Context.Tag("@ektola/domain/ports/Outbox")<Outbox, Service>() {}
