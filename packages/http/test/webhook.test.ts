import { sign } from "@ektola/adapters/whatsapp/WebhookSignature"
import type { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import * as Deferred from "effect/Deferred"
import * as FiberId from "effect/FiberId"
import { readFileSync } from "node:fs"
import { afterAll, assert, beforeAll, beforeEach, describe, it } from "vitest"
import * as W from "./world.js"

const path = "/webhooks/whatsapp"
const cases: ReadonlyArray<{ name: string; secret: string; body: string; signature: string; valid: boolean }> = JSON
  .parse(readFileSync(new URL("../../../test/fixtures/whatsapp/signature-cases.json", import.meta.url), "utf8"))

let world: W.World

beforeAll(async () => {
  world = await W.start()
})
afterAll(() => world.stop())

const post = (body: string | Buffer, headers: Record<string, string>) =>
  world.call("POST", path, { body: body as never, headers: { "content-type": "application/json", ...headers } })
const signed = (body: string | Buffer, secret = W.appSecret) =>
  post(body, { "x-hub-signature-256": sign(secret, Buffer.from(body)) })
const stored = async () => [...(await world.tables()).webhooks.values()].map(({ body }) => body)

beforeEach(async () => {
  ;(await world.tables()).webhooks.clear()
})

describe("POST", () => {
  // The other secret of the cases is what a server with another app secret would hold.
  for (const { body, name, signature, valid } of cases.filter(({ secret }) => secret === W.appSecret)) {
    // An empty body can be signed, but it is not JSON.
    const status = !valid ? 401 : body === "" ? 400 : 200
    it(`${name}: ${status}`, async () => {
      const answer = await post(body, signature === "" ? {} : { "x-hub-signature-256": signature })
      assert.strictEqual(answer.status, status)
      assert.deepStrictEqual(await stored(), status === 200 ? [body] : [])
      if (status === 401) {
        const { _tag, message, requestId, ...rest } = answer.body
        assert.strictEqual(_tag, "WebhookSignatureRefused")
        assert.strictEqual(requestId, answer.headers.get("x-request-id"))
        assert.isString(message)
        assert.isEmpty(rest)
      }
    })
  }

  it("stores exactly the bytes, also a byte order mark and blanks", async () => {
    const body = "\ufeff{ \"a\" : \"\\u0906 \\/ आ\" }\n"
    // JSON does not allow a byte order mark; WhatsApp does not send one.
    assert.strictEqual((await signed(body)).status, 400)
    assert.strictEqual((await signed(body.slice(1))).status, 200)
    assert.deepStrictEqual(await stored(), [body.slice(1)])
  })

  it("accepts every configured secret while one is being changed", async () => {
    assert.strictEqual((await signed("{}", W.olderAppSecret)).status, 200)
    assert.strictEqual((await signed("{}", "another secret, of somebody else")).status, 401)
  })

  for (
    const body of ["{}", "[]", "{\"object\":\"page\",\"entry\":[]}", "{\"entry\":[{\"changes\":[{\"value\":{}}]}]}"]
  ) {
    it(`stores ${body}: what it means is for later`, async () => {
      assert.strictEqual((await signed(body)).status, 200)
      assert.deepStrictEqual(await stored(), [body])
    })
  }

  for (const [name, body] of [["nul", "nul"], ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22])]] as const) {
    it(`refuses ${name}: 400, but only once the signature was right`, async () => {
      const answer = await signed(body)
      assert.strictEqual(answer.status, 400)
      assert.deepStrictEqual(answer.body.faults, [{ path: "", reason: "is not JSON" }])
      assert.strictEqual((await post(body, {})).status, 401)
      assert.isEmpty(await stored())
    })
  }

  it("takes 2.5 MB at once, and any content type", async () => {
    const body = JSON.stringify({ statuses: "s".repeat(2_500_000) })
    const answer = await post(body, {
      "content-type": "text/plain",
      "x-hub-signature-256": sign(W.appSecret, Buffer.from(body))
    })
    assert.strictEqual(answer.status, 200)
    assert.strictEqual((await stored())[0], body)
  })

  it("refuses more than 4 MB with 413 in JSON", async () => {
    const answer = await signed(JSON.stringify("s".repeat(4 * 1024 * 1024)))
    assert.strictEqual(answer.status, 413)
    assert.strictEqual(answer.body._tag, "PayloadTooLarge")
    assert.strictEqual(answer.body.maxBytes, 4 * 1024 * 1024)
  })

  it("refuses compressed bodies, whose size nobody knows", async () => {
    const answer = await post("{}", {
      "content-encoding": "gzip",
      "x-hub-signature-256": sign(W.appSecret, Buffer.from("{}"))
    })
    assert.strictEqual(answer.status, 400)
  })

  it("is 503 while the store is down, so that WhatsApp sends it again; then it is stored", async () => {
    world.faults.inbox = W.storeDown
    const down = await signed("{\"n\":1}")
    world.faults.inbox = null
    assert.strictEqual(down.status, 503)
    assert.strictEqual(down.body._tag, "Unavailable")
    assert.notInclude(JSON.stringify(down.body), "postgres")
    assert.strictEqual((await signed("{\"n\":1}")).status, 200)
    assert.deepStrictEqual(await stored(), ["{\"n\":1}"])
  })

  it("is 503 within seconds while the store hangs", async () => {
    const back = Deferred.unsafeMake<never, StoreUnavailable>(FiberId.none)
    world.faults.inbox = Deferred.await(back)
    const from = Date.now()
    const down = await signed("{\"n\":2}")
    world.faults.inbox = null
    assert.strictEqual(down.status, 503)
    assert.isBelow(Date.now() - from, 8_000)
    Deferred.unsafeDone(back, W.storeDown)
  })
})

describe("GET", () => {
  const get = (query: Record<string, string>) => world.call("GET", `${path}?${new URLSearchParams(query)}`)
  const right = { "hub.mode": "subscribe", "hub.verify_token": W.verifyToken, "hub.challenge": "12345" }

  it("answers the challenge as plain text", async () => {
    const { body, headers, status } = await get(right)
    assert.strictEqual(status, 200)
    assert.strictEqual(body, "12345")
    assert.match(headers.get("content-type")!, /^text\/plain/)
  })

  it("never as a page", async () => {
    const { body, headers } = await get({ ...right, "hub.challenge": "<b>x</b>" })
    assert.strictEqual(body, "<b>x</b>")
    assert.match(headers.get("content-type")!, /^text\/plain/)
    assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
  })

  for (
    const [name, query] of [
      ["a wrong token", { ...right, "hub.verify_token": `${W.verifyToken}x` }],
      ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }],
      ["another mode", { ...right, "hub.mode": "unsubscribe" }],
      ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": W.verifyToken }]
    ] as const
  ) {
    it(`is 403 for ${name}, without the challenge`, async () => {
      const { body, status } = await get(query)
      assert.strictEqual(status, 403)
      assert.strictEqual(body._tag, "WebhookVerificationRefused")
      assert.notInclude(JSON.stringify(body), "12345")
    })
  }
})
