/**
 * What admins see and do beside deciding about shops: finding them, notes, the audit log, mails that did not leave, and
 * the switch of all sending.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { AuditEntry, AuditEntryId } from "../identity/AuditEntry.js"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import type { User } from "../identity/User.js"
import type { Mail, MailId } from "../mail/Mail.js"
import * as AuditLog from "../ports/AuditLog.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import * as JewellerStore from "../ports/JewellerStore.js"
import { Outbox } from "../ports/Outbox.js"
import type { Page, PageRequest } from "../ports/Page.js"
import { StopStore } from "../ports/StopStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { type Usage, UsageView } from "../ports/UsageView.js"
import { UserStore } from "../ports/UserStore.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import * as internal from "./internal/administration/index.js"
import type { Jeweller, JewellerId, Status, StatusReason } from "./Jeweller.js"
import type { Note, NoteText } from "./Note.js"
import type { SendingStop } from "./SendingStop.js"
import type { JewellerNotFound } from "./TenancyError.js"
import type { WhatsAppAccount } from "./WhatsAppAccount.js"

/**
 * One shop as admins see it. `account` is null before WhatsApp was connected; `usage` is of the last 30 days; `stops` are
 * those that hold for it, its own and that of everybody.
 *
 * @since 0.1.0
 * @category model
 */
export interface Overview {
  readonly jeweller: Jeweller
  readonly owners: ReadonlyArray<User>
  readonly account: WhatsAppAccount | null
  readonly usage: Usage
  readonly notes: ReadonlyArray<Note>
  readonly stops: ReadonlyArray<SendingStop>
}

/**
 * For an HTTP API or any other front end. Each method asks first whether the role allows it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Jewellers in id order, those of the filter. */
  readonly listJewellers: (
    principal: Principal,
    filter: JewellerStore.Filter,
    page: PageRequest<JewellerId>
  ) => Effect.Effect<Page<Jeweller, JewellerId>, Forbidden | StoreUnavailable>
  /** How many jewellers have each status, of those that a search finds; null counts all. */
  readonly countJewellers: (
    principal: Principal,
    search: string | null
  ) => Effect.Effect<Readonly<Record<Status, number>>, Forbidden | StoreUnavailable>
  /** One jeweller with what an admin wants to know before deciding. */
  readonly getJeweller: (
    principal: Principal,
    jewellerId: JewellerId
  ) => Effect.Effect<Overview, Forbidden | JewellerNotFound | StoreUnavailable>
  /** Writes a note about a jeweller. */
  readonly addNote: (
    principal: Principal,
    jewellerId: JewellerId,
    text: NoteText
  ) => Effect.Effect<Note, Forbidden | JewellerNotFound | StoreUnavailable>
  /** The stops of sending that hold, that of everybody first. */
  readonly listStops: (principal: Principal) => Effect.Effect<ReadonlyArray<SendingStop>, Forbidden | StoreUnavailable>
  /**
   * Lets nothing leave, of one jeweller or (null) of anybody, until it is released. The owners of one jeweller are told.
   * Stopping twice is no change.
   */
  readonly stopSending: (
    principal: Principal,
    jewellerId: JewellerId | null,
    reason: StatusReason
  ) => Effect.Effect<ReadonlyArray<SendingStop>, Forbidden | JewellerNotFound | StoreUnavailable>
  /** Ends that stop; others go on holding. Releasing what is not stopped is no change. */
  readonly releaseSending: (
    principal: Principal,
    jewellerId: JewellerId | null
  ) => Effect.Effect<ReadonlyArray<SendingStop>, Forbidden | JewellerNotFound | StoreUnavailable>
  /** The audit log, the newest first. */
  readonly listAudit: (
    principal: Principal,
    filter: AuditLog.Filter,
    page: PageRequest<AuditEntryId>
  ) => Effect.Effect<Page<AuditEntry, AuditEntryId>, Forbidden | StoreUnavailable>
  /** Mails that did not leave and are not tried again, the oldest first; without what was in them. */
  readonly listDeadMails: (
    principal: Principal,
    page: PageRequest<MailId>
  ) => Effect.Effect<Page<Mail, MailId>, Forbidden | StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Administration extends Context.Tag("@ektola/domain/tenancy/Administration")<Administration, Service>() {}

/**
 * Gives `Administration`, on the stores of one database and their `UnitOfWork`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Administration,
  never,
  | AuditLog.AuditLog
  | IdGenerator
  | JewellerStore.JewellerStore
  | Outbox
  | StopStore
  | TokenCipher
  | UnitOfWork
  | UsageView
  | UserStore
  | WhatsAppAccountStore
> = Layer.effect(
  Administration,
  Effect.gen(function*() {
    const deps = {
      accounts: yield* WhatsAppAccountStore,
      audit: yield* AuditLog.AuditLog,
      cipher: yield* TokenCipher,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore.JewellerStore,
      outbox: yield* Outbox,
      stops: yield* StopStore,
      unitOfWork: yield* UnitOfWork,
      usage: yield* UsageView,
      users: yield* UserStore
    }
    return Administration.of({
      listJewellers: internal.listJewellers(deps),
      countJewellers: internal.countJewellers(deps),
      getJeweller: internal.getJeweller(deps),
      addNote: internal.addNote(deps),
      listStops: internal.listStops(deps),
      stopSending: internal.stopSending(deps),
      releaseSending: internal.releaseSending(deps),
      listAudit: internal.listAudit(deps),
      listDeadMails: internal.listDeadMails(deps)
    })
  })
)
