import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import type { adminLogIn } from "@ektola/example-local"
import { startStack } from "@ektola/example-local"
import { createClient, uploadContacts } from "@ektola/sdk"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const lakshmi = { email: "lakshmi@example.com", password: "lakshmi-password" }
const kaveri = { email: "kaveri@example.com", password: "kaveri-password" }
const csv = new Blob([readFileSync(new URL("../../examples/data/contacts.csv", import.meta.url))])

const start = (home: string | null, port = 0) =>
  startStack({
    port,
    home,
    demoData: true,
    logLevel: "None",
    simulator: {},
    answerTimeout: "5 seconds",
    answerWithin: "10 seconds",
    unconfirmedDeadline: "5 seconds"
  })

const must = async <A>(answer: Promise<{ readonly data?: A | undefined; readonly error?: unknown }>): Promise<A> => {
  const { data, error } = await answer
  if (data === undefined) throw new Error(JSON.stringify(error))
  return data
}

const logIn = async (baseUrl: string, body: typeof lakshmi | typeof adminLogIn) => {
  const { accessToken } = await must(createClient({ baseUrl }).POST("/v1/auth/login", { body }))
  return createClient({ baseUrl, token: accessToken })
}

const until = async <A>(ask: () => Promise<A>, right: (answer: A) => boolean): Promise<A> => {
  const end = Date.now() + 30_000
  while (true) {
    const answer = await ask()
    if (right(answer)) return answer
    if (Date.now() > end) throw new Error(`gave up waiting; the last answer was ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

type Client = ReturnType<typeof createClient>

const importFile = async (api: Client) => {
  const { id: importId } = await must(uploadContacts(api, csv, "contacts.csv"))
  return until(
    () => must(api.GET("/v1/imports/{importId}", { params: { path: { importId } } })),
    ({ status }) => status === "COMPLETED" || status === "FAILED"
  )
}

const allContacts = async (api: Client) => {
  const first = await until(
    () => must(api.GET("/v1/contacts", { params: { query: { limit: 200 } } })),
    ({ items }) => items.length === 200
  )
  return until(async () => {
    const { items } = await must(
      api.GET("/v1/contacts", { params: { query: { limit: 200, cursor: first.nextCursor ?? "" } } })
    )
    return [...first.items, ...items]
  }, (all) => all.length === 230)
}

describe("the local stack", () => {
  const home = mkdtempSync(join(tmpdir(), "ektola-local-"))
  let stack: Awaited<ReturnType<typeof start>>

  beforeAll(async () => {
    stack = await start(home)
  }, 60_000)
  afterAll(async () => {
    await stack.close()
    rmSync(home, { recursive: true, force: true })
  }, 60_000)

  it("is ready, and serves its documentation without reaching out", async () => {
    const ready = await fetch(`${stack.url}/health/ready`)
    assert.strictEqual(ready.status, 200)
    const docs = await fetch(`${stack.url}/docs`)
    assert.strictEqual(docs.status, 200)
    assert.notMatch(await docs.text(), /(src|href)="https?:/)
  })

  it("imports the same file twice without changing anything but the count of updated rows", async () => {
    const api = await logIn(stack.url, lakshmi)
    const before = await allContacts(api)
    assert.strictEqual(before.filter(({ optOut }) => optOut !== null).length, 3)
    const { counts } = await importFile(api)
    assert.deepStrictEqual(counts, { total: 240, created: 0, updated: 230, duplicates: 4, failed: 6 })
    assert.deepStrictEqual(await allContacts(api), before)
  }, 60_000)

  it("keeps an opt-out through another import", async () => {
    const api = await logIn(stack.url, kaveri)
    const [contact] = (await allContacts(api)).filter(({ optOut }) => optOut === null)
    assert(contact)
    const path = { contactId: contact.id }
    await must(api.POST("/v1/contacts/{contactId}/opt-out", { params: { path }, body: { scope: "ALL" } }))
    await importFile(api)
    const after = await must(api.GET("/v1/contacts/{contactId}", { params: { path } }))
    assert.strictEqual(after.optOut, "ALL")
  }, 60_000)

  it("goes on with the same data after a restart", async () => {
    const api = await logIn(stack.url, lakshmi)
    const before = await allContacts(api)
    await stack.close()
    stack = await start(home)
    assert.deepStrictEqual(await allContacts(await logIn(stack.url, lakshmi)), before)
  }, 60_000)

  it("says what to do when its port is taken or its folder is in use", async () => {
    const message = (attempt: Promise<unknown>) => attempt.then(() => "it started", (error: Error) => error.message)
    const { port } = new URL(stack.url)
    assert.match(await message(start(null, Number(port))), new RegExp(`^Port ${port} is taken: .* choose another PORT`))
    assert.match(await message(start(home)), /is in use|another process/)
  }, 60_000)
})
