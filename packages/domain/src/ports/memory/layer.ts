/**
 * Every core store in memory, on one database: for tests, simulations and embedding without a database.
 *
 * @since 0.1.0
 */
import * as Layer from "effect/Layer"
import * as AuditLogMemory from "./AuditLogMemory.js"
import * as CampaignStoreMemory from "./CampaignStoreMemory.js"
import * as ContactStoreMemory from "./ContactStoreMemory.js"
import * as EnvironmentStoreMemory from "./EnvironmentStoreMemory.js"
import * as FigureStoreMemory from "./FigureStoreMemory.js"
import * as ImportStoreMemory from "./ImportStoreMemory.js"
import * as InboundStoreMemory from "./InboundStoreMemory.js"
import * as InvitationStoreMemory from "./InvitationStoreMemory.js"
import * as JewellerStoreMemory from "./JewellerStoreMemory.js"
import * as MemoryDatabase from "./MemoryDatabase.js"
import * as MessageStoreMemory from "./MessageStoreMemory.js"
import * as OtpStoreMemory from "./OtpStoreMemory.js"
import * as OutboxMemory from "./OutboxMemory.js"
import * as ReminderStoreMemory from "./ReminderStoreMemory.js"
import * as SealedTextsMemory from "./SealedTextsMemory.js"
import * as SessionStoreMemory from "./SessionStoreMemory.js"
import * as StopStoreMemory from "./StopStoreMemory.js"
import * as SuppressionStoreMemory from "./SuppressionStoreMemory.js"
import * as TemplateStoreMemory from "./TemplateStoreMemory.js"
import * as TryStoreMemory from "./TryStoreMemory.js"
import * as UsageViewMemory from "./UsageViewMemory.js"
import * as UserStoreMemory from "./UserStoreMemory.js"
import * as WebhookInboxMemory from "./WebhookInboxMemory.js"
import * as WhatsAppAccountStoreMemory from "./WhatsAppAccountStoreMemory.js"
import * as WorkerRegistryMemory from "./WorkerRegistryMemory.js"

/**
 * The database is provided too, so that tests can look into the tables.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = Layer.mergeAll(
  MemoryDatabase.layerUnitOfWork,
  AuditLogMemory.layer,
  InvitationStoreMemory.layer,
  TryStoreMemory.layer,
  CampaignStoreMemory.layer,
  ContactStoreMemory.layer,
  EnvironmentStoreMemory.layer,
  FigureStoreMemory.layer,
  ImportStoreMemory.layer,
  InboundStoreMemory.layer,
  JewellerStoreMemory.layer,
  MessageStoreMemory.layer,
  OtpStoreMemory.layer,
  OutboxMemory.layer,
  ReminderStoreMemory.layer,
  SessionStoreMemory.layer,
  SealedTextsMemory.layer,
  StopStoreMemory.layer,
  UsageViewMemory.layer,
  SuppressionStoreMemory.layer,
  TemplateStoreMemory.layer,
  UserStoreMemory.layer,
  WebhookInboxMemory.layer,
  WhatsAppAccountStoreMemory.layer,
  WorkerRegistryMemory.layer
).pipe(Layer.provideMerge(MemoryDatabase.layer))
