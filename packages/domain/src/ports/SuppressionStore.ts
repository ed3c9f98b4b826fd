/**
 * What persons have refused, whether or not they are contacts, and the ledger of every word about it. It outlives
 * contacts: who was purged and is imported again has still refused.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Entry, History } from "../contacts/Consent.js"
import type { ContactId } from "../contacts/Contact.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * A person of one jeweller. `person` is a `PersonHasher`'s hash; somebody with a number and a user id has two.
 *
 * @since 0.1.0
 * @category model
 */
export interface SuppressionKey {
  readonly jewellerId: JewellerId
  readonly person: string
}

/**
 * A person, and what all of his or her words about consent come to; `Consent.standing` says what holds.
 *
 * @since 0.1.0
 * @category model
 */
export interface Suppression extends SuppressionKey {
  readonly history: History
}

/**
 * A ledger entry and whom it is about: `contactId` is null while the person is no contact, `person` when the contact has
 * neither number nor user id.
 *
 * @since 0.1.0
 * @category model
 */
export interface Line extends Entry {
  readonly person: string | null
  readonly contactId: ContactId | null
}

/**
 * What an adapter provides. Whatever hears an opt-out or an opt-in writes it; audiences and the guard ask it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** What is known about these persons, in no order; at most 4,000. Persons who never said anything are left out. */
  readonly find: (
    keys: ReadonlyArray<SuppressionKey>
  ) => Effect.Effect<ReadonlyArray<Suppression>, StoreUnavailable>
  /**
   * Merges histories of distinct persons into what is stored, later instants winning, and adds lines to the ledger. A line
   * about a person in `histories` whose stored history it does not change is left out: somebody else has just written it.
   */
  readonly record: (
    jewellerId: JewellerId,
    histories: ReadonlyArray<Omit<Suppression, "jewellerId">>,
    lines: ReadonlyArray<Line>
  ) => Effect.Effect<void, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about, so that a refusal and the messages
 * it cancels are kept together.
 *
 * @since 0.1.0
 * @category port
 */
export class SuppressionStore
  extends Context.Tag("@ektola/domain/ports/SuppressionStore")<SuppressionStore, Service>()
{}
