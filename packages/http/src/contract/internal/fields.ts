import { isDate } from "@ektola/domain/recurrence/LocalDate"
import * as Schema from "effect/Schema"

/** A field as the API documents it. The description goes in here too: a JSON schema of one's own leaves others out. */
export const documented = <A, I, R>(
  schema: Schema.Schema<A, I, R>,
  jsonSchema: Readonly<Record<string, unknown>>,
  description?: string
): Schema.Schema<A, I, R> =>
  schema.annotations({ jsonSchema: description === undefined ? jsonSchema : { ...jsonSchema, description } })

/** A field and one sentence about it, which does not become part of what is said about a wrong value. */
export const about = <A, I, R>(schema: Schema.Schema<A, I, R>, description: string): Schema.Schema<A, I, R> =>
  schema.annotations({
    description,
    parseIssueTitle: (issue) =>
      issue._tag === "Type" && issue.message === undefined ? `Expected ${String(schema.ast)}, actual it` : undefined
  })

/** An instant, in UTC. */
export const instant = (description?: string) =>
  documented(Schema.DateTimeUtc, { type: "string", format: "date-time" }, description)

/** An instant that a request gives. One without Z or offset would be read in whatever zone the server has. */
export const givenInstant = (description?: string) =>
  documented(
    Schema.String.pipe(
      Schema.filter((text) =>
        (instantShape.test(text) && isDate(text.slice(0, 10))) ||
        "must be an existing date and time with Z or an offset, such as 2026-11-25T10:00:00+05:30,"
      ),
      Schema.compose(Schema.DateTimeUtc)
    ),
    { type: "string", format: "date-time" },
    description
  )

const instantShape =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** How many. */
export const count = (description?: string) => documented(Schema.Number, { type: "integer" }, description)

/** A whole number that a request gives. */
export const integer = (from: number, to: number, description?: string) =>
  documented(
    Schema.Number.pipe(
      Schema.filter((value) =>
        Number.isInteger(value) && value >= from && value <= to || `must be a whole number from ${from} to ${to}`
      )
    ),
    { type: "integer", minimum: from, maximum: to },
    description
  )

/** The same in a query, where everything is text. */
export const integerText = (from: number, to: number, usual: number, description?: string) =>
  documented(
    Schema.String.pipe(
      Schema.filter((text) =>
        (/^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to) ||
        `must be a whole number from ${from} to ${to}`
      ),
      Schema.compose(Schema.NumberFromString)
    ),
    { type: "integer", minimum: from, maximum: to, default: usual },
    description
  )

/** A text of one line for people, without surrounding blanks. */
export const line = (longest: number, description?: string) =>
  documented(
    Schema.Trim.pipe(
      Schema.filter((text) => {
        if (text === "") return "must not be empty"
        if ([...text].length > longest) return `must have at most ${longest} characters`
        return !/\p{Cc}/u.test(text) || "must be one line, without control characters"
      })
    ),
    { type: "string", minLength: 1, maxLength: longest },
    description
  )

/** A text that is never logged or shown. */
export const secret = (isGood: (text: string) => boolean, reason: string, description?: string) =>
  Schema.Redacted(
    documented(
      Schema.String.pipe(Schema.filter((text) => isGood(text) || reason)),
      { type: "string", format: "password" },
      description
    )
  )

/** An id in a path; UUIDs may be written in capitals. */
export const pathId = <A extends string>(id: Schema.Schema<A, string>) =>
  documented(
    Schema.transform(Schema.String, id, {
      strict: true,
      decode: (text) => text.toLowerCase(),
      encode: (text) => text
    }),
    { type: "string", format: "uuid" }
  )

// Every fault is reported, and a misspelt field is one: a filter that is not understood must not show everything.
const strict = { parseOptions: { errors: "all", onExcessProperty: "error" } } as const

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
