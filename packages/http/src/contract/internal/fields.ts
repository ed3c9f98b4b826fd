import * as Schema from "effect/Schema"

/** An instant, in UTC. */
export const Instant = Schema.DateTimeUtc.annotations({
  description: "ISO 8601, UTC.",
  jsonSchema: { type: "string", format: "date-time" }
})

/** How many. */
export const Count = Schema.Number.annotations({ jsonSchema: { type: "integer", minimum: 0 } })

/** A text of one line for people, without surrounding blanks. */
export const line = (longest: number) =>
  Schema.Trim.pipe(
    Schema.filter((text) => {
      if (text === "") return "must not be empty"
      if ([...text].length > longest) return `must have at most ${longest} characters`
      return !/\p{Cc}/u.test(text) || "must be one line, without control characters"
    })
  ).annotations({ jsonSchema: { type: "string", minLength: 1, maxLength: longest } })

/** An id in a path; UUIDs may be written in capitals. */
export const pathId = <A extends string>(id: Schema.Schema<A, string>) =>
  Schema.transform(Schema.String, id, {
    strict: true,
    decode: (text) => text.toLowerCase(),
    encode: (text) => text
  }).annotations({ jsonSchema: { type: "string", format: "uuid" } })

/** What a request says, read strictly: every fault is reported, and a misspelt field is one. */
export const strict = { parseOptions: { errors: "all", onExcessProperty: "error" } } as const

/** The JSON body of a request. */
export const body = <Fields extends Schema.Struct.Fields>(identifier: string, fields: Fields) =>
  Schema.Struct(fields).pipe(Schema.filter((value) => nulPaths(value, []))).annotations({ identifier, ...strict })

/** The query of a request. */
export const query = <Fields extends Schema.Struct.Fields>(fields: Fields) => Schema.Struct(fields).annotations(strict)

// Postgres cannot store U+0000, and nobody writes it on purpose.
const nulPaths = (value: unknown, path: ReadonlyArray<PropertyKey>): ReadonlyArray<Schema.FilterIssue> => {
  if (typeof value === "string") {
    return value.includes("\0") ? [{ path, message: "must not hold the character U+0000" }] : []
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => nulPaths(item, [...path, index]))
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => nulPaths(item, [...path, key]))
}
