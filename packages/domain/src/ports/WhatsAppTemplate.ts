/**
 * A template as WhatsApp keeps it in one WABA, and as it is handed in there.
 *
 * @since 0.1.0
 */
import type { Button } from "../templates/Button.js"
import type { Category, ParameterFormat, Translation } from "../templates/Template.js"

/**
 * A button at WhatsApp. `type` may be one that we never send.
 *
 * @since 0.1.0
 * @category model
 */
export interface WhatsAppButton {
  readonly type: string
  readonly text: string | null
  readonly url: string | null
  readonly phone: string | null
}

/**
 * What WhatsApp knows about one translation. Words (`status`, `category`, `quality`, …) are WhatsApp's own, in upper
 * case, and may be new ones. `correctCategory` is what WhatsApp will call it after its notice.
 *
 * @since 0.1.0
 * @category model
 */
export interface WhatsAppTemplate {
  readonly id: string
  readonly name: string
  readonly language: string
  readonly status: string | null
  readonly category: string | null
  readonly correctCategory: string | null
  readonly previousCategory: string | null
  readonly rejectedReason: string | null
  readonly quality: string | null
  readonly parameterFormat: string | null
  readonly header: { readonly format: string; readonly text: string | null } | null
  readonly body: string | null
  readonly footer: string | null
  readonly buttons: ReadonlyArray<WhatsAppButton>
}

/**
 * A header that is handed in. `handle` names a sample that was uploaded for the review; it is no media id.
 *
 * @since 0.1.0
 * @category model
 */
export type DraftHeader =
  | { readonly format: "TEXT"; readonly text: string }
  | { readonly format: "IMAGE" | "VIDEO" | "DOCUMENT"; readonly handle: string }

/**
 * The parts of a translation. `examples` has a value per placeholder name for WhatsApp's reviewers, who refuse a
 * template without; a placeholder that is missing there is shown to them by its own name.
 *
 * @since 0.1.0
 * @category model
 */
export interface DraftContent extends Pick<Translation, "body" | "footer"> {
  readonly parameterFormat: ParameterFormat
  readonly header: DraftHeader | null
  readonly buttons: ReadonlyArray<Button>
  readonly examples: Readonly<Record<string, string>>
}

/**
 * A translation that is handed in for review. `timeToLiveSeconds`: how long WhatsApp tries to deliver; null for its own
 * default of 30 days.
 *
 * @since 0.1.0
 * @category model
 */
export interface TemplateDraft extends DraftContent {
  readonly name: string
  readonly language: string
  readonly category: Category
  readonly timeToLiveSeconds: number | null
}

/**
 * A change of one translation; what is null stays. Content replaces all parts. The category of an approved one cannot be
 * changed.
 *
 * @since 0.1.0
 * @category model
 */
export interface TemplateEdit {
  readonly category: Category | null
  readonly content: DraftContent | null
  readonly timeToLiveSeconds: number | null
}

/**
 * WhatsApp's answer to a draft. The category may differ from the one that was asked for.
 *
 * @since 0.1.0
 * @category model
 */
export interface CreatedTemplate {
  readonly id: string
  readonly status: string | null
  readonly category: string | null
}
