/**
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Contact, ContactId, ContactInput, OptOut } from "../contacts/Contact.js"
import type { ContactNotFound } from "../contacts/ContactsError.js"
import type { Segment } from "../segmentation/Segment.js"
import type { Group } from "../segmentation/Statistics.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * @since 0.1.0
 * @category model
 */
export interface Upserted {
  readonly id: ContactId
  readonly created: boolean
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Creates or updates contacts by phone; 1 to 1,000, with distinct phones; results in the order of the inputs. With
   * REPLACE a given field wins over the stored one, with FILL only absent fields are set; null never erases, attributes
   * merge by key, the segment is set by REPLACE only, and a new contact without one gets the default. An opt-out is only
   * ever widened. A deleted contact is restored with its opt-out as it was. Rows that would not change are not written.
   */
  readonly upsertMany: (
    jewellerId: JewellerId,
    contacts: ReadonlyArray<{ readonly id: ContactId; readonly input: ContactInput }>,
    mode: "REPLACE" | "FILL",
    at: DateTime.Utc
  ) => Effect.Effect<ReadonlyArray<Upserted>, StoreUnavailable>
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
  /** Widens the opt-out and adds a line to the consent ledger; repeating it changes nothing but adds no second line. */
  readonly optOut: (
    jewellerId: JewellerId,
    contactId: ContactId,
    optOut: OptOut
  ) => Effect.Effect<Contact, ContactNotFound | StoreUnavailable>
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
 * @since 0.1.0
 * @category port
 */
export class ContactStore extends Context.Tag("@ektola/domain/ports/ContactStore")<ContactStore, Service>() {}
