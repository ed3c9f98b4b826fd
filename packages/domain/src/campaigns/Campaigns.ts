/**
 * What a jeweller does with campaigns and what comes of them.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ContactId } from "../contacts/Contact.js"
import type { ContactNotFound } from "../contacts/ContactsError.js"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import type { Report } from "../messaging/Figures.js"
import type { Message, MessageId, State } from "../messaging/Message.js"
import { CampaignStore, type SkippedContact } from "../ports/CampaignStore.js"
import { ContactStore } from "../ports/ContactStore.js"
import { FigureStore } from "../ports/FigureStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import type { Page, PageRequest } from "../ports/Page.js"
import { PersonHasher } from "../ports/PersonHasher.js"
import { ReminderStore } from "../ports/ReminderStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { SuppressionStore } from "../ports/SuppressionStore.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import type { NotDueReason, Reminder } from "../recurrence/ContactDate.js"
import type { MissedRuns } from "../recurrence/MissedRuns.js"
import type { Preview } from "../recurrence/Preview.js"
import type { Schedule } from "../recurrence/Schedule.js"
import type { SkipReason } from "../segmentation/Audience.js"
import type { Segment } from "../segmentation/Segment.js"
import type { TemplateId } from "../templates/Template.js"
import type { TemplateNotFound } from "../templates/TemplatesError.js"
import type { JewellerNotFound, JewellerStatusRefused, WhatsAppNotConnected } from "../tenancy/TenancyError.js"
import type { Campaign, CampaignId } from "./Campaign.js"
import type {
  CampaignCompleted,
  CampaignNotFound,
  CampaignStatusRefused,
  CampaignTimePassed,
  NoApprovedTranslation,
  NoReminders,
  RunNotFound,
  SegmentRequired,
  TemplateCategoryChanged
} from "./CampaignsError.js"
import type { Explanation } from "./Explanation.js"
import * as internal from "./internal/index.js"
import type { Run, RunId } from "./Run.js"

/**
 * `sendWithinMinutes` and `missedRuns` null mean the default. `whenTemplatePaused` is WAIT and `whenUnconfirmed` GIVE_UP
 * unless the campaign says otherwise.
 *
 * @since 0.1.0
 * @category model
 */
export interface NewCampaign {
  readonly name: string
  readonly templateId: TemplateId
  readonly segments: ReadonlyArray<Segment>
  readonly schedule: Schedule
  readonly missedRuns: MissedRuns | null
  readonly sendWithinMinutes: number | null
  readonly whenTemplatePaused?: Campaign["whenTemplatePaused"] | null
  readonly whenUnconfirmed?: Campaign["whenUnconfirmed"] | null
}

/**
 * What a reminder campaign does for one contact on one date: a reminder, or the reason why none goes out; RUN_OVER when it
 * would, but no run of that date is still to come. `nextOn` is
 * the local date of the contact's next reminder after that date.
 *
 * @since 0.1.0
 * @category model
 */
export interface DueContact {
  readonly id: ContactId
  readonly name: string | null
  readonly reminder: Reminder | null
  readonly reason: NotDueReason | SkipReason | "RUN_OVER" | null
  readonly detail: string | null
  readonly nextOn: string | null
}

/**
 * Why a contact got a message in a run or none, with a sentence for the jeweller. `name` is null when the contact has
 * none or is purged.
 *
 * @since 0.1.0
 * @category model
 */
export interface ExplainedContact extends Explanation {
  readonly contactId: ContactId
  readonly name: string | null
  readonly sentence: string
}

/**
 * A run with its figures, both of one moment.
 *
 * @since 0.1.0
 * @category model
 */
export interface RunReport {
  readonly run: Run
  readonly figures: Report
}

