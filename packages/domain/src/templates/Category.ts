/**
 * Which category of a template counts. WhatsApp may approve as MARKETING what was asked for as UTILITY, and may move an
 * approved template later, with a day's notice or none (Meta, "Template categorization"). What it says now, in this
 * WABA, decides consent, price, limits per person and how long it keeps trying; never what the catalogue hoped for.
 *
 * @since 0.1.0
 */
import type { Category, WabaTemplate } from "./Template.js"

/**
 * Whether WhatsApp takes the translation for something else than the campaign was made for. Such a message is not sent:
 * its audience was chosen, its consent asked and its cost expected for the other category. Somebody has to decide.
 *
 * @since 0.1.0
 * @category rules
 */
export const isChanged = (intended: Category, approval: Pick<WabaTemplate, "category">): boolean =>
  approval.category !== intended

/**
 * The category whose consent is needed: MARKETING as soon as WhatsApp or the campaign calls it so. `approval` is null
 * while WhatsApp has not judged.
 *
 * @since 0.1.0
 * @category rules
 */
export const forConsent = (intended: Category, approval: Pick<WabaTemplate, "category"> | null): Category =>
  approval !== null && isChanged(intended, approval) ? "MARKETING" : intended
