import type { HttpApiDecodeError } from "@effect/platform/HttpApiError"
import type { Fault } from "../contract/ContractError.js"

const words: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  NonEmptyString: "a text that is not empty",
  UUID: "an id (a UUID)",
  "a Universally Unique Identifier": "an id (a UUID)",
  null: "null"
}

/**
 * One fault per place, in sentences. What was sent is not repeated: it may be a password.
 */
export const faultsOf = (error: HttpApiDecodeError): ReadonlyArray<Fault> => {
  const places = new Map<string, Place>()
  for (const issue of error.issues) {
    // What an optional field could be instead.
    if (issue.message.startsWith("Expected undefined, ")) continue
    const path = render(issue.path)
    const place = places.get(path) ?? { sentence: null, expected: new Set() }
    places.set(path, place)
    const expected = /^Expected (.*?), actual /s.exec(issue.message)?.[1]
    if (expected === undefined) place.sentence ??= sentenceOf(issue)
    else for (const alternative of expected.split(" | ")) place.expected.add(alternative)
  }
  return Array.from(places, ([path, { expected, sentence }]) => ({
    path,
    reason: path === "" && sentence === null ? "must be an object" : sentenceOrKinds(sentence, [...expected])
  }))
}

interface Place {
  sentence: string | null
  readonly expected: Set<string>
}

const render = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>(
    (text, key) => typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`,
    ""
  )

const sentenceOf = (issue: HttpApiDecodeError["issues"][number]): string => {
  if (issue._tag === "Missing") return "is missing"
  if (issue._tag === "Unexpected") return "is not a known field"
  // Sentences that are not the contract's own begin like this and go on with the value.
  return /^(Expected|Unable)/.test(issue.message) ? "cannot be read" : issue.message
}

// The alternatives of one place come as single issues: `Expected "A"`, `Expected "B"`, `Expected null`.
const sentenceOrKinds = (sentence: string | null, expected: ReadonlyArray<string>): string => {
  const literals = expected.filter((alternative) => alternative.startsWith("\"")).map((text) =>
    JSON.parse(text) as string
  )
  const kinds = [
    ...literals.length > 1 ? [`one of ${literals.join(", ")}`] : literals,
    ...expected.filter((alternative) => !alternative.startsWith("\"")).map((alternative) =>
      words[alternative] ??
        (alternative.startsWith("{") ? "an object" : alternative.startsWith("ReadonlyArray") ? "a list" : alternative)
    )
  ]
  if (sentence === null) return `must be ${kinds.join(" or ")}`
  return kinds.length === 0 ? sentence : `${sentence} or ${kinds.join(" or ")}`
}
