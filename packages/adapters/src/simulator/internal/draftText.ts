import { type Refusal, refusal } from "../Refusal.js"
import { isRecord } from "./shape.js"

const rules = {
  header: { longest: 60, code: 2388047, most: 1 },
  body: { longest: 1024, code: 2388072, most: Number.POSITIVE_INFINITY }
} as const

/** What WhatsApp says against the text of a header or body and its examples; null when it takes them. */
export const refuseText = (
  part: keyof typeof rules,
  text: unknown,
  example: unknown,
  isNamed: boolean
): Refusal | null => {
  const { code, longest, most } = rules[part]
  const malformed = (why: string) => refusal(100, `The ${part} ${why}`, code)
  if (typeof text !== "string" || text.trim() === "") return malformed("has no text")
  if (Array.from(text).length > longest) return refusal(100, `The ${part} is longer than ${longest}`, 2388040)
  if (part === "header" && /[\n\r]/.test(text)) return malformed("has a line break")
  const names = [...new Set(Array.from(text.matchAll(/\{\{([^{}]*)\}\}/g), (match) => match[1]!))]
  if (names.length > most) return malformed("has more than one placeholder")
  const wrong = names.find((name) => !(isNamed ? /^[a-z][a-z0-9_]*$/ : /^[1-9]\d*$/).test(name))
  if (wrong !== undefined) return malformed(`has {{${wrong}}}`)
  if (!isNamed && names.some((name) => Number(name) > names.length)) return malformed("skips a placeholder")
  if (part === "body" && /^\s*\{\{|\}\}\s*$/.test(text)) {
    return refusal(100, "Variables can't be at the start or end of the template", 2388299)
  }
  if (/\}\}\s*\{\{/.test(text)) return malformed("has placeholders side by side")
  const words = text.replace(/\{\{[^{}]*\}\}/g, " ").match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0
  // Meta names no figure; fewer words than placeholders has too many of them by any.
  if (part === "body" && words < names.length) {
    return refusal(100, "Too many variables for the length of the text", 2388293)
  }
  return hasExamples(part, names, example, isNamed) ? null : malformed("has placeholders without examples")
}

const hasExamples = (
  part: keyof typeof rules,
  names: ReadonlyArray<string>,
  example: unknown,
  isNamed: boolean
): boolean => {
  if (names.length === 0) return true
  const examples = isRecord(example) ? example : {}
  if (isNamed) {
    const params: unknown = examples[`${part}_text_named_params`]
    const given = Array.isArray(params) ? params.filter(isRecord) : []
    return names.every((name) => given.some((param) => param["param_name"] === name && isText(param["example"])))
  }
  const lists: unknown = examples[`${part}_text`]
  const values: unknown = part === "header" || !Array.isArray(lists) ? lists : lists[0]
  return Array.isArray(values) && values.length === names.length && values.every(isText)
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== ""
