/**
 * Who is in a run and who is not, with one reason each.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as Consent from "../contacts/Consent.js"
import type * as Contact from "../contacts/Contact.js"
import type { Language } from "../contacts/Language.js"
import * as Category from "../templates/Category.js"
import * as LanguageChoice from "../templates/LanguageChoice.js"
import * as Rendering from "../templates/Rendering.js"
import type * as Template from "../templates/Template.js"
import * as VariableSource from "../templates/VariableSource.js"
import type { Segment } from "./Segment.js"

/**
 * Why a targeted contact gets no message in this run. The first that applies, in this order. SUPPRESSED: the person has
 * refused, before this contact was made or as another one.
 *
 * @since 0.1.0
 * @category model
 */
export const SkipReason = Schema.Literal(
  "DELETED",
  "OPTED_OUT",
  "SUPPRESSED",
  "NO_PHONE",
  "NO_APPROVED_TRANSLATION",
  "CATEGORY_CHANGED",
  "MISSING_VARIABLE",
  "VALUE_TOO_LONG",
  "ALREADY_REMINDED"
)
/**
 * One of the nine words. ALREADY_REMINDED is never an answer of `decide`: it takes the `ReminderStore` to know.
 *
 * @since 0.1.0
 * @category model
 */
export type SkipReason = typeof SkipReason.Type

/**
 * A contact that gets a message: in which translation, and with which values.
 *
 * @since 0.1.0
 * @category model
 */
export interface Recipient {
  readonly translation: Template.Translation
  readonly rendered: Rendering.Rendered
}

/**
 * `detail` names what is missing, too long or changed, such as the variable or the wanted language.
 *
 * @since 0.1.0
 * @category model
 */
export interface Skip {
  readonly reason: SkipReason
  readonly detail: string | null
}

/**
 * Everything a decision needs besides the contact, loaded once per run.
 *
 * @since 0.1.0
 * @category model
 */
export interface Audience {
  readonly segments: ReadonlyArray<Segment>
  readonly template: Template.Template
  readonly approvals: ReadonlyArray<Template.WabaTemplate>
  readonly jeweller: { readonly name: string; readonly defaultLanguage: Language }
}

/**
 * Whether the campaign is meant for this contact at all. UTILITY messages are tied to a segment's own account, so a
 * campaign with no segments targets everybody for MARKETING and nobody for UTILITY.
 *
 * @since 0.1.0
 * @category rules
 */
export const targets = (
  audience: Pick<Audience, "segments" | "template">,
  contact: Pick<Contact.Contact, "segment">
): boolean =>
  audience.segments.length === 0
    ? audience.template.category === "MARKETING"
    : audience.segments.includes(contact.segment)

