/**
 * Which translation a contact gets.
 *
 * @since 0.1.0
 */
import type { Language } from "../contacts/Language.js"
import * as Template from "./Template.js"

/**
 * The contact's language, else the jeweller's default, else English; only among translations that this WABA has
 * APPROVED. Null when none of the three is approved.
 *
 * @since 0.1.0
 * @category rules
 */
export const choose = (input: {
  readonly wanted: Language | null
  readonly jewellerDefault: Language
  readonly template: Pick<Template.Template, "translations">
  readonly approvals: ReadonlyArray<Pick<Template.WabaTemplate, "translationId" | "status">>
}): Template.Translation | null => {
  for (const language of [input.wanted, input.jewellerDefault, "en"]) {
    const translation = input.template.translations.find((candidate) => candidate.language === language)
    if (
      translation !== undefined &&
      input.approvals.some((approval) => approval.translationId === translation.id && Template.isApproved(approval))
    ) {
      return translation
    }
  }
  return null
}
