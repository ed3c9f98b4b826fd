/**
 * A template is one logical text with translations, owned by the platform. Its approval lives per WABA.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { Language } from "../contacts/Language.js"
import { JewellerId } from "../tenancy/Jeweller.js"
import { WabaId } from "../tenancy/WhatsAppAccount.js"
import { Button } from "./Button.js"
import { VariableSource } from "./VariableSource.js"

/**
 * UUIDv7 of a template.
 *
 * @since 0.1.0
 * @category model
 */
export const TemplateId = Schema.UUID.pipe(Schema.brand("TemplateId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type TemplateId = typeof TemplateId.Type

/**
 * UUIDv7 of one translation.
 *
 * @since 0.1.0
 * @category model
 */
export const TranslationId = Schema.UUID.pipe(Schema.brand("TranslationId"))
/**
 * The id itself, branded: no other id compiles in its place.
 *
 * @since 0.1.0
 * @category model
 */
export type TranslationId = typeof TranslationId.Type

/**
 * WhatsApp's category decides price, consent and limits: UTILITY is tied to the customer's own account.
 *
 * @since 0.1.0
 * @category model
 */
export const Category = Schema.Literal("UTILITY", "MARKETING")
/**
 * One of the two words. `WabaTemplate` has the one that WhatsApp gives, which may become another.
 *
 * @since 0.1.0
 * @category model
 */
export type Category = typeof Category.Type

/**
 * The name a template has at WhatsApp: lower-case letters, digits, underscore, at most 512.
 *
 * @since 0.1.0
 * @category model
 */
export const TemplateName = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9_]{1,512}$/, {
    message: () => "a template name has lower-case letters, digits and underscores only (at most 512)"
  })
)

/**
 * POSITIONAL placeholders are `{{1}}`, `{{2}}`, …; NAMED ones are `{{first_name}}`.
 *
 * @since 0.1.0
 * @category model
 */
export const ParameterFormat = Schema.Literal("POSITIONAL", "NAMED")
/**
 * One of the two words; it holds for all translations of a template.
 *
 * @since 0.1.0
 * @category model
 */
export type ParameterFormat = typeof ParameterFormat.Type

/**
 * The texts in one language. Header, body and the buttons' URLs and codes may hold placeholders; the footer has none.
 *
 * @since 0.1.0
 * @category model
 */
export const Translation = Schema.Struct({
  id: TranslationId,
  language: Language,
  header: Schema.NullOr(Schema.String),
  body: Schema.String,
  footer: Schema.NullOr(Schema.String),
  buttons: Schema.Array(Button)
})
/**
 * A decoded translation; without buttons it has an empty list of them.
 *
 * @since 0.1.0
 * @category model
 */
export type Translation = typeof Translation.Type

/**
 * `variables` says, per placeholder name (`1`, `2`, … or a name), where its value comes from.
 *
 * @since 0.1.0
 * @category model
 */
export const Template = Schema.Struct({
  id: TemplateId,
  name: TemplateName,
  category: Category,
  parameterFormat: ParameterFormat,
  variables: Schema.Record({ key: Schema.String, value: VariableSource }),
  translations: Schema.Array(Translation),
  createdAt: Schema.DateTimeUtcFromSelf
})
/**
 * A template with all its translations. The schema checks shapes only: `TemplateCheck.faults` says what WhatsApp would
 * refuse.
 *
 * @since 0.1.0
 * @category model
 */
export type Template = typeof Template.Type

/**
 * WhatsApp's state of one translation in one WABA. Unknown values are kept; only APPROVED sends. `changedAt` is since when
 * the status is known: what WhatsApp said before then proves nothing about it. `categoryAt` is when it last said the
 * category, null while it is ours. `quality` is its score (GREEN, YELLOW, RED, UNKNOWN). `notice` is the last word about a
 * change of category: which one it gets and when, null in it when nothing is announced (any more).
 *
 * @since 0.1.0
 * @category model
 */
export const WabaTemplate = Schema.Struct({
  jewellerId: JewellerId,
  wabaId: WabaId,
  translationId: TranslationId,
  templateId: TemplateId,
  language: Language,
  status: Schema.String,
  category: Category,
  reason: Schema.NullOr(Schema.String),
  changedAt: Schema.DateTimeUtcFromSelf,
  categoryAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
  quality: Schema.NullOr(Schema.Struct({ score: Schema.String, at: Schema.DateTimeUtcFromSelf })),
  notice: Schema.NullOr(Schema.Struct({
    category: Schema.NullOr(Category),
    dueAt: Schema.NullOr(Schema.DateTimeUtcFromSelf),
    at: Schema.DateTimeUtcFromSelf
  }))
})
/**
 * A verdict of WhatsApp; a translation that has none in a WABA cannot be sent from there.
 *
 * @since 0.1.0
 * @category model
 */
export type WabaTemplate = typeof WabaTemplate.Type

/**
 * Whether WhatsApp lets the translation be sent. It writes status words in either case (some webhooks in lower case), so
 * case does not count.
 *
 * @since 0.1.0
 * @category rules
 */
export const isApproved = (approval: Pick<WabaTemplate, "status">): boolean =>
  approval.status.toUpperCase() === "APPROVED"

/**
 * Our own word for a translation of which WhatsApp said, in an answer to a message, that it has none that is approved
 * (132001). Whether it was deleted or is only under review again, the answer does not tell.
 *
 * @since 0.1.0
 * @category constants
 */
export const missing = "MISSING"

const interrupted: ReadonlySet<string> = new Set([
  "PAUSED",
  "PENDING",
  "IN_APPEAL",
  "FLAGGED",
  "LIMIT_EXCEEDED",
  "REINSTATED",
  missing
])

/**
 * Whether a translation that may not be sent now can be approved again without anybody making a new one. PAUSED ends
 * after 3 or 6 hours, PENDING (also after an edit) and IN_APPEAL with a verdict. DISABLED, REJECTED, LOCKED, ARCHIVED and
 * DELETED do not end by themselves, and of an unknown word nobody can tell.
 *
 * @since 0.1.0
 * @category rules
 */
export const mayReturn = (approval: Pick<WabaTemplate, "status">): boolean =>
  interrupted.has(approval.status.toUpperCase())

/**
 * Whether WhatsApp has interrupted a translation that it had approved: a run may be prepared in it all the same when its
 * campaign waits.
 *
 * @since 0.1.0
 * @category rules
 */
export const isPaused = (approval: Pick<WabaTemplate, "status">): boolean => approval.status.toUpperCase() === "PAUSED"
