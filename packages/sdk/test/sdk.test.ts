import { type Client, createClient, type ListPath, pages, type Schemas, uploadContacts } from "@ektola/sdk"
import { afterAll, assert, assertType, beforeAll, describe, it } from "vitest"
import * as W from "../../http/test/world.js"

let world: W.World
let shop: Awaited<ReturnType<typeof W.aBusyShop>>
let api: Client

beforeAll(async () => {
  world = await W.start()
  shop = await W.aBusyShop(world)
  api = createClient({ baseUrl: world.url, token: shop.token })
})
afterAll(() => world.stop())

describe("the client against a real server", () => {
  it("logs in without a token and then sends the one it got", async () => {
    const session: { token?: string | undefined } = {}
    const client = createClient({ baseUrl: world.url, token: () => session.token })
    const before = await client.GET("/v1/auth/me")
    assert.strictEqual(before.error?._tag, "Unauthorized")
    const { data } = await client.POST("/v1/auth/login", { body: { email: shop.email, password: W.password } })
    session.token = data?.accessToken
    const me = await client.GET("/v1/auth/me")
    assert.strictEqual(me.data?.jeweller?.id, shop.jewellerId)
  })

  it("answers data or an error with tag, message, fields and request id", async () => {
    const found = await api.GET("/v1/contacts/{contactId}", { params: { path: { contactId: shop.contactId } } })
    assert.strictEqual(found.data?.phone, "+919800000001")
    assert.isUndefined(found.error)

    const contactId = "01990000-0000-7000-8000-000000000000"
    const missing = await api.GET("/v1/contacts/{contactId}", { params: { path: { contactId } } })
    assert.isUndefined(missing.data)
    assert.strictEqual(missing.response.status, 404)
    assert.strictEqual(missing.error?._tag, "ContactNotFound")
    if (missing.error?._tag === "ContactNotFound") assert.strictEqual(missing.error.contactId, contactId)
    assert.strictEqual(missing.error?.requestId, missing.response.headers.get("x-request-id"))
  })

  it("sends a body and reads the faults of a wrong one", async () => {
    const schedule = { kind: "ONE_TIME", at: "2030-01-05T10:00", zone: "Asia/Kolkata" } as const
    const created = await api.POST("/v1/campaigns", {
      body: { name: "Interest", templateId: shop.templateId, segments: ["GOLD_LOAN"], schedule }
    })
    assert.strictEqual(created.data?.status, "DRAFT")
    const refused = await api.POST("/v1/campaigns", {
      body: { name: "", templateId: shop.templateId, segments: ["GOLD_LOAN"], schedule }
    })
    assert.strictEqual(refused.error?._tag, "BadRequest")
    if (refused.error?._tag === "BadRequest") {
      assert.deepStrictEqual(refused.error.faults, [{ path: "name", reason: "must not be empty" }])
    }
  })

  it("walks a list page by page, with its filters", async () => {
    const phones: Array<string | null> = []
    let count = 0
    for await (
      const { data, error } of pages(api, "/v1/contacts", { params: { query: { limit: 2, segment: "GOLD_LOAN" } } })
    ) {
      assert.isUndefined(error)
      phones.push(...(data?.items ?? []).map(({ phone }) => phone))
      count++
    }
    assert.strictEqual(count, 2)
    assert.deepStrictEqual(phones, ["+919800000001", "+919800000002", "+919800000003"])
  })

  it("walks a list below an id", async () => {
    const rows: Array<number> = []
    const params = { path: { importId: shop.importId }, query: { limit: 1 } }
    for await (const { data } of pages(api, "/v1/imports/{importId}/rows", { params })) {
      rows.push(...(data?.items ?? []).map(({ row }) => row))
    }
    assert.deepStrictEqual(rows, [5, 6])
  })

  it("ends a list with the first error", async () => {
    const stranger = createClient({ baseUrl: world.url, token: "wrong" })
    const results: Array<string | undefined> = []
    for await (const { error } of pages(stranger, "/v1/campaigns")) results.push(error?._tag)
    assert.deepStrictEqual(results, ["Unauthorized"])
  })

  it("uploads a file with its name, and its error has the field", async () => {
    const { data } = await uploadContacts(api, new Blob([W.csv]), "ग्राहक.csv")
    assert.strictEqual(data?.status, "QUEUED")
    assert.strictEqual(data?.fileName, "ग्राहक.csv")
    const { error } = await uploadContacts(api, new Blob([]), "empty.csv")
    assert.strictEqual(error?._tag, "ImportFileRefused")
  })

  it("uses the fetch it is given", async () => {
    const seen: Array<string> = []
    const client = createClient({
      baseUrl: "https://ektola.example.com",
      token: "t",
      fetch: async (request) => {
        seen.push(`${request.method} ${request.url} ${request.headers.get("authorization")}`)
        return Response.json({ items: [], nextCursor: null })
      }
    })
    const { data } = await client.GET("/v1/templates", { params: { query: { limit: 1 } } })
    assert.deepStrictEqual(data?.items, [])
    assert.deepStrictEqual(seen, ["GET https://ektola.example.com/v1/templates?limit=1 Bearer t"])
  })
})

// Compiled, never run: what must type-check, and what must not.
export const types = async (client: Client) => {
  const { data, error } = await client.GET("/v1/runs/{runId}", { params: { path: { runId: "id" } } })
  if (error) {
    assertType<
      | "BadRequest"
      | "PayloadTooLarge"
      | "TooManyRequests"
      | "Unauthorized"
      | "Forbidden"
      | "RunNotFound"
      | "InternalError"
      | "Unavailable"
    >(
      error._tag
    )
    assertType<string>(error.requestId)
    // @ts-expect-error a run is never refused for a segment
    if (error._tag === "SegmentRequired") return
  } else {
    assertType<Schemas["RunReport"]>(data)
    assertType<number>(data.byState.UNCONFIRMED)
    // @ts-expect-error the funnel has no such step
    assertType<number>(data.funnel.clicked)
  }

  // @ts-expect-error the path needs its id
  await client.GET("/v1/runs/{runId}")
  // @ts-expect-error there is no such path
  await client.GET("/v1/secrets")
  // @ts-expect-error there is no such method on the path
  await client.POST("/v1/contacts")
  // @ts-expect-error a segment is one of three
  await client.GET("/v1/contacts", { params: { query: { segment: "GOLD" } } })
  await client.POST("/v1/contacts/{contactId}/opt-out", {
    params: { path: { contactId: "id" } },
    // @ts-expect-error a scope is MARKETING or ALL
    body: { scope: "SOME" }
  })

  assertType<ListPath>("/v1/contacts")
  // @ts-expect-error not a list
  assertType<ListPath>("/v1/auth/me")
  // @ts-expect-error the list stands below an id
  pages(client, "/v1/runs/{runId}/messages")
  for await (const page of pages(client, "/v1/contacts")) {
    if (page.data) assertType<ReadonlyArray<Schemas["Contact"]>>(page.data.items)
    else assertType<string>(page.error.message)
  }
  // @ts-expect-error the token never comes back
  assertType<string>(({} as Schemas["WhatsAppAccount"]).accessToken)
}
