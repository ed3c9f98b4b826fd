/**
 * The tables behind the in-memory stores. Units of work run one after the other and roll back as a whole, as they would
 * in a database.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FiberRef from "effect/FiberRef"
import * as Layer from "effect/Layer"
import type { Campaign, CampaignId } from "../../campaigns/Campaign.js"
import type { Run, RunId } from "../../campaigns/Run.js"
import type { Contact, ContactId } from "../../contacts/Contact.js"
import type { Import, ImportId, RowReport } from "../../contacts/Import.js"
import type { AuditEntry, AuditEntryId } from "../../identity/AuditEntry.js"
import type { Invitation, InvitationId } from "../../identity/Invitation.js"
import type { Otp } from "../../identity/Otp.js"
import type { RefreshFamily, RefreshFamilyId } from "../../identity/RefreshFamily.js"
import type { Tries } from "../../identity/Tries.js"
import type { User, UserId } from "../../identity/User.js"
import type { Mail, MailId } from "../../mail/Mail.js"
import type { Attempt, AttemptId } from "../../messaging/Attempt.js"
import type { Fingerprint } from "../../messaging/Environment.js"
import type { Message, MessageId } from "../../messaging/Message.js"
import type { StatusUpdate } from "../../messaging/StatusUpdate.js"
import type { WorkerId, WorkerProcess } from "../../messaging/WorkerProcess.js"
import type { Template, TemplateId, WabaTemplate } from "../../templates/Template.js"
import type { Jeweller, JewellerId } from "../../tenancy/Jeweller.js"
import type { Note, NoteId } from "../../tenancy/Note.js"
import type { SendingStop } from "../../tenancy/SendingStop.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { WhatsAppAccount } from "../../tenancy/WhatsAppAccount.js"
import type { SkippedContact } from "../CampaignStore.js"
import type { StoredInbound } from "../InboundStore.js"
import type { Line, Suppression } from "../SuppressionStore.js"
import { UnitOfWork } from "../UnitOfWork.js"
import type { WebhookEvent, WebhookEventId } from "../WebhookInbox.js"

/**
 * A map per table, for tests to look into. Values are replaced and never changed in place.
 *
 * @since 0.1.0
 * @category model
 */
export interface Tables {
  readonly jewellers: Map<JewellerId, Jeweller>
  readonly notes: Map<NoteId, Note>
  readonly stops: Map<JewellerId | null, SendingStop>
  readonly users: Map<UserId, User>
  readonly sessions: Map<RefreshFamilyId, RefreshFamily>
  readonly otps: Map<string, Otp>
  readonly tries: Map<string, Tries>
  readonly invitations: Map<InvitationId, Invitation>
  readonly audit: Map<AuditEntryId, AuditEntry>
  readonly outbox: Map<MailId, Mail>
  readonly accounts: Map<JewellerId, WhatsAppAccount>
  readonly contacts: Map<ContactId, Contact>
  readonly consents: Map<number, Line & Owned>
  readonly suppressions: Map<string, Suppression>
  readonly imports: Map<ImportId, ImportRow>
  readonly importFiles: Map<ImportId, ReadonlyArray<Uint8Array>>
  readonly importReports: Map<ImportId, ReadonlyArray<RowReport>>
  readonly templates: Map<TemplateId, Template>
  readonly approvals: Map<string, WabaTemplate>
  readonly campaigns: Map<CampaignId, Campaign>
  readonly runs: Map<RunId, Run>
  readonly skips: Map<string, SkippedContact & { readonly runId: RunId; readonly jewellerId: JewellerId }>
  readonly reminders: Map<string, RunId>
  readonly messages: Map<MessageId, Message>
  readonly workers: Map<WorkerId, WorkerProcess & { readonly aliveUntil: number }>
  readonly leases: Map<MessageId, WorkerId>
  readonly attempts: Map<MessageId, ReadonlyArray<Attempt>>
  readonly statusEvents: Map<string, { readonly attemptId: AttemptId; readonly update: StatusUpdate }>
  readonly environment: Map<"fingerprint", Armed>
  readonly webhooks: Map<WebhookEventId, WebhookRow>
  readonly inbound: Map<string, StoredInbound & Owned>
}

/**
 * An event with what became of it; `dueAt` is in milliseconds since the epoch, infinite when it is not pending.
 *
 * @since 0.1.0
 * @category model
 */
export interface WebhookRow extends WebhookEvent {
  readonly dueAt: number
  readonly tries: number
  readonly setAsideAt: DateTime.Utc | null
  readonly note: string | null
}

/**
 * The environment's fingerprint, and since when it is stored.
 *
 * @since 0.1.0
 * @category model
 */
export interface Armed {
  readonly fingerprint: Fingerprint
  readonly armedAt: DateTime.Utc
}

/**
 * Who holds a job; `until` is in milliseconds since the epoch.
 *
 * @since 0.1.0
 * @category model
 */
export interface Lease {
  readonly owner: string
  readonly until: number
}

/**
 * An import with what only its store knows: whether the file is complete, and who holds the job until when.
 *
 * @since 0.1.0
 * @category model
 */
export interface ImportRow {
  readonly job: Import
  readonly enqueued: boolean
  readonly lease: Lease | null
}

