import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let admin = ""

beforeAll(async () => {
  world = await W.start()
  admin = await world.admin()
})
afterAll(() => world.stop())

const create = (name: string, translation: object) =>
  world.call("POST", "/v1/templates", {
    token: admin,
    json: {
      ...W.template(name),
      translations: [{ language: "en", body: "Dear {{1}}, your interest is due.", ...translation }]
    }
  })

describe("templates", () => {
  it("keep their buttons, and name every fault of them", async () => {
    const buttons = [
      { type: "QUICK_REPLY", text: "Stop promotions", payload: "OPTOUT:MARKETING" },
      { type: "URL", text: "Pay", url: "https://example.com/pay/{{1}}" },
      { type: "PHONE_NUMBER", text: "Call us", phone: "+919800009001" },
      { type: "COPY_CODE", code: "DIWALI10" }
    ]
    const created = await create("with_buttons", { buttons })
    assert.strictEqual(created.status, 201, JSON.stringify(created.body))
    assert.deepStrictEqual(created.body.translations[0].buttons, buttons)
    const { body } = await world.call("GET", `/v1/templates/${created.body.id}`, { token: admin })
    assert.deepStrictEqual(body, created.body)

    const plain = await create("plain_reply", { buttons: [{ type: "QUICK_REPLY", text: "Yes" }] })
    assert.deepStrictEqual(plain.body.translations[0].buttons, [{ type: "QUICK_REPLY", text: "Yes", payload: null }])

    const refused = await create("too_many", { buttons: [buttons[3], buttons[3]] })
    assert.strictEqual(refused.status, 422)
    assert.deepStrictEqual(refused.body.faults, [
      { path: "translations[0].buttons", reason: "has 2 codes to copy; at most 1 are allowed" }
    ])
  })

  it("refuse a button of no known shape, naming the place", async () => {
    for (
      const [button, path] of [
        [{ type: "FLOW", text: "Go" }, "translations[0].buttons[0].type"],
        [{ type: "URL", text: "Go" }, "translations[0].buttons[0].url"],
        [{ type: "PHONE_NUMBER", text: "Go", phone: "98" }, "translations[0].buttons[0].phone"]
      ] as const
    ) {
      const { body, status } = await create("unknown_button", { buttons: [button] })
      assert.strictEqual(status, 400)
      assert.deepStrictEqual(body.faults.map(({ path }: any) => path), [path])
    }
  })

  it("are warned of what WhatsApp may refuse", async () => {
    const { body, status } = await create("few_words", { header: "Diwali 🪔", body: "Hi {{1}}, hello" })
    assert.strictEqual(status, 201)
    assert.deepStrictEqual(body.warnings, [
      { path: "translations[0].header", reason: "has emoji, which WhatsApp refuses here" },
      {
        path: "translations[0].body",
        reason: "has 2 words beside its placeholder; WhatsApp usually wants 3 or more"
      }
    ])
  })
})
