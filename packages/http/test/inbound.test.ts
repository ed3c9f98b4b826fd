import { sign } from "@ektola/adapters/whatsapp/WebhookSignature"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let a: Awaited<ReturnType<typeof W.aShop>>
let b: Awaited<ReturnType<typeof W.aShop>>
let admin: string

beforeAll(async () => {
  world = await W.start()
  a = await W.aShop(world)
  b = await W.aShop(world)
  admin = await world.admin()
  for (const { number, token } of [a, b]) {
    await world.call("PUT", "/v1/whatsapp-account", { token, json: W.connection(number) })
  }
})
afterAll(() => world.stop())

/** As WhatsApp posts it, and as a worker applies it. */
const post = async (shop: { readonly number: number }, field: string, value: object) => {
  const { phoneNumberId, wabaId } = W.connection(shop.number)
  const metadata = { phone_number_id: phoneNumberId }
  const body = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{
      id: wabaId,
      time: Math.floor(Date.now() / 1000) + 2,
      changes: [{ field, value: { metadata, ...value } }]
    }]
  })
  const headers = { "x-hub-signature-256": sign(W.appSecret, Buffer.from(body)) }
  assert.strictEqual((await world.call("POST", "/webhooks/whatsapp", { body, headers })).status, 200)
  await world.runtime.runPromise(Effect.flatMap(Webhooks, ({ process }) => process(10)))
}

const message = (id: string, text: string) => ({
  from: "919800000001",
  id,
  timestamp: "1795564800",
  type: "text",
  text: { body: text }
})

const get = async (path: string, token: string) => (await world.call("GET", path, { token })).body

describe("GET /v1/inbound", () => {
  it("lists what customers wrote to the jeweller, the newest first, each once", async () => {
    await post(a, "messages", { messages: [message("wamid.1", "Hello"), message("wamid.2", "Is it open?")] })
    await post(a, "messages", { messages: [message("wamid.2", "Is it open?"), message("wamid.3", "Thanks")] })
    await post(b, "messages", { messages: [message("wamid.4", "For B")] })
    const { items, nextCursor } = await get("/v1/inbound", a.token)
    assert.deepStrictEqual(items.map((item: any) => item.text), ["Thanks", "Is it open?", "Hello"])
    assert.isNull(nextCursor)
    const { id: _, ...rest } = items[0]
    assert.deepStrictEqual(rest, {
      wamid: "wamid.3",
      kind: "text",
      phoneNumberId: W.connection(a.number).phoneNumberId,
      phone: "+919800000001",
      waUserId: null,
      at: "2026-11-25T00:00:00.000Z",
      text: "Thanks",
      payload: null,
      answers: null,
      newPhone: null
    })
  })

  it("comes in pages", async () => {
    const first = await get("/v1/inbound?limit=2", a.token)
    const second = await get(`/v1/inbound?limit=2&cursor=${first.nextCursor}`, a.token)
    assert.deepStrictEqual(
      [...first.items, ...second.items].map(({ wamid }: any) => wamid),
      ["wamid.3", "wamid.2", "wamid.1"]
    )
    assert.isNull(second.nextCursor)
  })

  it("shows nobody else's, and nothing to an admin, who has no customers", async () => {
    const { items } = await get("/v1/inbound", b.token)
    assert.deepStrictEqual(items.map((item: any) => item.wamid), ["wamid.4"])
    assert.strictEqual((await world.call("GET", "/v1/inbound", { token: admin })).status, 403)
    assert.strictEqual((await world.call("GET", "/v1/inbound")).status, 401)
    assert.strictEqual((await world.call("GET", "/v1/inbound?cursor=x", { token: a.token })).status, 400)
  })
})

describe("what WhatsApp says of the account", () => {
  it("is shown with the connection, and stops it where it must", async () => {
    await post(a, "business_capability_update", { max_daily_conversations_per_business: "TIER_2K" })
    await post(a, "account_alerts", {
      entity_type: "BUSINESS",
      entity_id: "400000000000011",
      alert_info: { alert_type: "PROFILE_PICTURE_LOST", alert_severity: "WARNING", alert_status: "ACTIVE" }
    })
    await post(a, "account_update", { event: "DISABLED_UPDATE", ban_info: { waba_ban_state: "DISABLE" } })
    const account = await get("/v1/whatsapp-account", a.token)
    assert.deepInclude(account, {
      status: "PAUSED",
      pauseClass: "POLICY",
      pauseReason: "WhatsApp has disabled the account",
      resumeAt: null,
      messagingLimit: 2000
    })
    const { alerts, ban, limit, violation } = account.standing
    assert.deepStrictEqual([ban.word, limit.persons, violation], ["DISABLE", 2000, null])
    assert.deepStrictEqual(alerts.map((alert: any) => [alert.type, alert.entity]), [
      ["PROFILE_PICTURE_LOST", "BUSINESS 400000000000011"]
    ])
    const other = await get("/v1/whatsapp-account", b.token)
    assert.deepInclude(other, { status: "CONNECTED", messagingLimit: null })
    assert.deepStrictEqual(other.standing.alerts, [])
  })

  it("holds when the owner connects again: a ban is not ended by that", async () => {
    const json = W.connection(a.number)
    const { body } = await world.call("PUT", "/v1/whatsapp-account", { token: a.token, json })
    assert.deepInclude(body, { status: "PAUSED", messagingLimit: 2000 })
  })
})

describe("GET /v1/admin/webhooks/set-aside", () => {
  it("lists for admins alone what could not be applied, without the body", async () => {
    await post(b, "messages", { messages: [{ ...message("wamid.5", "a secret"), timestamp: "soon" }] })
    const { items } = await get("/v1/admin/webhooks/set-aside", admin)
    assert.strictEqual(items.length, 1)
    assert.deepInclude(items[0], {
      tries: 1,
      note: "entry[0].changes[0].value.messages[0]: no readable timestamp"
    })
    assert.notInclude(JSON.stringify(items), "a secret")
    assert.strictEqual((await world.call("GET", "/v1/admin/webhooks/set-aside", { token: b.token })).status, 403)
  })
})