/**
 * A row that belongs to a jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Owned {
  readonly jewellerId: JewellerId
}

/**
 * Writes go through `put` and `remove`, which remember how to take them back.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** To read; writing past `put` and `remove` cannot be undone. */
  readonly tables: Tables
  /** Sets a row; a defect outside `call` and `transact`. */
  readonly put: <K, V>(table: Map<K, V>, key: K, value: V) => void
  /** Deletes a row, if it is there; a defect outside `call` and `transact`. */
  readonly remove: <K, V>(table: Map<K, V>, key: K) => void
  /** One store call: joins the running unit of work or is one by itself. */
  readonly call: <A>(scope: TenantScope.TenantScope, body: () => A) => Effect.Effect<A>
  /** A store call without a scope of its own: the running unit of work decides which rows it sees, else it sees all. */
  readonly callVisible: <A>(body: (sees: (row: Owned) => boolean) => A) => Effect.Effect<A>
  /** What `UnitOfWork` promises. */
  readonly transact: <A, E, R>(
    scope: TenantScope.TenantScope,
    work: Effect.Effect<A, E, R>
  ) => Effect.Effect<A, E, R>
}

/**
 * The tag of the database that all memory stores share. Provide one `layer` to all of them, or `memory/layer`, which
 * does.
 *
 * @since 0.1.0
 * @category service
 */
export class MemoryDatabase
  extends Context.Tag("@ektola/domain/ports/memory/MemoryDatabase")<MemoryDatabase, Service>()
{}

interface Running {
  readonly scope: TenantScope.TenantScope
  readonly undo: Array<() => void>
}

/**
 * A new, empty database.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make: Effect.Effect<Service> = Effect.gen(function*() {
  const mutex = yield* Effect.makeSemaphore(1)
  const current = FiberRef.unsafeMake<Running | null>(null)
  let undo: Array<() => void> | null = null
  const tables: Tables = {
    jewellers: new Map(),
    notes: new Map(),
    stops: new Map(),
    users: new Map(),
    sessions: new Map(),
    otps: new Map(),
    tries: new Map(),
    invitations: new Map(),
    audit: new Map(),
    outbox: new Map(),
    accounts: new Map(),
    contacts: new Map(),
    consents: new Map(),
    suppressions: new Map(),
    imports: new Map(),
    importFiles: new Map(),
    importReports: new Map(),
    templates: new Map(),
    approvals: new Map(),
    campaigns: new Map(),
    runs: new Map(),
    skips: new Map(),
    reminders: new Map(),
    messages: new Map(),
    workers: new Map(),
    leases: new Map(),
    attempts: new Map(),
    statusEvents: new Map(),
    environment: new Map(),
    webhooks: new Map(),
    inbound: new Map()
  }

  const remember = <K, V>(table: Map<K, V>, key: K) => {
    if (undo === null) throw new Error("a memory table was written outside a unit of work")
    const had = table.has(key)
    const before = table.get(key) as V
    undo.push(() => had ? table.set(key, before) : table.delete(key))
  }

  const transact: Service["transact"] = (scope, work) =>
    Effect.flatMap(FiberRef.get(current), (running) => {
      if (running !== null) {
        return TenantScope.includes(running.scope, scope)
          ? work
          : Effect.die(new Error("a unit of work may not widen its tenant scope"))
      }
      const started: Running = { scope, undo: [] }
      return mutex.withPermits(1)(
        Effect.suspend(() => {
          undo = started.undo
          return Effect.locally(work, current, started)
        }).pipe(Effect.onExit((exit) =>
          Effect.sync(() => {
            if (Exit.isFailure(exit)) started.undo.reverse().forEach((restore) => restore())
            undo = null
          })
        ))
      )
    })

  return {
    tables,
    put: (table, key, value) => {
      remember(table, key)
      table.set(key, value)
    },
    remove: (table, key) => {
      remember(table, key)
      table.delete(key)
    },
    call: (scope, body) => transact(scope, Effect.sync(body)),
    callVisible: (body) =>
      Effect.flatMap(FiberRef.get(current), (running) => {
        const scope = running?.scope ?? TenantScope.system
        const sees = (row: Owned) => TenantScope.includes(scope, TenantScope.tenant(row.jewellerId))
        return transact(scope, Effect.sync(() => body(sees)))
      }),
    transact
  }
})

/**
 * Gives one empty database.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<MemoryDatabase> = Layer.effect(MemoryDatabase, make)

/**
 * Gives units of work over everything in a `MemoryDatabase`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerUnitOfWork: Layer.Layer<UnitOfWork, never, MemoryDatabase> = Layer.effect(
  UnitOfWork,
  Effect.map(MemoryDatabase, ({ transact }) => UnitOfWork.of({ transact }))
)

/**
 * Items after an id in id order, one more than the limit to know whether there is a next page.
 *
 * @since 0.1.0
 * @category queries
 */
export const pageOf = <A extends { readonly id: string }>(
  items: Iterable<A>,
  page: { readonly after: string | null; readonly limit: number }
): ReadonlyArray<A> =>
  [...items]
    .filter(({ id }) => page.after === null || id > page.after)
    .sort(byId)
    .slice(0, page.limit + 1)

/**
 * Orders by id, which for UUIDv7 is the order of creation.
 *
 * @since 0.1.0
 * @category queries
 */
export const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0
