/**
 * All core stores on one Postgres database, a server or an embedded one.
 *
 * @since 0.1.0
 */
import * as PgClient from "@effect/sql-pg/PgClient"
import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { AuditLog } from "@ektola/domain/ports/AuditLog"
import type { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import type { ContactStore } from "@ektola/domain/ports/ContactStore"
import type { EnvironmentStore } from "@ektola/domain/ports/EnvironmentStore"
import type { FigureStore } from "@ektola/domain/ports/FigureStore"
import type { ImportStore } from "@ektola/domain/ports/ImportStore"
import type { InboundStore } from "@ektola/domain/ports/InboundStore"
import type { InvitationStore } from "@ektola/domain/ports/InvitationStore"
import type { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import type { MessageStore } from "@ektola/domain/ports/MessageStore"
import type { OtpStore } from "@ektola/domain/ports/OtpStore"
import type { Outbox } from "@ektola/domain/ports/Outbox"
import type { ReminderStore } from "@ektola/domain/ports/ReminderStore"
import type { SealedTexts } from "@ektola/domain/ports/SealedTexts"
import type { SessionStore } from "@ektola/domain/ports/SessionStore"
import type { StopStore } from "@ektola/domain/ports/StopStore"
import type { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import type { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import type { TryStore } from "@ektola/domain/ports/TryStore"
import type { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import type { UsageView } from "@ektola/domain/ports/UsageView"
import type { UserStore } from "@ektola/domain/ports/UserStore"
import type { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import type { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import * as Duration from "effect/Duration"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as AuditLogPg from "./AuditLogPg.js"
import * as CampaignStorePg from "./CampaignStorePg.js"
import * as ContactStorePg from "./ContactStorePg.js"
import * as Database from "./Database.js"
import type { DatabaseRefused } from "./DatabaseRefused.js"
import * as EnvironmentStorePg from "./EnvironmentStorePg.js"
import * as FigureStorePg from "./FigureStorePg.js"
import * as ImportStorePg from "./ImportStorePg.js"
import * as InboundStorePg from "./InboundStorePg.js"
import * as InvitationStorePg from "./InvitationStorePg.js"
import * as JewellerStorePg from "./JewellerStorePg.js"
import * as MessageStorePg from "./MessageStorePg.js"
import * as OtpStorePg from "./OtpStorePg.js"
import * as OutboxPg from "./OutboxPg.js"
import * as ReminderStorePg from "./ReminderStorePg.js"
import * as SealedTextsPg from "./SealedTextsPg.js"
import * as SessionStorePg from "./SessionStorePg.js"
import * as StopStorePg from "./StopStorePg.js"
import * as SuppressionStorePg from "./SuppressionStorePg.js"
import * as TemplateStorePg from "./TemplateStorePg.js"
import * as TryStorePg from "./TryStorePg.js"
import * as UnitOfWorkPg from "./UnitOfWorkPg.js"
import * as UsageViewPg from "./UsageViewPg.js"
import * as UserStorePg from "./UserStorePg.js"
import * as WebhookInboxPg from "./WebhookInboxPg.js"
import * as WhatsAppAccountStorePg from "./WhatsAppAccountStorePg.js"
import * as WorkerRegistryPg from "./WorkerRegistryPg.js"

/**
 * @since 0.1.0
 * @category model
 */
export type CoreStores =
  | AuditLog
  | CampaignStore
  | ContactStore
  | EnvironmentStore
  | FigureStore
  | ImportStore
  | InboundStore
  | InvitationStore
  | JewellerStore
  | MessageStore
  | OtpStore
  | Outbox
  | ReminderStore
  | SealedTexts
  | SessionStore
  | StopStore
  | SuppressionStore
  | TemplateStore
  | TryStore
  | UnitOfWork
  | UsageView
  | UserStore
  | WebhookInbox
  | WhatsAppAccountStore
  | WorkerRegistry

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<CoreStores, DatabaseRefused | SqlError, SqlClient.SqlClient> = Layer.mergeAll(
  AuditLogPg.layer,
  CampaignStorePg.layer,
  ContactStorePg.layer,
  EnvironmentStorePg.layer,
  FigureStorePg.layer,
  ImportStorePg.layer,
  InboundStorePg.layer,
  InvitationStorePg.layer,
  JewellerStorePg.layer,
  MessageStorePg.layer,
  OtpStorePg.layer,
  OutboxPg.layer,
  ReminderStorePg.layer,
  SealedTextsPg.layer,
  SessionStorePg.layer,
  StopStorePg.layer,
  SuppressionStorePg.layer,
  TemplateStorePg.layer,
  TryStorePg.layer,
  UnitOfWorkPg.layer,
  UsageViewPg.layer,
  UserStorePg.layer,
  WebhookInboxPg.layer,
  WhatsAppAccountStorePg.layer,
  WorkerRegistryPg.layer
).pipe(Layer.provide(Database.layer))

/**
 * `maxConnections` is 1 for an embedded database, which has one session anyway. `waitForConnection` bounds both
 * connecting and waiting for a free connection of the pool.
 *
 * @since 0.1.0
 * @category model
 */
export interface ConnectionConfig {
  readonly url: Redacted.Redacted
  readonly maxConnections?: number | undefined
  readonly waitForConnection?: Duration.DurationInput | undefined
  readonly applicationName?: string | undefined
}

/**
 * A pool of connections. Names and jsonb values stay as they are stored, and statements have no names on the server,
 * since an embedded database would share them between connections.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerConnection = (
  config: ConnectionConfig
): Layer.Layer<PgClient.PgClient | SqlClient.SqlClient, SqlError> =>
  PgClient.layer({
    url: config.url,
    maxConnections: config.maxConnections ?? 10,
    connectTimeout: config.waitForConnection ?? Duration.seconds(10),
    applicationName: config.applicationName ?? "ektola",
    transformJson: false
  })
