/**
 * Raw webhook events, stored before they are answered and processed later.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * UUIDv7 of a stored event.
 *
 * @since 0.1.0
 * @category model
 */
export const WebhookEventId = Schema.UUID.pipe(Schema.brand("WebhookEventId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type WebhookEventId = typeof WebhookEventId.Type

/**
 * `body` is the raw text of the POST, whose signature was right.
 *
 * @since 0.1.0
 * @category model
 */
export interface WebhookEvent {
  readonly id: WebhookEventId
  readonly body: string
  readonly receivedAt: DateTime.Utc
}

/**
 * How processing an event ended. Retry: something it is about was not there yet; it comes again at `at`. SetAside: what
 * `note` names could not be applied, and the rest was; it comes again when somebody replays it.
 *
 * @since 0.1.0
 * @category model
 */
export type Processed =
  | { readonly _tag: "Done"; readonly id: WebhookEventId; readonly note: string | null }
  | { readonly _tag: "Retry"; readonly id: WebhookEventId; readonly at: DateTime.Utc; readonly note: string }
  | { readonly _tag: "SetAside"; readonly id: WebhookEventId; readonly at: DateTime.Utc; readonly note: string }

/**
 * An event of which something could not be applied, for an operator. `tries` is how often it was processed.
 *
 * @since 0.1.0
 * @category model
 */
export interface SetAside {
  readonly id: WebhookEventId
  readonly receivedAt: DateTime.Utc
  readonly setAsideAt: DateTime.Utc
  readonly tries: number
  readonly note: string
}

/**
 * What an adapter provides. The route of the webhook appends, and a worker locks, applies and finishes in one unit of
 * work.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores events in one write; the effect ends when they are durable. */
  readonly append: (events: ReadonlyArray<WebhookEvent>) => Effect.Effect<void, StoreUnavailable>
  /** Locks up to `limit` events to process at `now`, oldest first; events that another unit of work holds are passed over. */
  readonly lockPending: (
    now: DateTime.Utc,
    limit: number
  ) => Effect.Effect<ReadonlyArray<WebhookEvent>, StoreUnavailable>
  /**
   * Ends the processing of locked events: one that is Done is not handed out again, one to retry comes back at its
   * time, one that is set aside when it is replayed. Notes are kept for the operator.
   */
  readonly finish: (results: ReadonlyArray<Processed>) => Effect.Effect<void, StoreUnavailable>
  /** Events that are set aside, in id order. */
  readonly listSetAside: (
    page: PageRequest<WebhookEventId>
  ) => Effect.Effect<Page<SetAside, WebhookEventId>, StoreUnavailable>
  /**
   * Makes events that are set aside pending at `at`, those with these ids or all of them, and returns how many. Others are
   * left alone.
   */
  readonly replay: (
    which: ReadonlyArray<WebhookEventId> | "all",
    at: DateTime.Utc
  ) => Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about: what an event changes and that it
 * is done are kept together.
 *
 * @since 0.1.0
 * @category port
 */
export class WebhookInbox extends Context.Tag("@ektola/domain/ports/WebhookInbox")<WebhookInbox, Service>() {}
