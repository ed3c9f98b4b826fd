/**
 * WhatsApp's limits on template texts, counted in Unicode code points (WhatsApp: "Template components").
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Limits from "./Limits.js"
import * as Placeholder from "./Placeholder.js"
import type * as Template from "./Template.js"

/**
 * One fault: where (`translations[2].body`) and what is wrong.
 *
 * @since 0.1.0
 * @category model
 */
export interface Fault {
  readonly path: string
  readonly reason: string
}

/**
 * Every fault of a template; empty when it can be submitted.
 *
 * @since 0.1.0
 * @category rules
 */
export const faults = (
  template: Pick<Template.Template, "parameterFormat" | "variables"> & {
    readonly translations: ReadonlyArray<Omit<Template.Translation, "id">>
  }
): ReadonlyArray<Fault> => {
  const found: Array<Fault> = []
  const add = (path: string, reason: string) => found.push({ path, reason })
  if (template.translations.length === 0) add("translations", "needs at least one language")
  const seen = new Set<string>()
  template.translations.forEach((translation, index) => {
    const at = `translations[${index}]`
    if (seen.has(translation.language)) add(`${at}.language`, `repeats "${translation.language}"`)
    seen.add(translation.language)
    for (const part of ["header", "body", "footer"] as const) {
      const text = translation[part]
      if (text === null) continue
      const length = Limits.codePoints(text)
      const limit = Limits.longest[part]
      if (text.trim() === "") add(`${at}.${part}`, "is empty")
      if (length > limit) add(`${at}.${part}`, `has ${length} characters; at most ${limit} are allowed`)
      checkPlaceholders(template, part, text).forEach((reason) => add(`${at}.${part}`, reason))
    }
  })
  return found
}

const checkPlaceholders = (
  template: Pick<Template.Template, "parameterFormat" | "variables">,
  part: "header" | "body" | "footer",
  text: string
): ReadonlyArray<string> => {
  const parsed = Placeholder.parse(text, template.parameterFormat)
  if (Either.isLeft(parsed)) return [parsed.left]
  const names = parsed.right
  const reasons: Array<string> = []
  if (part === "footer" && names.length > 0) reasons.push("may have no placeholders")
  if (part === "header" && names.length > 1) reasons.push("may have one placeholder at most")
  const trimmed = text.trim()
  if (part === "body" && /^\{\{[^{}]*\}\}|\{\{[^{}]*\}\}$/.test(trimmed)) {
    reasons.push("may not start or end with a placeholder")
  }
  if (/\}\}\s*\{\{/.test(text)) reasons.push("has placeholders side by side; put words between them")
  for (const name of names) {
    if (!Object.hasOwn(template.variables, name)) reasons.push(`uses {{${name}}}, which has no entry in "variables"`)
  }
  return reasons
}
