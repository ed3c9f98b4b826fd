import { assert } from "@effect/vitest"
import * as SendRequestBody from "@ektola/adapters/whatsapp/SendRequestBody"
import { describe, it } from "vitest"
import { request } from "./MessageSender.contract.js"

const encode = (over: Partial<typeof request>) => JSON.parse(SendRequestBody.encode({ ...request, ...over }))

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

  it("holds no access token", () => {
    assert.notInclude(SendRequestBody.encode(request), "EAAG")
  })
})