/**
 * The decision for one targeted contact. Consent is asked for the category that WhatsApp gives the translation now.
 * `dueDate` is that of the reminder, when the campaign is one; `suppression` what the person has refused, whatever the
 * contact says.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import { Contact } from "@ektola/domain/contacts/Contact"
 * import * as Audience from "@ektola/domain/segmentation/Audience"
 * import { Template, WabaTemplate } from "@ektola/domain/templates/Template"
 * import * as DateTime from "effect/DateTime"
 * import * as Either from "effect/Either"
 * import * as Schema from "effect/Schema"
 *
 * const [jewellerId, createdAt] = ["019ae000-0000-7000-8000-000000000001", DateTime.unsafeMake("2026-11-01T00:00:00Z")]
 * const translation = { id: "019ae000-0000-7000-8000-000000000002", language: "en", header: null, footer: null }
 * const template = Schema.validateSync(Template)({
 *   id: "019ae000-0000-7000-8000-000000000003",
 *   name: "diwali_offer",
 *   category: "MARKETING",
 *   parameterFormat: "POSITIONAL",
 *   variables: { 1: { from: "contact", field: "name", fallback: null } },
 *   translations: [{ ...translation, body: "Dear {{1}}, making charges are halved this week.", buttons: [] }],
 *   createdAt
 * })
 * const approval = Schema.validateSync(WabaTemplate)({
 *   ...{ jewellerId, wabaId: "100000000000001", templateId: template.id, translationId: translation.id },
 *   ...{ language: "en", status: "APPROVED", category: "MARKETING", reason: null, changedAt: createdAt },
 *   ...{ categoryAt: null, quality: null, notice: null }
 * })
 * const asha = Schema.validateSync(Contact)({
 *   ...{ id: "019ae000-0000-7000-8000-000000000004", jewellerId, phone: "+919800000001", waUserId: null, name: "Asha" },
 *   ...{ segment: "GOLD_SIP", language: "kn", paymentDay: 5, attributes: {}, dateSetAt: {} },
 *   ...{ optOut: null, optedOutAt: null, deletedAt: null, createdAt, updatedAt: createdAt }
 * })
 * const jeweller = { name: "Shree Jewellers", defaultLanguage: "en" } as const
 * const audience: Audience.Audience = { segments: [], template, approvals: [approval], jeweller }
 *
 * // No Kannada translation is approved, so she gets the shop's language.
 * const decided = Audience.decide(audience, asha, null, null)
 * assert.strictEqual(Either.getOrThrow(decided).translation.language, "en")
 *
 * const stopped = Audience.decide(audience, { ...asha, optOut: "MARKETING" }, null, null)
 * assert.deepStrictEqual(stopped, Either.left({ reason: "OPTED_OUT", detail: null }))
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (
  audience: Audience,
  contact: Contact.Contact,
  dueDate: string | null,
  suppression: Consent.OptOutScope | null
): Either.Either<Recipient, Skip> => {
  if (contact.deletedAt !== null) return skip("DELETED")
  const translation = LanguageChoice.choose({
    wanted: contact.language,
    jewellerDefault: audience.jeweller.defaultLanguage,
    template: audience.template,
    approvals: audience.approvals
  })
  const approval = audience.approvals.find(({ translationId }) => translationId === translation?.id) ?? null
  const category = Category.forConsent(audience.template.category, approval)
  if (Consent.refuses(contact.optOut, category)) return skip("OPTED_OUT")
  if (Consent.refuses(suppression, category)) return skip("SUPPRESSED")
  if (contact.phone === null && contact.waUserId === null) return skip("NO_PHONE")
  if (translation === null) {
    return skip("NO_APPROVED_TRANSLATION", contact.language ?? audience.jeweller.defaultLanguage)
  }
  if (approval !== null && Category.isChanged(audience.template.category, approval)) {
    return skip("CATEGORY_CHANGED", `${translation.language} is ${approval.category} now`)
  }
  const values: Rendering.Values = { contact, jeweller: audience.jeweller, dueDate }
  return Either.mapBoth(Rendering.render(audience.template, translation, values), {
    onLeft: (refusal) => skipOf(audience.template, refusal),
    onRight: (rendered): Recipient => ({ translation, rendered })
  })
}

const skipOf = (template: Template.Template, refusal: Rendering.Refusal): Skip => {
  switch (refusal._tag) {
    case "MissingVariables":
      return {
        reason: "MISSING_VARIABLE",
        detail: refusal.variables.map((name) => describeVariable(template, name)).join(", ")
      }
    case "TooLong": {
      const { component, length, limit, variable } = refusal
      return {
        reason: "VALUE_TOO_LONG",
        detail:
          `the ${
            componentNames[component]
          } would have ${length} characters, and WhatsApp takes ${limit}; the longest value is ` +
          describeVariable(template, variable)
      }
    }
  }
}

const componentNames = { header: "header", body: "body", url: "address of a button", code: "code of a button" } as const

const describeVariable = (template: Template.Template, name: string): string => {
  const source = template.variables[name]
  return source === undefined ? `{{${name}}}` : `{{${name}}}, ${VariableSource.describe(source)}`
}

const skip = (reason: SkipReason, detail: string | null = null): Either.Either<never, Skip> =>
  Either.left({ reason, detail })
