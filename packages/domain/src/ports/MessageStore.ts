/**
 * Messages, their attempts and the events about them. The message row is the job.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Option from "effect/Option"
import type { RunId } from "../campaigns/Run.js"
import type { ContactId } from "../contacts/Contact.js"
import type { Attempt, AttemptId } from "../messaging/Attempt.js"
import type { Facts } from "../messaging/Guard.js"
import type { Message, MessageId, State, WithAttempts } from "../messaging/Message.js"
import type { StatusUpdate } from "../messaging/StatusUpdate.js"
import type { WorkerId } from "../messaging/WorkerProcess.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { PhoneNumberId } from "../tenancy/WhatsAppAccount.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A run of a sender: what may send now as far as run, campaign, jeweller and account say. `isOnTrial` is a paused sender
 * whose pause is over and not proven yet. `portfolio` is null when the people it reaches are not limited.
 *
 * @since 0.1.0
 * @category model
 */
export interface Lane {
  readonly runId: RunId
  readonly phoneNumberId: PhoneNumberId
  readonly ratePerSecond: number
  readonly portfolio: { readonly id: string; readonly limit: number } | null
  readonly isOnTrial: boolean
}

/**
 * Where in a lane somebody has got to.
 *
 * @since 0.1.0
 * @category model
 */
export interface Place {
  readonly dueAt: DateTime.Utc
  readonly messageId: MessageId
}

/**
 * Up to `room` messages of a sender, from these runs, each behind its place.
 *
 * @since 0.1.0
 * @category model
 */
export interface Wanted {
  readonly phoneNumberId: PhoneNumberId
  readonly room: number
  readonly runs: ReadonlyArray<{ readonly runId: RunId; readonly after: Place | null }>
}

/**
 * A message that this worker, and nobody else, may begin as long as it lives. `recipient` is a phone number or a
 * business-scoped user id; `message` is how it was when it was leased.
 *
 * @since 0.1.0
 * @category model
 */
export interface Leased extends Place {
  readonly runId: RunId
  readonly phoneNumberId: PhoneNumberId
  readonly recipient: string
  readonly message: Message
}

/**
 * A leased message, locked, with everything the guard looks at; suppressions are looked up by whoever knows the hashes.
 *
 * @since 0.1.0
 * @category model
 */
export interface Beginnable extends WithAttempts {
  readonly facts: Omit<Facts, "suppression">
}

/**
 * What changed in one message: its new progress, the attempts that are new or changed, and the status events to keep.
 *
 * @since 0.1.0
 * @category model
 */
export interface Change {
  readonly message: Message
  readonly attempts: ReadonlyArray<Attempt>
  readonly events: ReadonlyArray<{ readonly attemptId: AttemptId; readonly update: StatusUpdate }>
}

/**
 * An attempt that may have to be settled. `laterStatusAt` as in the settlement rule.
 *
 * @since 0.1.0
 * @category model
 */
export interface Unsettled {
  readonly messageId: MessageId
  readonly attemptId: AttemptId
  readonly state: "BEGUN" | "UNKNOWN"
  readonly begunAt: DateTime.Utc
  readonly notAfter: DateTime.Utc
  readonly laterStatusAt: DateTime.Utc | null
}

