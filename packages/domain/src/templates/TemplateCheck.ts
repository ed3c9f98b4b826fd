/**
 * WhatsApp's rules for template texts and buttons (Meta, "Template components"; lengths in code points).
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as Button from "./Button.js"
import { buttonFaults } from "./internal/buttonFaults.js"
import { textWarnings } from "./internal/textWarnings.js"
import * as Limits from "./Limits.js"
import * as Placeholder from "./Placeholder.js"
import * as Rendering from "./Rendering.js"
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
 * What of a template is checked; ids do not matter.
 *
 * @since 0.1.0
 * @category model
 */
export interface Checked extends Pick<Template.Template, "parameterFormat" | "variables"> {
  readonly translations: ReadonlyArray<Omit<Template.Translation, "id">>
}

const parts = ["header", "body", "footer"] as const

/**
 * Every fault of a template; empty when it can be submitted.
 *
 * @since 0.1.0
 * @category rules
 */
export const faults = (template: Checked): ReadonlyArray<Fault> => {
  const found: Array<Fault> = []
  const add = (path: string, reason: string) => found.push({ path, reason })
  if (template.translations.length === 0) add("translations", "needs at least one language")
  const seen = new Set<string>()
  template.translations.forEach((translation, index) => {
    const at = `translations[${index}]`
    if (seen.has(translation.language)) add(`${at}.language`, `repeats "${translation.language}"`)
    seen.add(translation.language)
    for (const part of parts) {
      const text = translation[part]
      if (text !== null) textFaults(template, part, text).forEach((reason) => add(`${at}.${part}`, reason))
    }
    buttonFaults(template, translation.buttons).forEach(({ path, reason }) => add(`${at}.${path}`, reason))
  })
  return found
}

/**
 * What WhatsApp may refuse or a reader may stumble over, though no rule forbids it. A template with warnings can be
 * submitted.
 *
 * @since 0.1.0
 * @category rules
 */
export const warnings = (template: Checked): ReadonlyArray<Fault> => {
  const used = template.translations.map(placeholders)
  const all = new Set(used.flatMap((names) => [...names]))
  const unused = Object.keys(template.variables)
    .filter((name) => !all.has(name))
    .map((name) => ({ path: `variables.${name}`, reason: "is used by no text" }))
  const perTranslation = template.translations.flatMap((translation, index) => {
    const at = `translations[${index}]`
    const missing = [...all].filter((name) => used[index]?.has(name) === false)
    return [
      ...parts.flatMap((part) =>
        textWarnings(part, translation[part] ?? "").map((reason) => ({ path: `${at}.${part}`, reason }))
      ),
      ...(missing.length === 0 ? [] : [{
        path: at,
        reason: `leaves out ${missing.map((name) => `{{${name}}}`).join(", ")}, which other languages have`
      }])
    ]
  })
  return [...unused, ...perTranslation]
}

const placeholders = ({ body, buttons, header }: Checked["translations"][number]): ReadonlySet<string> =>
  new Set([header ?? "", body, ...buttons.map(Button.template)].flatMap(Placeholder.names))

const textFaults = (
  template: Checked,
  part: (typeof parts)[number],
  text: string
): ReadonlyArray<string> => {
  const reasons: Array<string> = []
  const length = Limits.codePoints(text)
  const limit = Limits.longest[part]
  if (Rendering.isBlank(text)) reasons.push("is empty")
  if (length > limit) reasons.push(`has ${length} characters; at most ${limit} are allowed`)
  if (part !== "body" && /[\p{Cc}\u2028\u2029]/u.test(text)) reasons.push("must be one line")
  const parsed = Placeholder.parse(text, template.parameterFormat)
  if (Either.isLeft(parsed)) return [...reasons, parsed.left]
  const names = parsed.right
  if (part === "footer" && names.length > 0) reasons.push("may have no placeholders")
  if (part === "header" && names.length > 1) reasons.push("may have one placeholder at most")
  if (part === "body" && atEdge.test(text)) reasons.push("may not start or end with a placeholder")
  if (sideBySide.test(text)) reasons.push("has placeholders side by side; put words between them")
  for (const name of names) {
    if (!Object.hasOwn(template.variables, name)) reasons.push(`uses {{${name}}}, which has no entry in "variables"`)
  }
  return reasons
}

// A reader sees neither blanks nor characters without a shape (error 2388299 for the edges).
const atEdge = /^[\s\p{Default_Ignorable_Code_Point}]*\{\{|\}\}[\s\p{Default_Ignorable_Code_Point}]*$/u
const sideBySide = /\}\}[\s\p{Default_Ignorable_Code_Point}]*\{\{/u
