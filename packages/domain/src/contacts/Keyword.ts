/**
 * Whether a customer's message says STOP or START.
 *
 * Only a whole message counts: "please stop by the shop" holds the word and refuses nothing. Words and sentences are a
 * table (`internal/keyword*.ts`) in English, Hindi, Kannada, Tamil and Punjabi, in their own scripts and in Latin
 * letters, freely mixed. A question is never a keyword: "बंद?" asks whether the shop is closed.
 *
 * @since 0.1.0
 */
import { sentences } from "./internal/keywordSentences.js"
import { fillers, words } from "./internal/keywordWords.js"

/**
 * What a person asks for: to refuse (part of) what is sent, or to have refusals lifted.
 *
 * @since 0.1.0
 * @category model
 */
export interface Wish {
  readonly action: "OPT_OUT" | "OPT_IN"
  readonly scope: "MARKETING" | "ALL"
}

/**
 * What a typed message asks for, or null when it is not a keyword. "Stop promotions" refuses marketing only; a plain
 * "stop" refuses everything. `OPT_IN` is of everything too, except that "start offers" is of marketing.
 *
 * @since 0.1.0
 * @category parsing
 */
export const wish = (text: string): Wish | null => {
  const spoken = tokens(text)
  if (spoken.length === 0) return null
  const [isStop, isStart] = [says(spoken, stop), says(spoken, start)]
  // "Stop DND" is a sentence of both, so of neither.
  if (isStop === isStart) return null
  return {
    action: isStop ? "OPT_OUT" : "OPT_IN",
    scope: says(spoken, isStop ? stopOffers : startOffers) ? "MARKETING" : "ALL"
  }
}

const payloads: Readonly<Record<string, Wish>> = {
  "OPTOUT:MARKETING": { action: "OPT_OUT", scope: "MARKETING" },
  "OPTOUT:ALL": { action: "OPT_OUT", scope: "ALL" },
  OPTIN: { action: "OPT_IN", scope: "ALL" }
}

/**
 * What a message asks for: `text` is what was typed or the label of the button that was tapped, `payload` what the
 * button stands for. A button that was sent without a payload comes back with its label as one (WhatsApp: "Quick reply
 * buttons"), and that is read as if it had been typed. A payload of its own decides alone: "Start" on a button that
 * enrols in a scheme brings nobody back.
 *
 * @since 0.1.0
 * @category parsing
 */
export const ofMessage = (
  { payload, text }: { readonly payload: string | null; readonly text: string | null }
): Wish | null => {
  const code = payload?.trim().toUpperCase() ?? ""
  if (Object.hasOwn(payloads, code)) return payloads[code] ?? null
  return payload === null || text === null || payload === text ? wish(text ?? payload ?? "") : null
}

// A longer message is no keyword; what is far longer is not even looked at.
const maxPoints = 100
const maxUnits = 1000

const apostrophes = /['`´‘’ʼ]/gu
// Nukta and Latin accents are often left out.
const optionalMarks = /[\u093c\u0a3c\u0cbc\u0300-\u036f]/gu
const invisible = /\p{Default_Ignorable_Code_Point}/gu
const drawn = /(\p{L}|\p{M})\1{2,}/gu
const separators = /[^\p{L}\p{M}\p{N}]+/gu

/**
 * One line of words: compatibility forms (full width, bold letters) are plain, the order and composition of Indic vowel
 * signs is canonical, and neither case, punctuation, emoji nor letters drawn out ("stooop") count.
 */
const normalise = (text: string): string =>
  text
    .replace(apostrophes, "")
    .normalize("NFKD")
    .replace(optionalMarks, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(invisible, "")
    .replaceAll("\u0901", "\u0902")
    .replaceAll("\u0a02", "\u0a70")
    .replace(drawn, "$1")
    .replace(separators, " ")
    .trim()

/** The words of a message, or none when it cannot be a keyword. */
const tokens = (text: string): ReadonlyArray<string> => {
  if (text.length > maxUnits || /[?？؟⁇⁈⁉]/u.test(text)) return []
  const line = normalise(text)
  return line === "" || [...line].length > maxPoints ? [] : line.split(" ")
}

interface Part {
  readonly phrases: ReadonlySet<string>
  readonly longest: number
  readonly isOptional: boolean
}

type Sentence = ReadonlyArray<Part>

const phrasesOf = (list: string): ReadonlySet<string> =>
  new Set(list.trim().split(/\s+/u).map((phrase) => normalise(phrase.replaceAll("_", " "))))

const partOf = (phrases: ReadonlySet<string>, isOptional = false): Part => ({
  phrases,
  longest: Math.max(...Array.from(phrases, (phrase) => phrase.split(" ").length)),
  isOptional
})

const named = new Map(Object.entries(words).map(([name, list]) => [name, phrasesOf(list)]))

const sentenceOf = (text: string): Sentence =>
  text.split(" ").map((written) => {
    const isOptional = written.endsWith("?")
    const bare = isOptional ? written.slice(0, -1) : written
    const name = /^<(.+)>$/u.exec(bare)?.[1]
    if (name === undefined) return partOf(phrasesOf(bare.replaceAll("|", " ")), isOptional)
    const phrases = named.get(name)
    if (phrases === undefined) throw new Error(`the keyword table has no words named ${name}`)
    return partOf(phrases, isOptional)
  })

const sentencesOf = (kind: "stop" | "stopOffers" | "start" | "startOffers"): ReadonlyArray<Sentence> =>
  Object.values(sentences).flatMap((language) => language[kind].map(sentenceOf))

const stopOffers = sentencesOf("stopOffers")
const stop = [...sentencesOf("stop"), ...stopOffers]
const startOffers = sentencesOf("startOffers")
const start = [...sentencesOf("start"), ...startOffers]
const fillersAnywhere = partOf(phrasesOf(fillers.anywhere))
const fillersAfter = partOf(phrasesOf(`${fillers.anywhere} ${fillers.after}`))

/** The positions behind each phrase of the part that begins at `position`. */
const behind = (spoken: ReadonlyArray<string>, part: Part, position: number): ReadonlyArray<number> => {
  const ends: Array<number> = []
  for (let length = 1; length <= part.longest && position + length <= spoken.length; length++) {
    if (part.phrases.has(spoken.slice(position, position + length).join(" "))) ends.push(position + length)
  }
  return ends
}

const sentenceEnds = (spoken: ReadonlyArray<string>, sentence: Sentence, from: number): ReadonlySet<number> => {
  let positions = new Set([from])
  for (const part of sentence) {
    const next = new Set(part.isOptional ? positions : [])
    for (const position of positions) for (const end of behind(spoken, part, position)) next.add(end)
    positions = next
    if (positions.size === 0) break
  }
  return positions
}

/**
 * Whether the words are sentences of this kind and fillers, and nothing else; at least one sentence. Every position is
 * visited at most twice, so a hostile message costs no more than a long one.
 */
const says = (spoken: ReadonlyArray<string>, kind: ReadonlyArray<Sentence>): boolean => {
  const before = new Set([0])
  const after = new Set<number>()
  for (let position = 0; position < spoken.length; position++) {
    if (before.has(position)) { for (const end of behind(spoken, fillersAnywhere, position)) before.add(end) }
    if (after.has(position)) { for (const end of behind(spoken, fillersAfter, position)) after.add(end) }
    if (!before.has(position) && !after.has(position)) continue
    for (const sentence of kind) for (const end of sentenceEnds(spoken, sentence, position)) after.add(end)
  }
  return after.has(spoken.length)
}
