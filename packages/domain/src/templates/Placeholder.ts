/**
 * The placeholder grammar of template texts: `{{1}}` or `{{first_name}}`.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type { ParameterFormat } from "./Template.js"

const braces = /\{\{([^{}]*)\}\}/g
const positional = /^[1-9][0-9]*$/
const named = /^[a-z][a-z0-9_]*$/

/**
 * Placeholder names in the order of their first appearance, each once. Anything between braces counts, valid or not.
 *
 * @since 0.1.0
 * @category parsing
 */
export const names = (
  text: string
): ReadonlyArray<string> => [...new Set(Array.from(text.matchAll(braces), (match) => (match[1] ?? "").trim()))]

/**
 * The names if they follow the format, else a sentence that says what is wrong. Positional ones count from 1 without a
 * gap (WhatsApp: "Template components").
 *
 * @since 0.1.0
 * @category parsing
 */
export const parse = (text: string, format: ParameterFormat): Either.Either<ReadonlyArray<string>, string> => {
  const found = names(text)
  const rest = text.replace(braces, "")
  if (rest.includes("{{") || rest.includes("}}")) return Either.left("has braces that do not close")
  const grammar = format === "POSITIONAL" ? positional : named
  const wrong = found.find((name) => !grammar.test(name))
  if (wrong !== undefined) {
    return Either.left(
      format === "POSITIONAL"
        ? `has {{${wrong}}}; positional placeholders are {{1}}, {{2}}, …`
        : `has {{${wrong}}}; named placeholders have lower-case letters, digits and underscores`
    )
  }
  if (format === "POSITIONAL") {
    const numbers = found.map(Number).sort((a, b) => a - b)
    const gap = numbers.findIndex((number, index) => number !== index + 1)
    if (gap !== -1) return Either.left(`skips {{${gap + 1}}}; number the placeholders from 1 without a gap`)
    return Either.right(numbers.map(String))
  }
  return Either.right(found)
}
