/**
 * What customers have written to the numbers of jewellers.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { InboundMessage } from "../messaging/InboundMessage.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * UUIDv7 that we give an inbound message when it is stored; its order is the order in which they came.
 *
 * @since 0.1.0
 * @category model
 */
export const InboundId = Schema.UUID.pipe(Schema.brand("InboundId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type InboundId = typeof InboundId.Type

/**
 * An inbound message under our id; WhatsApp's is `wamid`.
 *
 * @since 0.1.0
 * @category model
 */
export interface StoredInbound extends Omit<InboundMessage, "id"> {
  readonly id: InboundId
  readonly wamid: string
}

/**
 * What an adapter provides. A message is stored once, however often WhatsApp posts it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores messages of one jeweller, at most 1,000; one whose wamid the jeweller has already is left as it is. */
  readonly insertMany: (
    jewellerId: JewellerId,
    messages: ReadonlyArray<StoredInbound>
  ) => Effect.Effect<void, StoreUnavailable>
  /** The jeweller's messages, those that came last first; `after` is the last of the page before. */
  readonly listPage: (
    jewellerId: JewellerId,
    page: PageRequest<InboundId>
  ) => Effect.Effect<Page<StoredInbound, InboundId>, StoreUnavailable>
  /** The messages by which WhatsApp told that one of these numbers became another, the earliest first. */
  readonly listNumberChanges: (
    jewellerId: JewellerId,
    phones: ReadonlyArray<PhoneNumber>
  ) => Effect.Effect<ReadonlyArray<StoredInbound>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class InboundStore extends Context.Tag("@ektola/domain/ports/InboundStore")<InboundStore, Service>() {}