/**
 * What people of a jeweller do with campaigns and see of them; for an HTTP API or any other front end. Each method asks
 * first whether the role allows it. Campaigns and runs of another jeweller are answered as unknown ones.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A DRAFT; nothing is sent before it is activated. Refused to a jeweller who was turned away. */
  readonly create: (
    principal: Principal,
    campaign: NewCampaign
  ) => Effect.Effect<
    Campaign,
    Forbidden | JewellerNotFound | JewellerStatusRefused | TemplateNotFound | SegmentRequired | StoreUnavailable
  >
  /** A campaign of any status. */
  readonly get: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, Forbidden | CampaignNotFound | StoreUnavailable>
  /** The jeweller's campaigns in id order, whatever their status. */
  readonly list: (
    principal: Principal,
    page: PageRequest<CampaignId>
  ) => Effect.Effect<Page<Campaign, CampaignId>, Forbidden | StoreUnavailable>
  /**
   * Starts or resumes. Refused when the jeweller is not approved or not connected, no translation is approved, or no
   * occurrence is left. What passed before is not made up for, except a last occurrence that may still run late; those
   * that passed during a pause are kept as MISSED runs. Activating an ACTIVE campaign is no change.
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
    | TemplateCategoryChanged
    | WhatsAppNotConnected
    | StoreUnavailable
  >
  /**
   * Nothing new begins; what WhatsApp has already got stays sent. Pausing a PAUSED campaign is no change, except that one
   * which would have gone on by itself does not any more.
   */
  readonly pause: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<Campaign, Forbidden | CampaignNotFound | CampaignStatusRefused | StoreUnavailable>
  /**
   * From now on it goes by another schedule; `missedRuns` null keeps the policy. Runs that have begun stay as they are,
   * and what the old schedule still had to make up for is not sent, except a reminder of which only the hour changed. An
   * occurrence at a local time that has had its run has none again.
   */
  readonly changeSchedule: (
    principal: Principal,
    campaignId: CampaignId,
    change: { readonly schedule: Schedule; readonly missedRuns: MissedRuns | null }
  ) => Effect.Effect<
    Campaign,
    Forbidden | CampaignNotFound | CampaignCompleted | CampaignTimePassed | StoreUnavailable
  >
  /** What the schedule means, with at most `count` occurrences after now; none once the campaign is COMPLETED. */
  readonly nextOccurrences: (
    principal: Principal,
    campaignId: CampaignId,
    count: number
  ) => Effect.Effect<
    Preview,
    Forbidden | CampaignNotFound | StoreUnavailable
  >
  /**
   * Who of the campaign's contacts gets a reminder on a local date and why the others do not, as things stand now; `on`
   * null is today, where the schedule is. With
   * `isDue` only those who do, or only the others; a page may then be short, or empty, before the last one.
   */
  readonly explainDue: (
    principal: Principal,
    campaignId: CampaignId,
    query: { readonly on: string | null; readonly isDue: boolean | null },
    page: PageRequest<ContactId>
  ) => Effect.Effect<
    Page<DueContact, ContactId>,
    Forbidden | CampaignNotFound | NoReminders | TemplateNotFound | JewellerNotFound | StoreUnavailable
  >
  /** Runs of a campaign, oldest first, MISSED ones among them. */
  readonly listRuns: (
    principal: Principal,
    campaignId: CampaignId,
    page: PageRequest<RunId>
  ) => Effect.Effect<Page<Run, RunId>, Forbidden | CampaignNotFound | StoreUnavailable>
  /** The figures of all runs of the campaign together, as they stand now. */
  readonly getFigures: (
    principal: Principal,
    campaignId: CampaignId
  ) => Effect.Effect<Report, Forbidden | CampaignNotFound | StoreUnavailable>
  /** The run with its figures as they stand now; a language without messages is left out. */
  readonly getRun: (
    principal: Principal,
    runId: RunId
  ) => Effect.Effect<RunReport, Forbidden | RunNotFound | StoreUnavailable>
  /** Messages of a run in id order; `state` null is every state. */
  readonly listMessages: (
    principal: Principal,
    runId: RunId,
    filter: { readonly state: State | null },
    page: PageRequest<MessageId>
  ) => Effect.Effect<Page<Message, MessageId>, Forbidden | RunNotFound | StoreUnavailable>
  /** Whom the run meant and left out, with one reason each, in order of contact id. */
  readonly listSkips: (
    principal: Principal,
    runId: RunId,
    page: PageRequest<ContactId>
  ) => Effect.Effect<Page<SkippedContact, ContactId>, Forbidden | RunNotFound | StoreUnavailable>
  /** Why this contact got a message in the run, or none. A purged contact is found while the run has a trace of it. */
  readonly explainContact: (
    principal: Principal,
    runId: RunId,
    contactId: ContactId
  ) => Effect.Effect<ExplainedContact, Forbidden | RunNotFound | ContactNotFound | StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Campaigns extends Context.Tag("@ektola/domain/campaigns/Campaigns")<Campaigns, Service>() {}

/**
 * Gives `Campaigns`, on the stores of one database and their `UnitOfWork`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Campaigns,
  never,
  | CampaignStore
  | ContactStore
  | FigureStore
  | IdGenerator
  | JewellerStore
  | MessageStore
  | PersonHasher
  | ReminderStore
  | SuppressionStore
  | TemplateStore
  | UnitOfWork
  | WhatsAppAccountStore
> = Layer.effect(
  Campaigns,
  Effect.gen(function*() {
    const deps = {
      campaigns: yield* CampaignStore,
      contacts: yield* ContactStore,
      figures: yield* FigureStore,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      messages: yield* MessageStore,
      persons: yield* PersonHasher,
      reminders: yield* ReminderStore,
      suppressions: yield* SuppressionStore,
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
      changeSchedule: internal.changeSchedule(deps),
      nextOccurrences: internal.nextOccurrences(deps),
      explainDue: internal.explainDue(deps),
      listRuns: internal.listRuns(deps),
      getFigures: internal.getFigures(deps),
      getRun: internal.getRun(deps),
      listMessages: internal.listMessages(deps),
      listSkips: internal.listSkips(deps),
      explainContact: internal.explainContact(deps)
    })
  })
)
