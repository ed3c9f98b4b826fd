import type { HttpApiDecodeError } from "@effect/platform/HttpApiError"
import type { Fault } from "../contract/ContractError.js"

const words: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  NonEmptyString: "a text that is not empty",
  "a non empty string": "a text that is not empty",
  UUID: "an id (a UUID)",
  "a Universally Unique Identifier": "an id (a UUID)",
  null: "null"
}

/**
 * One fault per place, in sentences. What was sent is not repeated: it may be a password.
 */
export const faultsOf = (error: HttpApiDecodeError): ReadonlyArray<Fault> => {
  const places = new Map<string, Place>()
  const entered = new Set<string>()
  for (const issue of error.issues) {
    // What an optional field could be instead.
    if (issue.message.startsWith("Expected undefined, ")) continue
    const path = render(issue.path)
    const place = places.get(path) ?? { sentence: null, isUnknown: false, expected: [] }
    places.set(path, place)
    for (let depth = 0; depth < issue.path.length; depth++) entered.add(render(issue.path.slice(0, depth)))
    const expected = /^Expected (.*?), actual /s.exec(issue.message)?.[1]
    if (expected !== undefined) place.expected.push(expected)
    else if (issue._tag === "Unexpected") place.isUnknown = true
    else place.sentence ??= sentenceOf(issue)
  }
  return Array.from(places).flatMap(([path, place]) => {
    const { expected, isUnknown, sentence } = place
    // Where something inside a value is wrong, it does not matter what else could have stood there, such as null.
    if (sentence === null && !isUnknown && entered.has(path) && path !== "") return []
    // One of several shapes may know a field that the others do not.
    if (isUnknown && sentence === null && expected.length === 0) return [{ path, reason: "is not a known field" }]
    const kinds = [...new Set(expected.flatMap(alternatives))]
    return [{ path, reason: path === "" && sentence === null ? "must be an object" : sentenceOrKinds(sentence, kinds) }]
  })
}

interface Place {
  sentence: string | null
  isUnknown: boolean
  readonly expected: Array<string>
}

const render = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>(
    (text, key) => typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`,
    ""
  )

const sentenceOf = (issue: HttpApiDecodeError["issues"][number]): string => {
  if (issue._tag === "Missing") return "is missing"
  // Sentences that are not the contract's own begin like this and go on with the value.
  return /^(Expected|Unable)/.test(issue.message) ? "cannot be read" : issue.message
}

/** What a schema calls itself, taken apart: `A | B`, a refinement `{ A | filter }`, a transformation `(A <-> B)`. */
const alternatives = (text: string): ReadonlyArray<string> => {
  const parts = split(text, " | ").filter((part) => part !== "filter")
  if (parts.length > 1) return parts.flatMap(alternatives)
  const [part = ""] = parts
  if (/^\{ .* \| filter \}$/s.test(part)) return alternatives(part.slice(2, -2))
  if (part.startsWith("(") && part.endsWith(")")) return alternatives(split(part.slice(1, -1), " <-> ")[0] ?? "")
  return [part]
}

/** The parts of a text between separators that stand in no bracket and no literal. */
const split = (text: string, separator: string): ReadonlyArray<string> => {
  const parts: Array<string> = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (depth === 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(from, at))
      from = at + separator.length
      at = from - 1
    } else if (text[at] === "\"") at += literalAt(text, at).length - 1
    else if ("{(<[".includes(text.charAt(at))) depth++
    else if ("})>]".includes(text.charAt(at))) depth--
  }
  return [...parts, text.slice(from)]
}

const literalAt = (text: string, at: number): string => /^"(?:[^"\\]|\\.)*"/s.exec(text.slice(at))?.[0] ?? "\""

const kindOf = (part: string): string => {
  if (Object.hasOwn(words, part)) return words[part] ?? ""
  if (/^(readonly )?(ReadonlyArray<|\[)/.test(part)) return "a list"
  // The contract's shapes that have a name are objects.
  if (/^(\{|[A-Z])/.test(part)) return "an object"
  return /^an? [^{}<>]+$/.test(part) ? part : "of the documented form"
}

const sentenceOrKinds = (sentence: string | null, expected: ReadonlyArray<string>): string => {
  const isLiteral = (part: string) => part.startsWith("\"") && literalAt(part, 0) === part
  const literals = expected.filter(isLiteral).map((text) => JSON.parse(text) as string)
  const kinds = [
    ...literals.length > 1 ? [`one of ${literals.join(", ")}`] : literals,
    ...new Set(expected.filter((part) => !isLiteral(part)).map(kindOf))
  ]
  const others = kinds.join(" or ")
  if (sentence === null) return `must be ${others}`
  if (others === "") return sentence
  return sentence.startsWith("must be ") ? `${sentence} or ${others}` : `${sentence}; or it must be ${others}`
}
