/**
 * What a jeweller does with campaigns and what comes of them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ContactId } from "../contacts/Contact.js"
import type { Language } from "../contacts/Language.js"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import type { Figures } from "../messaging/Figures.js"
import type { Message, MessageId, State } from "../messaging/Message.js"
import { CampaignStore, type SkippedContact } from "../ports/CampaignStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import type { Page, PageRequest } from "../ports/Page.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import type { Segment } from "../segmentation/Segment.js"
import type { TemplateId } from "../templates/Template.js"
import type { TemplateNotFound } from "../templates/TemplatesError.js"
import type { JewellerNotFound, JewellerStatusRefused, WhatsAppNotConnected } from "../tenancy/TenancyError.js"
import type { Campaign, CampaignId } from "./Campaign.js"
import type {
  CampaignNotFound,
  CampaignStatusRefused,
  CampaignTimePassed,
  NoApprovedTranslation,
  RunNotFound,
  SegmentRequired
} from "./CampaignsError.js"
import * as internal from "./internal/index.js"
import type { Run, RunId } from "./Run.js"

/**
 * `at` is a wall time in the jeweller's zone. `sendWithinMinutes` null means the default.
 *
 * @since 0.1.0
 * @category model
 */
export interface NewCampaign {
  readonly name: string
  readonly templateId: TemplateId
  readonly segments: ReadonlyArray<Segment>
  readonly at: string
  readonly sendWithinMinutes: number | null
}

/**
 * A run with its figures, for all messages and per language.
 *
 * @since 0.1.0
 * @category model
 */
export interface RunReport {
  readonly run: Run
  readonly figures: Figures
  readonly byLanguage: ReadonlyArray<{ readonly language: Language; readonly figures: Figures }>
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A DRAFT; nothing is sent before it is activated. */
  readonly create: (
    principal: Principal,
    campaign: NewCampaign
  ) => Effect.Effect<
    Campaign,
    Forbidden | TemplateNotFound | SegmentRequired | JewellerNotFound | StoreUnavailable
  >
  readonly get: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, Forbidden | CampaignNotFound | StoreUnavailable>
  readonly list: (
    principal: Principal,
    page: PageRequest<CampaignId>
  ) => Effect.Effect<Page<Campaign, CampaignId>, Forbidden | StoreUnavailable>
  /**
   * Starts or resumes. Refused when the jeweller is not approved or not connected, no translation is approved, or the
   * time has passed by more than the campaign allows. Activating an ACTIVE campaign is no change.
   */
  readonly activate: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<
    Campaign,
    | Forbidden
    | CampaignNotFound
    | CampaignStatusRefused
    | CampaignTimePassed
    | JewellerNotFound
    | JewellerStatusRefused
    | NoApprovedTranslation
    | WhatsAppNotConnected
    | StoreUnavailable
  >
  /** Nothing new begins; what WhatsApp has already got stays sent. Pausing a PAUSED campaign is no change. */
  readonly pause: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, Forbidden | CampaignNotFound | CampaignStatusRefused | StoreUnavailable>
  readonly listRuns: (
    principal: Principal,
    campaignId: CampaignId,
    page: PageRequest<RunId>
  ) => Effect.Effect<Page<Run, RunId>, Forbidden | CampaignNotFound | StoreUnavailable>
  readonly getRun: (
    principal: Principal,
    runId: RunId
  ) => Effect.Effect<RunReport, Forbidden | RunNotFound | StoreUnavailable>
  readonly listMessages: (
    principal: Principal,
    runId: RunId,
    filter: { readonly state: State | null },
    page: PageRequest<MessageId>
  ) => Effect.Effect<Page<Message, MessageId>, Forbidden | RunNotFound | StoreUnavailable>
  readonly listSkips: (
    principal: Principal,
    runId: RunId,
    page: PageRequest<ContactId>
  ) => Effect.Effect<Page<SkippedContact, ContactId>, Forbidden | RunNotFound | StoreUnavailable>
}

/**
 * @since 0.1.0
 * @category service
 */
export class Campaigns extends Context.Tag("@ektola/domain/campaigns/Campaigns")<Campaigns, Service>() {}

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Campaigns,
  never,
  CampaignStore | IdGenerator | JewellerStore | MessageStore | TemplateStore | UnitOfWork | WhatsAppAccountStore
> = Layer.effect(
  Campaigns,
  Effect.gen(function*() {
    const deps = {
      campaigns: yield* CampaignStore,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      messages: yield* MessageStore,
      templates: yield* TemplateStore,
      unitOfWork: yield* UnitOfWork,
      accounts: yield* WhatsAppAccountStore
    }
    return Campaigns.of({
      create: internal.createCampaign(deps),
      get: internal.getCampaign(deps),
      list: internal.listCampaigns(deps),
      activate: internal.activateCampaign(deps),
      pause: internal.pauseCampaign(deps),
      listRuns: internal.listRuns(deps),
      getRun: internal.getRun(deps),
      listMessages: internal.listMessages(deps),
      listSkips: internal.listSkips(deps)
    })
  })
)
