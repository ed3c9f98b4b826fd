/**
 * The catalogue of templates and their approval per WABA.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Language } from "../contacts/Language.js"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import { AuditLog } from "../ports/AuditLog.js"
import { CampaignStore } from "../ports/CampaignStore.js"
import { ContactStore } from "../ports/ContactStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import type { Page, PageRequest } from "../ports/Page.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { JewellerNotFound, WhatsAppNotConnected } from "../tenancy/TenancyError.js"
import type { Coverage } from "./Coverage.js"
import * as internal from "./internal/index.js"
import type { Category, Template, TemplateId, Translation, WabaTemplate } from "./Template.js"
import type { TemplateNameTaken, TemplateNotFound, TemplateRefused, TranslationNotFound } from "./TemplatesError.js"

/**
 * A template as it is handed in; no `buttons` means none.
 *
 * @since 0.1.0
 * @category model
 */
export interface NewTemplate extends Pick<Template, "name" | "category" | "parameterFormat" | "variables"> {
  readonly translations: ReadonlyArray<
    Omit<Translation, "id" | "buttons"> & { readonly buttons?: Translation["buttons"] }
  >
}

/**
 * WhatsApp's verdict on translations of a template in a jeweller's WABA; no `language` means all of them, no `category`
 * the one it gave before, at first the template's own.
 *
 * @since 0.1.0
 * @category model
 */
export interface Approval {
  readonly jewellerId: JewellerId
  readonly language: Language | null
  readonly status: string
  readonly category: Category | null
  readonly reason: string | null
}

/**
 * What admins do with the catalogue, and what people of a jeweller see of it; for an HTTP API or any other front end.
 * Each method asks first whether the role allows it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Adds a template that WhatsApp would take, with new ids, approved nowhere; refused with all of its faults at once.
   */
  readonly create: (
    principal: Principal,
    template: NewTemplate
  ) => Effect.Effect<Template, Forbidden | TemplateRefused | TemplateNameTaken | StoreUnavailable>
  /** A template with all its translations, approved or not; the catalogue is the same for everybody. */
  readonly get: (
    principal: Principal,
    templateId: TemplateId
  ) => Effect.Effect<Template, Forbidden | TemplateNotFound | StoreUnavailable>
  /** The catalogue in id order. */
  readonly list: (
    principal: Principal,
    page: PageRequest<TemplateId>
  ) => Effect.Effect<Page<Template, TemplateId>, Forbidden | StoreUnavailable>
  /**
   * Records a verdict for the jeweller's present WABA and returns all approvals of the template there. When a translation
   * may not be sent for a time, campaigns that wait for their template pause, and go on by themselves when it is back.
   */
  readonly setApproval: (
    principal: Principal,
    templateId: TemplateId,
    approval: Approval
  ) => Effect.Effect<
    ReadonlyArray<WabaTemplate>,
    Forbidden | TemplateNotFound | TranslationNotFound | WhatsAppNotConnected | StoreUnavailable
  >
  /** The approvals of a template in the caller's own WABA. */
  readonly approvals: (
    principal: Principal,
    templateId: TemplateId
  ) => Effect.Effect<
    ReadonlyArray<WabaTemplate>,
    Forbidden | TemplateNotFound | WhatsAppNotConnected | StoreUnavailable
  >
  /** Which languages the caller's own customers can be written to in, and how many a campaign could reach in each. */
  readonly coverage: (
    principal: Principal,
    templateId: TemplateId
  ) => Effect.Effect<
    Coverage,
    Forbidden | TemplateNotFound | WhatsAppNotConnected | JewellerNotFound | StoreUnavailable
  >
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Templates extends Context.Tag("@ektola/domain/templates/Templates")<Templates, Service>() {}

/**
 * Gives `Templates`, on the stores of one database and their `UnitOfWork`.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Templates,
  never,
  | AuditLog
  | CampaignStore
  | ContactStore
  | IdGenerator
  | JewellerStore
  | TemplateStore
  | UnitOfWork
  | WhatsAppAccountStore
> = Layer.effect(
  Templates,
  Effect.gen(function*() {
    const deps = {
      audit: yield* AuditLog,
      campaigns: yield* CampaignStore,
      contacts: yield* ContactStore,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      templates: yield* TemplateStore,
      unitOfWork: yield* UnitOfWork,
      accounts: yield* WhatsAppAccountStore
    }
    return Templates.of({
      create: internal.createTemplate(deps),
      get: internal.getTemplate(deps),
      list: internal.listTemplates(deps),
      setApproval: internal.setApproval(deps),
      approvals: internal.listApprovals(deps),
      coverage: internal.reportCoverage(deps)
    })
  })
)
