/**
 * Contacts of every jeweller, deleted ones among them until they are purged.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Contact, ContactId, ContactInput } from "../contacts/Contact.js"
import type { ContactNotFound } from "../contacts/ContactsError.js"
import type { PhoneNumber } from "../contacts/PhoneNumber.js"
import type { Segment } from "../segmentation/Segment.js"
import type { Group } from "../segmentation/Statistics.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What became of one input: the id of its contact, which a known contact keeps, and whether it is new.
 *
 * @since 0.1.0
 * @category model
 */
export interface Upserted {
  readonly id: ContactId
  readonly created: boolean
}

/**
 * What an adapter provides. Imports, consent and audiences call it; it stores what they decide and decides nothing
 * about who gets a message.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Creates or updates contacts by phone; 1 to 1,000, with distinct phones; results in the order of the inputs. With
   * REPLACE a given field wins over the stored one, with FILL only absent fields are set; null never erases, attributes
   * merge by key, the segment is set by REPLACE only, and a new contact without one gets the default. Opt-outs are left
   * as they are, also those of deleted contacts, which are restored. Rows that would not change are not written.
   */
  readonly upsertMany: (
    jewellerId: JewellerId,
    contacts: ReadonlyArray<{ readonly id: ContactId; readonly input: Omit<ContactInput, "optOut"> }>,
    mode: "REPLACE" | "FILL",
    at: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<Upserted>, StoreUnavailable>
  /** Deleted contacts are found as well; a foreign id is answered as an unknown one. */
  readonly get: (
    jewellerId: JewellerId,
    contactId: ContactId
  ) => Effect.Effect<Contact, ContactNotFound | StoreUnavailable>
  /** Contacts that are not deleted, in id order. */
  readonly listPage: (
    jewellerId: JewellerId,
    filter: { readonly segment: Segment | null },
    page: PageRequest<ContactId>
  ) => Effect.Effect<Page<Contact, ContactId>, StoreUnavailable>
  /**
   * The jeweller's contacts with one of these ids, phones or user ids, locked in id order, deleted ones included; at most
   * 1,000 of each.
   */
  readonly lockPersons: (
    jewellerId: JewellerId,
    persons: {
      readonly ids: ReadonlyArray<ContactId>
      readonly phones: ReadonlyArray<PhoneNumber>
      readonly waUserIds: ReadonlyArray<string>
    }
  ) => Effect.Effect<ReadonlyArray<Contact>, StoreUnavailable>
  /** Stores what locked contacts refuse; whatever else is in them is left as it is. */
  readonly saveOptOuts: (
    jewellerId: JewellerId,
    contacts: ReadonlyArray<Pick<Contact, "id" | "optOut" | "optedOutAt">>,
    at: DateTime.Utc
  ) => Effect.Effect<void, StoreUnavailable>
  /**
   * Notes the user ids of contacts with these phones that have none yet, and returns those contacts as they are now. They
   * are locked in id order; at most 1,000, with distinct phones.
   */
  readonly learnUserIds: (
    jewellerId: JewellerId,
    persons: ReadonlyArray<{ readonly phone: PhoneNumber; readonly waUserId: string }>,
    at: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<Contact>, StoreUnavailable>
  /**
   * Gives locked contacts another number that no contact of the jeweller has, and forgets their user ids, which belong to
   * the number before; at most 1,000.
   */
  readonly changePhones: (
    jewellerId: JewellerId,
    contacts: ReadonlyArray<{ readonly id: ContactId; readonly phone: PhoneNumber }>,
    at: DateTime.Utc
  ) => Effect.Effect<void, StoreUnavailable>
  /**
   * A superset of an audience: contacts of these segments (all when empty), deleted ones included, created no later than
   * `cutoff`, in id order after `after`.
   */
  readonly listForAudience: (
    jewellerId: JewellerId,
    query: {
      readonly segments: ReadonlyArray<Segment>
      readonly cutoff: DateTime.Utc
      readonly after: ContactId | null
      readonly limit: number
    }
  ) => Effect.Effect<ReadonlyArray<Contact>, StoreUnavailable>
  /** How many contacts that are not deleted are alike in what statistics look at; every group once, none empty. */
  readonly countGroups: (jewellerId: JewellerId) => Effect.Effect<ReadonlyArray<Group>, StoreUnavailable>
}

/**
 * The tag of the port. A service that keeps its customers in tables of its own provides this one itself, in the units
 * of work of the other stores.
 *
 * @since 0.1.0
 * @category port
 */
export class ContactStore extends Context.Tag("@ektola/domain/ports/ContactStore")<ContactStore, Service>() {}