/**
 * What an adapter provides: queue and record in one. Scheduler, dispatcher, settler and webhooks call it inside their
 * units of work, and store what `Message` and `Attempt` came to.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** New messages of one run; a contact that already has a message in the run is left out. Returns how many were new. */
  readonly insertMany: (messages: ReadonlyArray<Message>) => Effect.Effect<number, StoreUnavailable>
  /** The lanes that may send at `now`, in order of their runs. It does not tell whether anything waits in them. */
  readonly listLanes: (now: DateTime.Utc) => Effect.Effect<ReadonlyArray<Lane>, StoreUnavailable>
  /**
   * QUEUED messages that are due at `now`, for each sender as many as it has room for, oldest due first. They stay QUEUED
   * and belong to `owner` until it saves or releases them, or is no longer alive in `WorkerRegistry`; nobody else is given
   * them meanwhile. Senders take turns in the answer, in the order in which they were asked for.
   */
  readonly lease: (request: {
    readonly owner: WorkerId
    readonly now: DateTime.Utc
    readonly senders: ReadonlyArray<Wanted>
  }) => Effect.Effect<ReadonlyArray<Leased>, StoreUnavailable>
  /** Gives unused leases back. */
  readonly release: (owner: WorkerId, messageIds: ReadonlyArray<MessageId>) => Effect.Effect<void, StoreUnavailable>
  /**
   * Gives back everything that is leased to `owner` beside `held`: when the answer to a lease was lost, nobody else knows
   * that there may be something. It looks through the whole queue.
   */
  readonly releaseAllBut: (owner: WorkerId, held: ReadonlyArray<MessageId>) => Effect.Effect<void, StoreUnavailable>
  /**
   * The guard's facts of each of the messages as they are now, in the order of the messages; null for one whose number is no
   * longer the jeweller's. Nothing is locked.
   */
  readonly listFacts: (
    messages: ReadonlyArray<Message>
  ) => Effect.Effect<ReadonlyArray<Beginnable["facts"] | null>, StoreUnavailable>
  /**
   * Stores first attempts of messages that are QUEUED, leased to `owner` and were never tried, and ends their leases; what is
   * about another message is left out. No lock is needed before it. Returns the messages whose attempt was stored.
   */
  readonly saveBegun: (
    owner: WorkerId,
    changes: ReadonlyArray<Change>
  ) => Effect.Effect<ReadonlyArray<MessageId>, StoreUnavailable>
  /** Locks those of the messages that are QUEUED and still leased to `owner`, in id order, with the guard's facts. */
  readonly lockLeased: (
    owner: WorkerId,
    messageIds: ReadonlyArray<MessageId>
  ) => Effect.Effect<ReadonlyArray<Beginnable>, StoreUnavailable>
  /** Locks messages in id order; unknown ids are left out. */
  readonly lock: (messageIds: ReadonlyArray<MessageId>) => Effect.Effect<ReadonlyArray<WithAttempts>, StoreUnavailable>
  /**
   * Locks the messages whose attempts these statuses are about, in id order: by token first, by wamid second, and only
   * when the attempt was made by the status's phone-number id. Statuses without an attempt are left out.
   */
  readonly lockByStatus: (
    updates: ReadonlyArray<Pick<StatusUpdate, "phoneNumberId" | "token" | "wamid">>
  ) => Effect.Effect<ReadonlyArray<WithAttempts>, StoreUnavailable>
  /**
   * Stores changes of locked messages, ends their leases, and keeps the events. One call, any number of messages. The
   * `dueAt` of a message that is not QUEUED may be left as it was.
   */
  readonly save: (changes: ReadonlyArray<Change>) => Effect.Effect<void, StoreUnavailable>
  /**
   * Stores changes of messages that nobody has touched since their only attempt was begun, and ends nothing else: what is
   * about another message is left out. No lock is needed before it. Returns the messages whose change was stored.
   */
  readonly saveAnswers: (changes: ReadonlyArray<Change>) => Effect.Effect<ReadonlyArray<MessageId>, StoreUnavailable>
  /** QUEUED messages of contacts, locked in id order. */
  readonly lockQueuedOfContacts: (
    jewellerId: JewellerId,
    contactIds: ReadonlyArray<ContactId>
  ) => Effect.Effect<ReadonlyArray<WithAttempts>, StoreUnavailable>
  /** QUEUED messages whose `notAfter` has come, locked in id order, at most `limit`; rows held elsewhere are passed over. */
  readonly lockExpired: (
    now: DateTime.Utc,
    limit: number
  ) => Effect.Effect<ReadonlyArray<WithAttempts>, StoreUnavailable>
  /**
   * Open attempts: BEGUN ones that began at or before `begunBefore`, and UNKNOWN ones; in order of id after `after`, at
   * most `limit`. Not locked.
   */
  readonly listUnsettled: (query: {
    readonly begunBefore: DateTime.Utc
    readonly after: AttemptId | null
    readonly limit: number
  }) => Effect.Effect<ReadonlyArray<Unsettled>, StoreUnavailable>
  /** Whom the portfolio's numbers have tried to reach since then, and when last. */
  readonly listReached: (
    portfolioId: string,
    since: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<{ readonly recipient: string; readonly at: DateTime.Utc }>, StoreUnavailable>
  /** Messages of the run in id order, with `state` null all of them; none when the run is unknown or foreign. */
  readonly listByRun: (
    jewellerId: JewellerId,
    runId: RunId,
    filter: { readonly state: State | null },
    page: PageRequest<MessageId>
  ) => Effect.Effect<Page<Message, MessageId>, StoreUnavailable>
  /** The message that a contact has in a run. */
  readonly findByContact: (
    jewellerId: JewellerId,
    runId: RunId,
    contactId: ContactId
  ) => Effect.Effect<Option.Option<Message>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about: an attempt that is not committed
 * with its message may be sent twice.
 *
 * @since 0.1.0
 * @category port
 */
export class MessageStore extends Context.Tag("@ektola/domain/ports/MessageStore")<MessageStore, Service>() {}
