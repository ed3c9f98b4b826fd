import { assert } from "@effect/vitest"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SendRequestBody from "@ektola/adapters/whatsapp/SendRequestBody"
import { beforeEach, describe, it } from "vitest"
import * as sender from "../whatsapp/MessageSender.contract.js"
import { account, ask, component, message, post, recipient, template, text } from "./world.js"

describe("the simulator is as strict as WhatsApp", () => {
  let simulator: Simulator.Simulator
  beforeEach(() => {
    simulator = Simulator.make({ deliver: async () => 200 })
    simulator.register(account)
  })

  it("accepts a right message with WhatsApp's answer", async () => {
    const response = await simulator.handle(post(message({ to: "+91 (98000) 0-0001" })))
    assert.strictEqual(response.status, 200)
    assert.strictEqual(response.headers.get("facebook-api-version"), "v25.0")
    const body = await response.json() as { readonly messages: ReadonlyArray<{ readonly id: string }> }
    assert.match(body.messages[0]!.id, /^wamid\.[A-Za-z0-9+/]+=*$/)
    assert.deepStrictEqual<unknown>(body, {
      messaging_product: "whatsapp",
      contacts: [{ input: "+91 (98000) 0-0001", wa_id: "919800000001" }],
      messages: [{ id: body.messages[0]!.id, message_status: "accepted" }]
    })
    await simulator.close()
  })

  it("gives each accepted message an id of its own", async () => {
    const id = async () => {
      const body = await (await simulator.handle(post(message()))).json() as {
        readonly messages: ReadonlyArray<{ readonly id: string }>
      }
      return body.messages[0]!.id
    }
    assert.strictEqual(new Set([await id(), await id(), await id()]).size, 3)
  })

  const requests: ReadonlyArray<readonly [string, () => Request, string]> = [
    ["no version in the path", () => post(message(), { path: "/200000000000001/messages" }), "400 2500"],
    ["an unknown path", () => post(message(), { path: "/v25.0/200000000000001/marketing" }), "400 2500"],
    ["GET", () => new Request("https://graph.facebook.com/v25.0/200000000000001/messages"), "400 2500"],
    ["no token", () => post(message(), { token: null }), "401 190"],
    ["an unknown token", () => post(message(), { token: "EAAG-other" }), "401 190"],
    ["an unknown number", () => post(message(), { path: "/v25.0/200000000000099/messages" }), "400 100/33"],
    ["a body that is no JSON", () => post("{"), "400 100"],
    ["a body that is a list", () => post([]), "400 100"],
    ["another content type", () => post(message(), { contentType: "text/plain" }), "400 100"]
  ]
  it.each(requests)("%s", async (_, request, expected) => assert.strictEqual(await ask(simulator, request()), expected))

  const withBody = (...parameters: ReadonlyArray<unknown>) =>
    message({ template: template({ components: [component("header", text("a")), component("body", ...parameters)] }) })
  const named = (...parameters: ReadonlyArray<unknown>) =>
    message({
      template: { name: "named", language: { code: "en" }, components: [component("body", ...parameters)] }
    })
  const namedText = (name: unknown, value: string) => ({ ...text(value), parameter_name: name })
  const withButtons = (...components: ReadonlyArray<unknown>) =>
    message({ template: { name: "buttons", language: { code: "en" }, components } })
  const link = (index: unknown, over: object = {}) => ({
    type: "button",
    sub_type: "url",
    index,
    parameters: [text("GL-1")],
    ...over
  })
  const code = (index: unknown, value = "DIWALI10") => ({
    type: "button",
    sub_type: "copy_code",
    index,
    parameters: [{ type: "coupon_code", coupon_code: value }]
  })
  const reply = (index: unknown, payload: string) => ({
    type: "button",
    sub_type: "quick_reply",
    index,
    parameters: [{ type: "payload", payload }]
  })
  const other = (name: string, over: object = {}) => message({ template: { name, language: { code: "en" } }, ...over })
  const bsuid = { to: undefined, recipient: "IN.10000000000000000007" }

  const bodies: ReadonlyArray<readonly [string, object, string]> = [
    ["no messaging_product", message({ messaging_product: undefined }), "400 100"],
    ["a group", message({ recipient_type: "group" }), "400 100"],
    ["an unknown key", message({ recipent: "x" }), "400 100"],
    ["no recipient_type", message({ recipient_type: undefined }), "200"],
    ["no address", message({ to: undefined }), "400 100"],
    ["a to that is no number", message({ to: "asha" }), "400 131009"],
    ["a to that is too short", message({ to: "+9198" }), "400 131009"],
    ["a to that is a number type", message({ to: 919800000001 }), "400 131009"],
    ["a business-scoped user id", message(bsuid), "200"],
    ["a recipient that is none", message({ to: undefined, recipient: "asha" }), "400 131009"],
    ["to and recipient: to wins", message({ recipient: "asha" }), "200"],
    ["the sender's own number", message({ to: "+919800009001" }), "400 131021"],
    ["a free-form text", message({ type: "text" }), "400 131047"],
    ["no type", message({ type: undefined }), "400 131047"],
    ["another type", message({ type: "sticker" }), "400 131051"],
    ["512 bytes of opaque data", message({ biz_opaque_callback_data: "x".repeat(512) }), "200"],
    ["513 bytes of opaque data", message({ biz_opaque_callback_data: "x".repeat(513) }), "400 100"],
    ["opaque data that is no text", message({ biz_opaque_callback_data: 7 }), "400 100"],
    ["no opaque data", message({ biz_opaque_callback_data: undefined }), "200"],
    ["no template", message({ template: undefined }), "400 131008"],
    ["no template name", message({ template: template({ name: "" }) }), "400 131008"],
    ["no language", message({ template: template({ language: {} }) }), "400 131008"],
    ["an unknown template", message({ template: template({ name: "remindre" }) }), "404 132001"],
    ["another language", message({ template: template({ language: { code: "hi_IN" } }) }), "404 132001"],
    ["a template under review", other("pending"), "404 132001"],
    ["a paused template", other("paused"), "400 132015"],
    ["a disabled template", other("disabled"), "400 132016"],
    ["a template without placeholders", other("plain"), "200"],
    ["a one-time code to a user id", other("code", bsuid), "400 131062"],
    ["components that are no list", message({ template: template({ components: {} }) }), "400 100"],
    ["no components", message({ template: template({ components: undefined }) }), "400 132000"],
    ["one value too few", withBody(text("a")), "400 132000"],
    ["one value too many", withBody(text("a"), text("b"), text("c")), "400 132000"],
    [
      "a component twice",
      message({ template: template({ components: [component("body"), component("body")] }) }),
      "400 131009"
    ],
    [
      "a component that the template has not",
      message({ template: template({ components: [component("footer")] }) }),
      "400 131009"
    ],
    ["buttons with what they need", withButtons(link("2"), code("4")), "200"],
    ["a place that is a number", withButtons(link(2), code(4)), "200"],
    ["a kind in capitals", withButtons(link("2", { sub_type: "URL" }), code("4")), "200"],
    ["a payload for a quick reply", withButtons(link("2"), code("4"), reply("0", "x".repeat(256))), "200"],
    ["a payload that is too long", withButtons(link("2"), code("4"), reply("0", "x".repeat(257))), "400 132005"],
    ["no value for a link", withButtons(code("4")), "400 131008"],
    ["no code to copy", withButtons(link("2")), "400 131008"],
    ["a link without parameters", withButtons(link("2", { parameters: [] }), code("4")), "400 131008"],
    ["an empty value for a link", withButtons(link("2", { parameters: [text("")] }), code("4")), "400 131008"],
    ["two values for a link", withButtons(link("2", { parameters: [text("a"), text("b")] }), code("4")), "400 132000"],
    ["a link with a blank", withButtons(link("2", { parameters: [text("a b")] }), code("4")), "400 132018"],
    [
      "a link that becomes too long",
      withButtons(link("2", { parameters: [text("a".repeat(1990))] }), code("4")),
      "400 132005"
    ],
    ["a code that is too long", withButtons(link("2"), code("4", "x".repeat(16))), "400 132005"],
    [
      "another kind of value for a link",
      withButtons(link("2", { parameters: [{ type: "payload", payload: "x" }] })),
      "400 100"
    ],
    ["a value for a link that takes none", withButtons(link("1"), link("2"), code("4")), "400 132018"],
    [
      "a value for a phone number",
      withButtons(link("2"), code("4"), { ...link("3"), sub_type: "phone_number" }),
      "400 132018"
    ],
    ["a button twice", withButtons(link("2"), link("2"), code("4")), "400 131009"],
    ["a place without a button", withButtons(link("2"), code("4"), link("7")), "400 131009"],
    ["a button of another kind", withButtons(link("2"), code("4"), link("0")), "400 131009"],
    ["a button without a place", withButtons(link(undefined), code("4")), "400 131009"],
    ["an unknown key of a button", withButtons(link("2", { text: "x" }), code("4")), "400 100"],
    ["an empty value", withBody(text("a"), text("")), "400 131008"],
    ["no value", withBody(text("a"), { type: "text" }), "400 131008"],
    ["a line break", withBody(text("a"), text("b\nc")), "400 132018"],
    ["a tab", withBody(text("a"), text("b\tc")), "400 132018"],
    ["three blanks", withBody(text("a"), text("b   c")), "200"],
    ["four blanks", withBody(text("a"), text("b    c")), "400 132018"],
    ["a text that becomes too long", withBody(text("a"), text("ख".repeat(1010))), "400 132005"],
    ["a text as long as allowed", withBody(text("a"), text("ख".repeat(990))), "200"],
    ["another type of value", withBody(text("a"), { type: "currency", text: "b" }), "400 132012"],
    ["an unknown key of a value", withBody(text("a"), { ...text("b"), txt: "b" }), "400 100"],
    ["names for positional placeholders", withBody(namedText("1", "a"), namedText("2", "b")), "400 132012"],
    ["named values in any order", named(namedText("offer", "a"), namedText("name", "b")), "200"],
    ["positions for named placeholders", named(text("a"), text("b")), "400 132012"],
    ["a name that the template has not", named(namedText("offer", "a"), namedText("nom", "b")), "400 132000"]
  ]
  it.each(bodies)("%s", async (_, body, expected) => {
    assert.strictEqual(await ask(simulator, post(body)), expected)
    assert.strictEqual(simulator.seen("token").length, expected === "200" ? 1 : 0)
  })

  it("counts placeholders of the text, each once", async () => {
    simulator.registerTemplate(account.wabaId, {
      name: "twice",
      language: "en",
      category: "UTILITY",
      status: "APPROVED",
      body: "{{1}} and {{2}}, again {{1}}"
    })
    const components = [component("body", text("a"), text("b"))]
    assert.strictEqual(
      await ask(simulator, post(other("twice", { template: { ...other("twice").template, components } }))),
      "200"
    )
  })

  it("a token works for its own numbers only, until it expires or is renewed", async () => {
    simulator.register({ ...account, phoneNumberId: "200000000000002", accessToken: "EAAG-second" })
    assert.strictEqual(await ask(simulator, post(message(), { token: "EAAG-second" })), "400 100/33")
    simulator.expireToken(account.accessToken)
    assert.strictEqual(await ask(simulator, post(message())), "401 190")
    simulator.register({ ...account, accessToken: "EAAG-renewed" })
    assert.strictEqual(await ask(simulator, post(message())), "401 190")
    assert.strictEqual(await ask(simulator, post(message(), { token: "EAAG-renewed" })), "200")
  })

  it("templates belong to one WABA", async () => {
    simulator.register({ ...account, wabaId: "100000000000002", phoneNumberId: "200000000000002", templates: [] })
    const path = "/v25.0/200000000000002/messages"
    assert.strictEqual(await ask(simulator, post(message(), { path })), "404 132001")
  })

  it("logs what it refused and why", async () => {
    await ask(simulator, post(message({ template: template({ name: "remindre" }) })))
    assert.deepInclude(simulator.log()[0], {
      _tag: "Refused",
      code: 132001,
      details: "template name (remindre) does not exist in hi"
    })
  })

  it("accepts what the real sender writes", async () => {
    const { body, header } = { header: [{ name: null, text: "दुकान" }], body: sender.request.template.body }
    const requests: ReadonlyArray<Partial<typeof sender.request>> = [
      { template: { name: "reminder", language: "hi", category: "UTILITY", header, body, buttons: [] } },
      { template: { name: "plain", language: "en", category: "UTILITY", header: [], body: [], buttons: [] } },
      {
        template: {
          name: "named",
          language: "en",
          category: "MARKETING",
          header: [],
          body: [{ name: "offer", text: "10%" }, { name: "name", text: recipient(1) }],
          buttons: []
        }
      },
      {
        template: {
          name: "buttons",
          language: "en",
          category: "MARKETING",
          header: [],
          body: [],
          buttons: [
            { type: "QUICK_REPLY", index: 0, payload: "OPTOUT:MARKETING" },
            { type: "URL", index: 2, text: "GL-1%20%E0%A4%95" },
            { type: "COPY_CODE", index: 4, code: "DIWALI10" }
          ]
        }
      },
      {
        recipient: { _tag: "WaUserId", waUserId: "IN.10000000000000000007" },
        template: { name: "plain", language: "en", category: "UTILITY", header: [], body: [], buttons: [] }
      }
    ]
    for (const over of requests) {
      assert.strictEqual(
        await ask(simulator, post(SendRequestBody.encode({ ...sender.request, ...over }, "messages"))),
        "200"
      )
    }
  })
})
