import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import type { adminLogIn } from "@ektola/example-local"
import { startStack } from "@ektola/example-local"
import { createClient, pages, type Schemas, uploadContacts } from "@ektola/sdk"
import { createHmac } from "node:crypto"
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

  it("shows mailed codes in the mailbox, and lets in whoever reads them", async () => {
    const anonymous = createClient({ baseUrl: stack.url })
    const { email } = lakshmi
    await anonymous.POST("/v1/auth/otp/request", { body: { email } })
    type Letter = { readonly to: string; readonly text: string }
    const letters = await until(
      async () => await (await fetch(`${stack.url}/mailbox/json`)).json() as ReadonlyArray<Letter>,
      (found) => found.some(({ text, to }) => to === email && /^\d{6}$/m.test(text))
    )
    const [code = ""] = /^\d{6}$/m.exec(letters[0]?.text ?? "") ?? []
    const { user } = await must(anonymous.POST("/v1/auth/otp/verify", { body: { email, code } }))
    assert.strictEqual(user.email, email)
    assert.include(await (await fetch(`${stack.url}/mailbox`)).text(), code)
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

  it("hears what a customer writes, signed as WhatsApp signs it", async () => {
    const api = await logIn(stack.url, lakshmi)
    const { appSecret } = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8")) as { readonly appSecret: string }
    const { phoneNumberId, wabaId } = await must(api.GET("/v1/whatsapp-account", {}))
    const [customer] = (await allContacts(api)).filter(({ optOut }) => optOut === null)
    assert(customer?.phone)
    const from = customer.phone.slice(1)
    const write = async (text: string, at: number) => {
      const message = { from, id: `wamid.${text}`, timestamp: String(at), type: "text", text: { body: text } }
      const metadata = { display_phone_number: "919800009001", phone_number_id: phoneNumberId }
      const value = { messaging_product: "whatsapp", metadata, contacts: [{ wa_id: from }], messages: [message] }
      const entry = [{ id: wabaId, changes: [{ field: "messages", value }] }]
      const body = JSON.stringify({ object: "whatsapp_business_account", entry })
      const signature = createHmac("sha256", appSecret).update(body).digest("hex")
      const headers = { "content-type": "application/json", "x-hub-signature-256": `sha256=${signature}` }
      assert.strictEqual((await fetch(`${stack.url}/webhooks/whatsapp`, { method: "POST", headers, body })).status, 200)
    }
    const params = { path: { contactId: customer.id } }
    const shows = (optOut: string | null) =>
      until(() => must(api.GET("/v1/contacts/{contactId}", { params })), (contact) => contact.optOut === optOut)
    const now = Math.floor(Date.now() / 1000)
    await write("offer band karo", now - 60)
    await shows("MARKETING")
    await write("बंद करो", now - 40)
    await shows("ALL")
    await write("is the shop closed? please stop by", now - 30)
    await write("START", now - 20)
    await shows(null)
  }, 60_000)

  it("goes on with the same data after a restart", async () => {
    const api = await logIn(stack.url, lakshmi)
    const before = await allContacts(api)
    await stack.close()
    stack = await start(home)
    assert.deepStrictEqual(await allContacts(await logIn(stack.url, lakshmi)), before)
  }, 60_000)

  it("has a clock that can be put forward, and keeps it over a restart", async () => {
    const clock = async (to?: unknown) => {
      const change = { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify({ to }) }
      const answer = await fetch(`${stack.url}/simulator/clock`, to === undefined ? {} : change)
      return { status: answer.status, now: ((await answer.json()) as { readonly now?: string }).now ?? null }
    }
    const reminder = {
      kind: "CONTACT_DATE",
      date: "PAYMENT_DAY",
      daysBefore: [3],
      start: "2026-01-01",
      time: "10:00",
      zone: "Asia/Kolkata"
    } satisfies Schemas["Schedule"]
    const api = await logIn(stack.url, lakshmi)
    const { items: templates } = await must(api.GET("/v1/templates", {}))
    const { id: templateId } = templates.find(({ name }) => name === "payment_reminder") ?? assert.fail("no template")
    const body: Schemas["NewCampaign"] = {
      name: "Payment reminder",
      templateId,
      segments: ["GOLD_LOAN"],
      schedule: reminder
    }
    const { id: campaignId } = await must(api.POST("/v1/campaigns", { body }))
    await must(api.POST("/v1/campaigns/{campaignId}/activate", { params: { path: { campaignId } } }))

    for (const wrong of [null, 5, "tomorrow", "2030-03-02T10:00"]) {
      assert.strictEqual((await clock(wrong)).status, 400, String(wrong))
    }
    assert.strictEqual((await clock("2020-01-01T00:00:00Z")).status, 409)
    // 27 February 2030, three days before the 2nd of March.
    assert.strictEqual((await clock("2030-02-27T10:00:00+05:30")).status, 200)
    await stack.close()
    stack = await start(home)
    assert.isAtLeast(Date.parse((await clock()).now ?? ""), Date.parse("2030-02-27T10:00:00+05:30"))

    const later = await logIn(stack.url, lakshmi)
    const path = { campaignId }
    const runs = await until(
      () => must(later.GET("/v1/campaigns/{campaignId}/runs", { params: { path, query: { limit: 200 } } })),
      ({ items, nextCursor }) => nextCursor !== null || items.some(({ status }) => status === "READY")
    )
    assert.isAbove(runs.items.length, 100)
    const ready = await until(async () => {
      const all = []
      for await (const page of pages(later, "/v1/campaigns/{campaignId}/runs", { params: { path } })) {
        all.push(...(page.data?.items ?? []))
      }
      return all.filter(({ status }) => status !== "MISSED")
    }, (runs) => runs.some(({ status }) => status === "READY" || status === "COMPLETED"))
    assert.deepStrictEqual(ready.map(({ occurrence }) => occurrence), ["2030-02-27T10:00:00"])
    const due = ready[0] ?? assert.fail("no run")
    assert.isAbove(due.planned, 0)
    const { items } = await must(later.GET("/v1/runs/{runId}/messages", { params: { path: { runId: due.id } } }))
    const days = await Promise.all(items.map(async ({ contactId }) => {
      const contact = await must(later.GET("/v1/contacts/{contactId}", { params: { path: { contactId } } }))
      return contact.paymentDay
    }))
    // The years in between are over; what can still be made up for is due from today on: the 27th to the 2nd.
    assert.sameMembers([...new Set(days)], [27, 28, 29, 30, 31, 1, 2].filter((day) => days.includes(day)))
    assert.includeMembers(days, [2, 28])
  }, 60_000)

  it("says what to do when its port is taken or its folder is in use", async () => {
    const message = (attempt: Promise<unknown>) => attempt.then(() => "it started", (error: Error) => error.message)
    const { port } = new URL(stack.url)
    assert.match(await message(start(null, Number(port))), new RegExp(`^Port ${port} is taken: .* choose another PORT`))
    assert.match(await message(start(home)), /is in use|another process/)
  }, 60_000)
})
