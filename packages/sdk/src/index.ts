/**
 * A typed client for the EkTola HTTP API. Every call answers `{ data } | { error }`; `error._tag` tells refusals apart.
 *
 * @example
 * const api = createClient({ baseUrl: "https://ektola.example.com", token: () => session?.accessToken })
 * const { data, error } = await api.GET("/v1/contacts/{contactId}", { params: { path: { contactId } } })
 * if (error) console.error(error.message, error.requestId)
 * else console.log(data.name)
 *
 * @since 0.1.0
 */
import createOpenApiClient, {
  type Client as OpenApiClient,
  type FetchResponse,
  type MaybeOptionalInit
} from "openapi-fetch"
import type { components, paths } from "./generated/schema.js"

export type { components, paths } from "./generated/schema.js"

/**
 * The resources and errors of the API by name, such as `Schemas["Contact"]`.
 *
 * @since 0.1.0
 * @category model
 */
export type Schemas = components["schemas"]

/**
 * @since 0.1.0
 * @category model
 */
export type Client = OpenApiClient<paths, "application/json">

/**
 * `token` is the access token of POST /v1/auth/login; a function is asked before every request. `fetch` stands in for
 * the global one.
 *
 * @since 0.1.0
 * @category model
 */
export interface ClientOptions {
  readonly baseUrl: string
  readonly token?: string | (() => string | undefined) | undefined
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * A client with a method per HTTP method and the API's paths as they are documented.
 *
 * @since 0.1.0
 * @category constructors
 */
export const createClient = ({ baseUrl, fetch, token }: ClientOptions): Client => {
  const client = createOpenApiClient<paths, "application/json">({ baseUrl, ...(fetch && { fetch }) })
  client.use({
    onRequest({ request }) {
      const value = typeof token === "function" ? token() : token
      if (value !== undefined) request.headers.set("Authorization", `Bearer ${value}`)
    }
  })
  return client
}

/**
 * The paths whose GET answers a page, `{ items, nextCursor }`.
 *
 * @since 0.1.0
 * @category model
 */
export type ListPath = {
  [Path in keyof paths]: paths[Path] extends {
    get: { responses: { 200: { content: { "application/json": { nextCursor: string | null } } } } }
  } ? Path
    : never
}[keyof paths]

/**
 * One page, or the error that ended the list.
 *
 * @since 0.1.0
 * @category model
 */
export type PageResult<Path extends ListPath> = FetchResponse<paths[Path]["get"], object, "application/json">

/**
 * The pages of a list, one after the other, until the last one or the first error.
 *
 * @example
 * for await (const { data, error } of pages(api, "/v1/contacts", { params: { query: { segment: "GOLD_LOAN" } } })) {
 *   if (error) throw new Error(error.message)
 *   for (const contact of data.items) console.log(contact.phone)
 * }
 *
 * @since 0.1.0
 * @category lists
 */
export async function* pages<Path extends ListPath>(
  client: Client,
  path: Path,
  ...[init]: undefined extends MaybeOptionalInit<paths[Path], "get"> ? [init?: MaybeOptionalInit<paths[Path], "get">]
    : [init: MaybeOptionalInit<paths[Path], "get">]
): AsyncGenerator<PageResult<Path>, void> {
  const get = client.GET as (path: Path, init: object) => Promise<PageResult<Path>>
  let cursor: string | null | undefined
  do {
    const query = { ...init?.params?.query, ...(cursor && { cursor }) }
    const result = await get(path, { ...init, params: { ...init?.params, query } })
    yield result
    cursor = (result.data as { readonly nextCursor: string | null } | undefined)?.nextCursor
  } while (cursor)
}

/**
 * Uploads a file of contacts. It is read in the background: ask for the import's progress with its id.
 *
 * @since 0.1.0
 * @category uploads
 */
export const uploadContacts = (client: Client, file: Blob, name: string) =>
  client.POST("/v1/imports", {
    // Stands for the file, for which the document's types have no type; the form is what is sent.
    body: { file: name },
    bodySerializer: () => {
      const form = new FormData()
      form.append("file", file, name)
      return form
    }
  })
