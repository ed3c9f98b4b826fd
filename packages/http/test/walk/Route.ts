import * as OpenApi from "@effect/platform/OpenApi"
import { Api } from "@ektola/http/contract/Api"

/** Where an id stands in a request. `list` is a field that takes many. */
export interface Place {
  readonly in: "path" | "query" | "body"
  /** What the id is called, `contactId` also for `contactIds`. */
  readonly name: string
  readonly field: ReadonlyArray<string | number>
  readonly list: boolean
}

export interface Route {
  /** Group and endpoint, such as `contacts.get`. */
  readonly name: string
  readonly method: string
  /** With `{contactId}` for ids. */
  readonly path: string
  readonly places: ReadonlyArray<Place>
  readonly hasCursor: boolean
  readonly isPublic: boolean
}

type Json = any

/** The routes of an OpenAPI document, with every place of theirs that holds an id. */
export const routesOf = (document: Json): ReadonlyArray<Route> =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]): Route => {
      const parameters: ReadonlyArray<Json> = operation.parameters
      const body = Object.values<Json>(operation.requestBody?.content ?? {})[0]?.schema
      return {
        name: operation.operationId,
        method: method.toUpperCase(),
        path,
        places: [
          ...parameters.flatMap(({ in: where, name, schema }): ReadonlyArray<Place> =>
            where === "path" || (where === "query" && schema.format === "uuid")
              ? [{ in: where, name, field: [name], list: false }]
              : []
          ),
          ...idsIn(document, body, [], [])
        ],
        hasCursor: parameters.some(({ in: where, name }) => where === "query" && name === "cursor"),
        isPublic: (operation.security ?? []).length === 0
      }
    })
  )

const idsIn = (
  document: Json,
  schema: Json,
  field: ReadonlyArray<string | number>,
  within: ReadonlyArray<string>
): ReadonlyArray<Place> => {
  if (schema === undefined || within.includes(schema.$ref)) return []
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1)
    return idsIn(document, document.components.schemas[name], field, [...within, schema.$ref])
  }
  const place = (list: boolean): Place => {
    const last = String(field.findLast((part) => typeof part === "string"))
    return { in: "body", name: list ? last.replace(/Ids$/, "Id") : last, field, list }
  }
  if (schema.format === "uuid") return [place(false)]
  if (schema.items?.format === "uuid") return [place(true)]
  return [
    ...Object.entries<Json>(schema.properties ?? {}).flatMap(([name, property]) =>
      idsIn(document, property, [...field, name], within)
    ),
    ...[schema.anyOf, schema.oneOf, schema.allOf].flatMap((parts) => parts ?? []).flatMap((part: Json) =>
      idsIn(document, part, field, within)
    ),
    ...idsIn(document, schema.items, [...field, 0], within)
  ]
}

/** The routes of the contract. */
export const routes: ReadonlyArray<Route> = routesOf(OpenApi.fromApi(Api))
