import { assert } from "@effect/vitest"
import * as SendRequestBody from "@ektola/adapters/whatsapp/SendRequestBody"
import type * as MessageSender from "@ektola/domain/ports/MessageSender"
import { describe, it } from "vitest"
import { request } from "./MessageSender.contract.js"

const encode = (over: Partial<typeof request>) =>
  JSON.parse(SendRequestBody.encode({ ...request, ...over }, "messages"))

describe("SendRequestBody", () => {
  it("addresses a business-scoped user id by recipient, without to", () => {
    const body = encode({ recipient: { _tag: "WaUserId", waUserId: "IN.10000000000000000007" } })
    assert.strictEqual(body.recipient, "IN.10000000000000000007")
    assert.notProperty(body, "to")
  })

  it("leaves out components without parameters", () => {
    const template = { ...request.template, header: [], body: [] }
    assert.deepStrictEqual(encode({ template }).template, {
      name: "diwali_offer",
      language: { code: "hi" },
      components: []
    })
  })

  it("names the parameters that have a name, and puts the header first", () => {
    const template = {
      ...request.template,
      header: [{ name: null, text: "Shop" }],
      body: [{ name: "first_name", text: "Asha" }]
    }
    assert.deepStrictEqual(encode({ template }).template.components, [
      { type: "header", parameters: [{ type: "text", text: "Shop" }] },
      { type: "body", parameters: [{ type: "text", parameter_name: "first_name", text: "Asha" }] }
    ])
  })

  it("writes what goes along for buttons as WhatsApp does, with their places as texts", () => {
    const template: MessageSender.SendRequest["template"] = {
      ...request.template,
      header: [],
      body: [],
      buttons: [
        { type: "URL", index: 0, text: "c42-r0001" },
        { type: "COPY_CODE", index: 1, code: "DIWALI10" },
        { type: "QUICK_REPLY", index: 9, payload: "OPTOUT:MARKETING" }
      ]
    }
    assert.deepStrictEqual(encode({ template }).template.components, [
      { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "c42-r0001" }] },
      {
        type: "button",
        sub_type: "copy_code",
        index: "1",
        parameters: [{ type: "coupon_code", coupon_code: "DIWALI10" }]
      },
      {
        type: "button",
        sub_type: "quick_reply",
        index: "9",
        parameters: [{ type: "payload", payload: "OPTOUT:MARKETING" }]
      }
    ])
  })

  it("holds no access token", () => {
    assert.notInclude(SendRequestBody.encode(request, "messages"), "EAAG")
  })
})
