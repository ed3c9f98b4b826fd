import type { HttpApiDecodeError } from "@effect/platform/HttpApiError"
import type { Fault } from "../contract/ContractError.js"

const words: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  NonEmptyString: "a text that is not empty",
  UUID: "an id (a UUID)",
  null: "null"
}

/**
 * One fault per place, in sentences. What was sent is not repeated: it may be a password.
 */
export const faultsOf = (error: HttpApiDecodeError): ReadonlyArray<Fault> => {
  const reasons = new Map<string, Array<string>>()
  for (const issue of error.issues) {
    const path = render(issue.path)
    reasons.set(path, [...reasons.get(path) ?? [], reasonOf(issue, path)])
  }
  return Array.from(reasons, ([path, found]) => ({ path, reason: join(found) }))
}

const render = (path: ReadonlyArray<PropertyKey>): string =>
  path.reduce<string>(
    (text, key) => typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`,
    ""
  )

const reasonOf = (issue: HttpApiDecodeError["issues"][number], path: string): string => {
  if (issue._tag === "Missing") return "is missing"
  if (issue._tag === "Unexpected") return "is not a known field"
  const expected = /^Expected (.*?), actual /s.exec(issue.message)?.[1]
  if (expected === undefined) return issue.message.startsWith("Unable to decode") ? "cannot be read" : issue.message
  if (path === "" || expected.startsWith("{")) return "must be an object"
  if (expected.startsWith("ReadonlyArray")) return "must be a list"
  const literals = expected.split(" | ")
  return literals.length > 1 && literals.every((literal) => literal.startsWith("\""))
    ? `must be one of ${literals.map((literal) => JSON.parse(literal)).join(", ")}`
    : `must be ${words[expected] ?? expected}`
}

// Alternatives of one place come one by one: "must be a text", "must be null".
const join = (reasons: ReadonlyArray<string>): string =>
  [...new Set(reasons)].map((reason, index) => index === 0 ? reason : reason.replace(/^must be /, "")).join(" or ")
