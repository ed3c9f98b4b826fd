/**
 * The placeholder grammar of template texts: `{{1}}` or `{{first_name}}`, without blanks.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type { ParameterFormat } from "./Template.js"

const braces = /\{\{([^{}]*)\}\}/g
const grammars = { POSITIONAL: /^[1-9][0-9]*$/, NAMED: /^[a-z][a-z0-9_]*$/ } as const

/**
 * Placeholder names in the order of their first appearance, each once. Anything between braces counts, valid or not.
 *
 * @since 0.1.0
 * @category parsing
 */
export const names = (
  text: string
): ReadonlyArray<string> => [...new Set(Array.from(text.matchAll(braces), (match) => match[1] ?? ""))]

/**
 * The text with every placeholder replaced. What a value looks like does not matter: it is not read again.
 *
 * @since 0.1.0
 * @category rendering
 */
export const fill = (text: string, value: (name: string) => string): string =>
  text.replace(braces, (_, name: string) => value(name))

/**
 * The names if each follows the format, else a sentence that says what is wrong. Blanks inside the braces are refused:
 * WhatsApp knows none, and the text goes there as it is written. So is a brace outside of a placeholder, which is a
 * placeholder that somebody got wrong (WhatsApp: "mismatched curly braces").
 *
 * @since 0.1.0
 * @category parsing
 */
export const read = (text: string, format: ParameterFormat): Either.Either<ReadonlyArray<string>, string> => {
  const found = names(text)
  const rest = text.replace(braces, " ")
  if (rest.includes("{{") || rest.includes("}}")) return Either.left("has braces that do not close")
  if (/[{}]/.test(rest)) return Either.left("has a single brace; a placeholder has two on each side")
  const grammar = grammars[format]
  const wrong = found.find((name) => !grammar.test(name))
  if (wrong === undefined) return Either.right(found)
  if (grammar.test(wrong.trim())) return Either.left(`has {{${wrong}}}; write {{${wrong.trim()}}}, without blanks`)
  return Either.left(
    format === "POSITIONAL"
      ? `has {{${wrong}}}; positional placeholders are {{1}}, {{2}}, …`
      : `has {{${wrong}}}; named placeholders have lower-case letters, digits and underscores`
  )
}

/**
 * As `read`, for a text whose values are sent by position: positional names also count from 1 without a gap, and are
 * returned in that order (Meta, "Template components").
 *
 * @since 0.1.0
 * @category parsing
 */
export const parse = (text: string, format: ParameterFormat): Either.Either<ReadonlyArray<string>, string> =>
  Either.flatMap(read(text, format), (found) => {
    if (format === "NAMED") return Either.right(found)
    const numbers = found.map(Number).sort((a, b) => a - b)
    const gap = numbers.findIndex((number, index) => number !== index + 1)
    return gap === -1
      ? Either.right(numbers.map(String))
      : Either.left(`skips {{${gap + 1}}}; number the placeholders from 1 without a gap`)
  })
