/**
 * Which customers a template can reach in which language, told before a campaign is launched.
 *
 * @since 0.1.0
 */
import * as Language from "../contacts/Language.js"
import * as Category from "./Category.js"
import * as LanguageChoice from "./LanguageChoice.js"
import * as Template from "./Template.js"

/**
 * One translation in this WABA. `status` and `category` are WhatsApp's, null while it has not judged; `isUsable` when
 * messages can go out in it.
 *
 * @since 0.1.0
 * @category model
 */
export interface TranslationState {
  readonly language: Language.Language
  readonly status: string | null
  readonly category: Template.Category | null
  readonly reason: string | null
  readonly isUsable: boolean
}

/**
 * What customers get who want `language` (null: they have said nothing). `sentIn` is null when they cannot be reached at
 * all: no language that would do is usable. `contacts` is how many they are.
 *
 * @since 0.1.0
 * @category model
 */
export interface LanguageState {
  readonly language: Language.Language | null
  readonly sentIn: Language.Language | null
  readonly isFallback: boolean
  readonly contacts: number
}

/**
 * Customers per language, as `Statistics.reachableByLanguage` counts them; `none` are those who have said nothing. A
 * language that is left out has none.
 *
 * @since 0.1.0
 * @category model
 */
export type Counts = Readonly<Partial<Record<Language.Language | "none", number>>>

/**
 * `translations` in the template's order, `languages` every language and nothing said.
 *
 * @since 0.1.0
 * @category model
 */
export interface Coverage {
  readonly category: Template.Category
  readonly translations: ReadonlyArray<TranslationState>
  readonly languages: ReadonlyArray<LanguageState>
}

/**
 * A translation is usable when WhatsApp has approved it in the template's own category: what it takes for another one is
 * not sent.
 *
 * @since 0.1.0
 * @category rules
 */
export const report = (input: {
  readonly template: Pick<Template.Template, "category" | "translations">
  readonly approvals: ReadonlyArray<Template.WabaTemplate>
  readonly jewellerDefault: Language.Language
  readonly counts: Counts
}): Coverage => {
  const { approvals, counts, jewellerDefault, template } = input
  const approvalOf = (translation: Template.Translation) =>
    approvals.find(({ translationId }) => translationId === translation.id) ?? null
  const isUsable = (approval: Template.WabaTemplate | null) =>
    approval !== null && Template.isApproved(approval) && !Category.isChanged(template.category, approval)

  const translations = template.translations.map((translation): TranslationState => {
    const approval = approvalOf(translation)
    return {
      language: translation.language,
      status: approval?.status ?? null,
      category: approval?.category ?? null,
      reason: approval?.reason ?? null,
      isUsable: isUsable(approval)
    }
  })
  const languages = [...Language.all, null].map((language): LanguageState => {
    const choice = LanguageChoice.choose({ wanted: language, jewellerDefault, template, approvals })
    const sentIn = choice !== null && isUsable(approvalOf(choice)) ? choice.language : null
    return {
      language,
      sentIn,
      isFallback: sentIn !== null && sentIn !== (language ?? jewellerDefault),
      contacts: counts[language ?? "none"] ?? 0
    }
  })
  return { category: template.category, translations, languages }
}

/**
 * How many customers get their own language, another one, or nothing.
 *
 * @since 0.1.0
 * @category rules
 */
export const totals = (
  coverage: Pick<Coverage, "languages">
): { readonly own: number; readonly fallback: number; readonly unreachable: number } => {
  const sum = (wanted: (state: LanguageState) => boolean) =>
    coverage.languages.filter(wanted).reduce((total, { contacts }) => total + contacts, 0)
  return {
    own: sum(({ isFallback, sentIn }) => sentIn !== null && !isFallback),
    fallback: sum(({ isFallback }) => isFallback),
    unreachable: sum(({ sentIn }) => sentIn === null)
  }
}
