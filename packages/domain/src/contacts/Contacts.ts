/**
 * Contacts, their consent, and uploads of them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Stream from "effect/Stream"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import { CampaignStore } from "../ports/CampaignStore.js"
import { ContactFileReader } from "../ports/ContactFileReader.js"
import { ContactStore } from "../ports/ContactStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { ImportStore } from "../ports/ImportStore.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import type { Page, PageRequest } from "../ports/Page.js"
import { PersonHasher } from "../ports/PersonHasher.js"
import { PhoneParser } from "../ports/PhoneParser.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { SuppressionStore } from "../ports/SuppressionStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import type { Segment } from "../segmentation/Segment.js"
import type { SegmentStatistics } from "../segmentation/Statistics.js"
import type { JewellerNotFound, JewellerStatusRefused } from "../tenancy/TenancyError.js"
import type { OptOutScope } from "./Consent.js"
import type { Contact, ContactId } from "./Contact.js"
import type { ContactNotFound, ImportFileRefused, ImportNotFound, ReasonMissing } from "./ContactsError.js"
import type { Import, ImportId, RowReport } from "./Import.js"
import * as internal from "./internal/index.js"

/**
 * What people of a jeweller do with contacts and uploads; for an HTTP API or any other front end. Each method asks
 * first whether the role allows it, except `runNextImport`, which is the worker's. Contacts and uploads of another
 * jeweller are answered as unknown ones.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A deleted contact is found as well; `deletedAt` tells. */
  readonly get: (
    principal: Principal,
    contactId: ContactId
  ) => Effect.Effect<Contact, Forbidden | ContactNotFound | StoreUnavailable>
  /** Contacts that are not deleted, in id order; `segment` null is every segment. */
  readonly list: (
    principal: Principal,
    filter: { readonly segment: Segment | null },
    page: PageRequest<ContactId>
  ) => Effect.Effect<Page<Contact, ContactId>, Forbidden | StoreUnavailable>
  /** How many contacts every segment has and whom of them a campaign could reach. */
  readonly statistics: (
    principal: Principal
  ) => Effect.Effect<ReadonlyArray<SegmentStatistics>, Forbidden | StoreUnavailable>
  /**
   * Records a refusal and cancels what waits to be sent to this person, in one unit of work. It only ever widens, and
   * holds for every contact of the same person, also when they are deleted and come back.
   */
  readonly optOut: (
    principal: Principal,
    contactId: ContactId,
    scope: OptOutScope
  ) => Effect.Effect<Contact, Forbidden | ContactNotFound | StoreUnavailable>
  /** Records that the person wants messages again; it lifts every refusal, and needs a reason. */
  readonly optIn: (
    principal: Principal,
    contactId: ContactId,
    reason: string
  ) => Effect.Effect<Contact, Forbidden | ContactNotFound | ReasonMissing | StoreUnavailable>
  /**
   * Stores the file and queues the job. Refused to a jeweller who was turned away, and when the file is empty or longer
   * than `Import.maxBytes`.
   */
  readonly startImport: <E>(
    principal: Principal,
    file: { readonly name: string; readonly bytes: Stream.Stream<Uint8Array, E> }
  ) => Effect.Effect<
    Import,
    Forbidden | JewellerNotFound | JewellerStatusRefused | ImportFileRefused | StoreUnavailable | E
  >
  /** An upload with its progress, to be asked for again until it is COMPLETED or FAILED. */
  readonly getImport: (
    principal: Principal,
    importId: ImportId
  ) => Effect.Effect<Import, Forbidden | ImportNotFound | StoreUnavailable>
  /** Faulty and duplicate rows by row number, after row `after`. */
  readonly listImportRows: (
    principal: Principal,
    importId: ImportId,
    page: { readonly after: number; readonly limit: number }
  ) => Effect.Effect<ReadonlyArray<RowReport>, Forbidden | ImportNotFound | StoreUnavailable>
  /** Runs the oldest waiting import to its end. False when none waits. */
  readonly runNextImport: (owner: string) => Effect.Effect<boolean, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Contacts extends Context.Tag("@ektola/domain/contacts/Contacts")<Contacts, Service>() {}

/**
 * Gives `Contacts`, on the stores of one database and their `UnitOfWork`, with a reader of files, a parser of phone
 * numbers and a hasher of persons.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Contacts,
  never,
  | CampaignStore
  | ContactFileReader
  | ContactStore
  | IdGenerator
  | ImportStore
  | JewellerStore
  | MessageStore
  | PersonHasher
  | PhoneParser
  | SuppressionStore
  | UnitOfWork
> = Layer.effect(
  Contacts,
  Effect.gen(function*() {
    const deps = {
      campaigns: yield* CampaignStore,
      reader: yield* ContactFileReader,
      contacts: yield* ContactStore,
      ids: yield* IdGenerator,
      imports: yield* ImportStore,
      jewellers: yield* JewellerStore,
      messages: yield* MessageStore,
      persons: yield* PersonHasher,
      phones: yield* PhoneParser,
      suppressions: yield* SuppressionStore,
      unitOfWork: yield* UnitOfWork
    }
    return Contacts.of({
      get: internal.getContact(deps),
      list: internal.listContacts(deps),
      statistics: internal.contactStatistics(deps),
      optOut: internal.optOutContact(deps),
      optIn: internal.optInContact(deps),
      startImport: internal.startImport(deps),
      getImport: internal.getImport(deps),
      listImportRows: internal.listImportRows(deps),
      runNextImport: internal.runNextImport(deps)
    })
  })
)
