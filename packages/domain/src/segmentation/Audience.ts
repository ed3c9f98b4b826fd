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
  "MISSING_VARIABLE",
  "ALREADY_REMINDED"
)
/**
 * @since 0.1.0
 * @category model
 */
export type SkipReason = typeof SkipReason.Type

/**
 * @since 0.1.0
 * @category model
 */
export interface Recipient {
  readonly translation: Template.Translation
  readonly rendered: Rendering.Rendered
}

/**
 * `detail` names what is missing, such as the variable or the wanted language.
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
 * The decision for one targeted contact. `dueDate` is that of the reminder, when the campaign is one; `suppression` what
 * the person has refused, whatever the contact says.
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
  if (Consent.refuses(contact.optOut, audience.template.category)) return skip("OPTED_OUT")
  if (Consent.refuses(suppression, audience.template.category)) return skip("SUPPRESSED")
  if (contact.phone === null && contact.waUserId === null) return skip("NO_PHONE")
  const translation = LanguageChoice.choose({
    wanted: contact.language,
    jewellerDefault: audience.jeweller.defaultLanguage,
    template: audience.template,
    approvals: audience.approvals
  })
  if (translation === null) {
    return skip("NO_APPROVED_TRANSLATION", contact.language ?? audience.jeweller.defaultLanguage)
  }
  const values: Rendering.Values = { contact, jeweller: audience.jeweller, dueDate }
  return Either.mapBoth(Rendering.render(audience.template, translation, values), {
    onLeft: (missing): Skip => ({
      reason: "MISSING_VARIABLE",
      detail: missing.variables.map((name) => describeVariable(audience.template, name)).join(", ")
    }),
    onRight: (rendered): Recipient => ({ translation, rendered })
  })
}

const describeVariable = (template: Template.Template, name: string): string => {
  const source = template.variables[name]
  return source === undefined ? `{{${name}}}` : `{{${name}}}, ${VariableSource.describe(source)}`
}

const skip = (reason: SkipReason, detail: string | null = null): Either.Either<never, Skip> =>
  Either.left({ reason, detail })
