import * as Limits from "../Limits.js"
import * as Placeholder from "../Placeholder.js"
import * as Rendering from "../Rendering.js"

/** What may be refused in a text; sentences that go after its name. */
export const textWarnings = (part: "header" | "body" | "footer", text: string): ReadonlyArray<string> =>
  part === "body" ? bodyWarnings(text) : lineWarnings(text)

const bodyWarnings = (text: string): ReadonlyArray<string> => {
  const reasons: Array<string> = []
  const length = Limits.codePoints(text)
  if (length > Limits.advised.body) {
    reasons.push(`has ${length} characters; WhatsApp may take no more than ${Limits.advised.body}`)
  }
  const emoji = countEmoji(text)
  if (emoji > Limits.advised.emoji) {
    reasons.push(`has ${emoji} emoji; WhatsApp may take no more than ${Limits.advised.emoji}`)
  }
  const variables = Placeholder.names(text).length
  const words = Placeholder.fill(text, () => " ").split(/\s+/u).filter((word) => hasLetter.test(word)).length
  const needed = wordsFor(variables)
  if (variables > 0 && words < needed) {
    reasons.push(
      `has ${words} words beside ${variables === 1 ? "its placeholder" : `${variables} placeholders`}; WhatsApp ` +
        `usually wants ${needed} or more`
    )
  }
  const edges = variables === 0 ? [] : [text.slice(0, text.indexOf("{{")), text.slice(text.lastIndexOf("}}") + 2)]
  // Some providers report that a full stop after the last one does not help (error 2388299).
  if (edges.some((edge) => !Rendering.isBlank(edge) && !hasLetter.test(edge))) {
    reasons.push("has nothing but signs before its first or after its last placeholder; WhatsApp may want words there")
  }
  return reasons
}

/**
 * "Too many variables for the length" (error 2388293): no figure is published; providers found three words per variable
 * and one more, variables included (Syniverse, "How to avoid too many parameters rejection").
 */
const wordsFor = (variables: number): number => 2 * variables + 1

const hasLetter = /[\p{L}\p{M}\p{N}]/u

/** Headers and footers (errors 2388047, 2388072, 2388073: "formatting characters, emojis or asterisks"). */
const lineWarnings = (text: string): ReadonlyArray<string> => [
  ...(countEmoji(text) > 0 ? ["has emoji, which WhatsApp refuses here"] : []),
  ...(/[*~`]|(?<![\p{L}\p{N}_{])_|_(?![\p{L}\p{N}_}])/u.test(text)
    ? ["has formatting characters, which WhatsApp refuses here"]
    : [])
]

/** Sequences that are read as one count once. */
const countEmoji = (text: string): number => Array.from(text.matchAll(emoji)).length

const emoji = new RegExp(
  "\\p{Regional_Indicator}{2}|[0-9#*]\\uFE0F?\\u20E3|" +
    "(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\uFE0F)\\p{Emoji_Modifier}?" +
    "(?:\\u200D\\p{Extended_Pictographic}\\uFE0F?\\p{Emoji_Modifier}?)*",
  "gu"
)
