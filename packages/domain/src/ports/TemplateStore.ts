/**
 * The platform's catalogue of templates, and their approvals per WABA.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Template, TemplateId, WabaTemplate } from "../templates/Template.js"
import type { TemplateNameTaken, TemplateNotFound } from "../templates/TemplatesError.js"
import type { JewellerId } from "../tenancy/Jeweller.js"
import type { WabaId } from "../tenancy/WhatsAppAccount.js"
import type { Page, PageRequest } from "./Page.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What an adapter provides. The catalogue belongs to no tenant and can be read in every scope; an approval is a row of
 * its jeweller.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Stores a template with all its translations. */
  readonly insert: (template: Template) => Effect.Effect<void, TemplateNameTaken | StoreUnavailable>
  /** A template with all its translations. */
  readonly get: (templateId: TemplateId) => Effect.Effect<Template, TemplateNotFound | StoreUnavailable>
  /** All templates in id order, each with all its translations. */
  readonly listPage: (page: PageRequest<TemplateId>) => Effect.Effect<Page<Template, TemplateId>, StoreUnavailable>
  /** The templates that have one of these names, in no order; at most 1,000 names. Names that nobody has are left out. */
  readonly listByNames: (names: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<Template>, StoreUnavailable>
  /** Stores or replaces approvals; at most one per (jeweller, WABA, translation). */
  readonly saveApprovals: (approvals: ReadonlyArray<WabaTemplate>) => Effect.Effect<void, StoreUnavailable>
  /** The approvals of the template in this WABA, in no order; a translation without one was never judged there. */
  readonly listApprovals: (
    jewellerId: JewellerId,
    wabaId: WabaId,
    templateId: TemplateId
  ) => Effect.Effect<ReadonlyArray<WabaTemplate>, StoreUnavailable>
  /** As `listApprovals`, and nobody else changes or locks them until the unit of work ends. */
  readonly lockApprovals: (
    jewellerId: JewellerId,
    wabaId: WabaId,
    templateId: TemplateId
  ) => Effect.Effect<ReadonlyArray<WabaTemplate>, StoreUnavailable>
}

/**
 * The tag of the port. Provide the store of the database that `UnitOfWork` is about.
 *
 * @since 0.1.0
 * @category port
 */
export class TemplateStore extends Context.Tag("@ektola/domain/ports/TemplateStore")<TemplateStore, Service>() {}
