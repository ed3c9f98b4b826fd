import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { close, create, daily, ok, open, shop, world } from "./schedules.support.js"
import * as W from "./world.js"

beforeAll(open)
afterAll(close)

const faults = async (method: string, path: string, json: object) => {
  const { body, status } = await world.call(method, path, { token: shop.token, json })
  assert.strictEqual(status, 400)
  return body.faults.map(({ path, reason }: { readonly path: string; readonly reason: string }) => `${path} ${reason}`)
}

describe("what a campaign wants", () => {
  it("is to wait for its template and to repeat nothing, unless it says otherwise", async () => {
    const plain = await create(daily())
    assert.deepStrictEqual([plain.whenTemplatePaused, plain.whenUnconfirmed, plain.pauseCause], [
      "WAIT",
      "GIVE_UP",
      null
    ])
    const json = {
      name: "Interest due",
      templateId: plain.templateId,
      segments: ["GOLD_LOAN"],
      schedule: daily(),
      whenTemplatePaused: "CANCEL",
      whenUnconfirmed: "REPEAT_ONCE"
    }
    const { body } = await world.call("POST", "/v1/campaigns", { token: shop.token, json })
    assert.deepStrictEqual([body.whenTemplatePaused, body.whenUnconfirmed], ["CANCEL", "REPEAT_ONCE"])
    assert.deepStrictEqual(await ok(200, "GET", `/v1/campaigns/${body.id}`), body)
    assert.deepStrictEqual(
      await faults("POST", "/v1/campaigns", { ...json, whenTemplatePaused: "HOPE", whenUnconfirmed: "REPEAT" }),
      [
        "whenTemplatePaused must be one of WAIT, CANCEL or null",
        "whenUnconfirmed must be one of GIVE_UP, REPEAT_ONCE or null"
      ]
    )
  })

  it("is shown with who has paused it", async () => {
    const { id } = await create(daily())
    await ok(200, "POST", `/v1/campaigns/${id}/activate`)
    const paused = await ok(200, "POST", `/v1/campaigns/${id}/pause`)
    assert.deepStrictEqual([paused.status, paused.pauseCause, paused.pauseReason], [
      "PAUSED",
      "OWNER",
      "paused by a user"
    ])
  })
})

describe("the WhatsApp connection", () => {
  const connection = { ...W.connection(71), portfolioId: "300000000000001", messagingLimit: 2000 }

  it("keeps the portfolio and its limit", async () => {
    const { body, status } = await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json: connection })
    assert.deepStrictEqual([status, body.portfolioId, body.messagingLimit], [200, "300000000000001", 2000])
    assert.deepStrictEqual(
      await faults("PUT", "/v1/whatsapp-account", { ...connection, portfolioId: "mine", messagingLimit: 0 }),
      [
        "portfolioId a portfolio id is 5 to 32 digits, as Meta Business Settings show it; or it must be null",
        "messagingLimit must be a whole number from 1 to 100000000 or null"
      ]
    )
  })

  it("says why it is paused and when it is tried again, until it is connected again", async () => {
    await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json: connection })
    const { accounts } = await world.tables()
    const account = [...accounts.values()].find(({ phoneNumberId }) => phoneNumberId === connection.phoneNumberId)
    assert(account)
    const resumeAt = account.connectedAt
    const pause = { status: "PAUSED", pauseClass: "PAYMENT", pauseReason: "pay (WhatsApp error 131042)" } as const
    accounts.set(account.jewellerId, { ...account, ...pause, resumeAt, pauses: 1 })
    const shown = await ok(200, "GET", "/v1/whatsapp-account")
    assert.deepStrictEqual([shown.status, shown.pauseClass, shown.pauseReason], [
      "PAUSED",
      "PAYMENT",
      "pay (WhatsApp error 131042)"
    ])
    assert.strictEqual(shown.resumeAt, new Date(resumeAt.epochMillis).toISOString())
    const { body } = await world.call("PUT", "/v1/whatsapp-account", { token: shop.token, json: connection })
    assert.deepStrictEqual([body.status, body.pauseClass, body.pauseReason, body.resumeAt], [
      "CONNECTED",
      null,
      null,
      null
    ])
  })
})
