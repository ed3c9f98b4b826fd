import { pick, type Random, values } from "./Hostile.js"

type Json = any

export interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly query: ReadonlyArray<{ readonly name: string; readonly schema: Json }>
  readonly params: ReadonlyArray<string>
  readonly body: Json
  readonly isPublic: boolean
}

/** The operations of an OpenAPI document. */
export const operationsOf = (document: Json): ReadonlyArray<Operation> =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]): Operation => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      query: operation.parameters.filter((parameter: Json) => parameter.in === "query"),
      params: operation.parameters.filter((parameter: Json) => parameter.in === "path").map(({ name }: Json) => name),
      body: operation.requestBody?.content["application/json"]?.schema ?? null,
      isPublic: (operation.security ?? []).length === 0
    }))
  )

const known = (next: Random, ids: ReadonlyArray<string>): string => JSON.stringify(pick(next, ids))

/** A text of JSON that the schema more or less takes; with this chance each value is another one. */
export const sample = (
  document: Json,
  schema: Json,
  next: Random,
  wrong: number,
  ids: ReadonlyArray<string>,
  depth = 0
): string => {
  if (next() < wrong || depth > 12) return pick(next, values)
  if (schema.$ref !== undefined) {
    return sample(document, document.components.schemas[schema.$ref.split("/").at(-1)], next, wrong, ids, depth + 1)
  }
  const within = (inner: Json) => sample(document, inner, next, wrong, ids, depth + 1)
  const options = schema.anyOf ?? schema.oneOf
  if (options !== undefined) return within(pick(next, options))
  if (schema.enum !== undefined) return JSON.stringify(pick(next, schema.enum))
  switch (schema.type) {
    case "object": {
      const required = new Set(schema.required ?? [])
      const fields = Object.entries<Json>(schema.properties ?? {})
        .filter(([name]) => required.has(name) ? next() >= wrong / 2 : next() < 0.5)
        .map(([name, property]) => `${JSON.stringify(name)}:${within(property)}`)
      if (next() < wrong / 2) {
        fields.push(`"${pick(next, ["__proto__", "constructor", "id", "role", "jewellerId", ""])}":1`)
      }
      return `{${fields.join()}}`
    }
    case "array":
      return `[${Array.from({ length: Math.floor(next() * 4) }, () => within(schema.items ?? {})).join()}]`
    case "integer":
    case "number":
      return String(pick(next, [schema.minimum ?? 0, schema.maximum ?? 100, 1, 7, 28]))
    case "boolean":
      return pick(next, ["true", "false"])
    case "null":
      return "null"
    default:
      return text(schema, next, ids)
  }
}

const text = (schema: Json, next: Random, ids: ReadonlyArray<string>): string => {
  switch (schema.format) {
    case "uuid":
      return known(next, ids)
    case "date":
      return pick(next, ["\"2026-12-05\"", "\"2027-02-28\"", "\"2199-12-31\"", "\"2000-01-01\""])
    case "date-time":
      return pick(next, ["\"2026-12-05T10:00:00Z\"", "\"2027-01-01T00:00:00+05:30\""])
    case "password":
      return pick(next, ["\"violet harbour lamp\"", "\"123456\""])
    default:
      return pick(next, [
        "\"Asha\"",
        "\"Asha's\"",
        "\"10:00\"",
        "\"Asia/Kolkata\"",
        "\"asha@example.com\"",
        "\"2027-01-01T10:00\"",
        "\"123456\"",
        "\"interest_due\"",
        "\"Dear {{1}}, come.\"",
        "\"name\"",
        "\"RRULE:FREQ=DAILY\"",
        "\"+91 98000 00001\""
      ])
  }
}
