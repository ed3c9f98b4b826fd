/** What the simulator says to a request that manages templates, in short. */
import { assert } from "@effect/vitest"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import { beforeEach, describe, it } from "vitest"
import { account, ask, post } from "./world.js"

const path = `/v25.0/${account.wabaId}/message_templates`
const body = (text: string, ...examples: ReadonlyArray<string>) =>
  examples.length === 0 ? { type: "BODY", text } : { type: "BODY", text, example: { body_text: [examples] } }
const plain = body("We are open.")
const draft = (over: object = {}) => ({
  name: "opening_hours",
  language: "en",
  category: "UTILITY",
  components: [plain],
  ...over
})
const components = (...components: ReadonlyArray<unknown>) => draft({ components })
const header = (text: string, over: object = {}) => ({ type: "HEADER", format: "TEXT", text, ...over })
const footer = (text: unknown) => ({ type: "FOOTER", text })
const buttons = (...buttons: ReadonlyArray<unknown>) => components(plain, { type: "BUTTONS", buttons })
const reply = (text = "Stop") => ({ type: "QUICK_REPLY", text })
const link = (over: object = {}) => ({ type: "URL", text: "Open", url: "https://example.com/", ...over })
const named = (...params: ReadonlyArray<object>) =>
  draft({
    parameter_format: "named",
    components: [{ type: "body", text: "Dear {{name}}, hello.", example: { body_text_named_params: params } }]
  })

const drafts: ReadonlyArray<readonly [string, object, string]> = [
  ["a right one", draft(), "200"],
  ["an unknown key", draft({ allow_category_change: true }), "400 100"],
  ["no name", draft({ name: undefined }), "400 100"],
  ["a name with capitals", draft({ name: "Opening" }), "400 100"],
  ["a name that is too long", draft({ name: "x".repeat(513) }), "400 100/2388040"],
  ["no language code", draft({ language: "English" }), "400 100"],
  ["an unknown category", draft({ category: "SPAM" }), "400 100"],
  ["a category in small letters", draft({ category: "utility" }), "200"],
  ["a time to live that is too short", draft({ message_send_ttl_seconds: 29 }), "400 100"],
  ["no end of the tries", draft({ message_send_ttl_seconds: -1 }), "200"],
  ["no components", draft({ components: undefined }), "400 100"],
  ["an unknown component", components(plain, { type: "CAROUSEL" }), "400 100"],
  ["a component twice", components(plain, plain), "400 100"],
  ["an unknown key of a component", components({ ...plain, txt: "" }), "400 100"],
  ["no body", components(footer("x")), "400 100/2388072"],
  ["a body as long as allowed", components(body("ख".repeat(1024))), "200"],
  ["a body that is too long", components(body("x".repeat(1025))), "400 100/2388040"],
  ["a placeholder at the start", components(body("{{1}}, we are open.", "Asha")), "400 100/2388299"],
  ["a placeholder at the end", components(body("We are open, {{1}}", "Asha")), "400 100/2388299"],
  ["a placeholder without an example", components(body("Dear {{1}}, hello.")), "400 100/2388072"],
  ["an example too many", components(body("Dear {{1}}, hello.", "a", "b")), "400 100/2388072"],
  ["an empty example", components(body("Dear {{1}}, hello.", "")), "400 100/2388072"],
  ["placeholders side by side", components(body("Dear {{1}} {{2}}, hello.", "a", "b")), "400 100/2388072"],
  ["a skipped placeholder", components(body("Dear {{2}}, hello.", "a")), "400 100/2388072"],
  ["a name among positions", components(body("Dear {{name}}, hello.", "a")), "400 100/2388072"],
  ["as many words as placeholders", components(body("a {{1}} b {{2}} c", "a", "b")), "200"],
  ["fewer words than placeholders", components(body("a {{1}} - {{2}} - {{3}} b", "a", "b", "c")), "400 100/2388293"],
  ["names with examples", named({ param_name: "name", example: "Asha" }), "200"],
  ["names without examples", named(), "400 100/2388072"],
  ["an unknown format of parameters", draft({ parameter_format: "BOTH" }), "400 100"],
  ["a header", components(header("Shop"), plain), "200"],
  ["a header that is too long", components(header("x".repeat(61)), plain), "400 100/2388040"],
  ["a header of two lines", components(header("a\nb"), plain), "400 100/2388047"],
  ["a header with an example", components(header("{{1}}", { example: { header_text: ["a"] } }), plain), "200"],
  ["a header without its example", components(header("{{1}}"), plain), "400 100/2388047"],
  [
    "two placeholders in a header",
    components(header("{{1}} and {{2}}", { example: { header_text: ["a", "b"] } }), plain),
    "400 100/2388047"
  ],
  [
    "a picture with its sample",
    components({ type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } }, plain),
    "200"
  ],
  ["a picture without a sample", components({ type: "HEADER", format: "IMAGE" }, plain), "400 100/2388047"],
  ["an unknown header", components({ type: "HEADER", format: "SOUND" }, plain), "400 100/2388047"],
  ["a footer", components(plain, footer("Reply STOP to opt out")), "200"],
  ["a footer with a placeholder", components(plain, footer("Dear {{1}}")), "400 100/2388073"],
  ["a footer that is too long", components(plain, footer("x".repeat(61))), "400 100/2388040"],
  ["no footer text", components(plain, footer(undefined)), "400 100/2388073"],
  ["ten quick replies", buttons(...Array.from({ length: 10 }, (_, index) => reply(`${index}`))), "200"],
  ["eleven buttons", buttons(...Array.from({ length: 11 }, (_, index) => reply(`${index}`))), "400 100"],
  ["no buttons", buttons(), "400 100"],
  ["an unknown button", buttons({ type: "FLOW", text: "x" }), "400 100"],
  ["a key of another button", buttons({ ...reply(), url: "https://example.com" }), "400 100"],
  ["a button without a text", buttons(reply("")), "400 100"],
  ["a text that is too long", buttons(reply("x".repeat(26))), "400 100/2388040"],
  ["three links", buttons(link(), link(), link()), "400 100"],
  [
    "a link with a variable and an example",
    buttons(link({ url: "https://a.in/{{1}}", example: ["https://a.in/1"] })),
    "200"
  ],
  ["a link with a variable alone", buttons(link({ url: "https://a.in/{{1}}" })), "400 100"],
  [
    "a variable inside a link",
    buttons(link({ url: "https://a.in/{{1}}/x", example: ["https://a.in/1/x"] })),
    "400 100"
  ],
  ["no link", buttons(link({ url: "a.in" })), "400 100"],
  ["a link that is too long", buttons(link({ url: `https://a.in/${"x".repeat(2000)}` })), "400 100/2388040"],
  ["a number to call", buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: "+919800009001" }), "200"],
  ["no number to call", buttons({ type: "PHONE_NUMBER", text: "Call", phone_number: "asha" }), "400 100"],
  ["a code to copy", buttons({ type: "COPY_CODE", example: "DIWALI10" }), "200"],
  ["a code that is too long", buttons({ type: "COPY_CODE", example: "x".repeat(16) }), "400 100/2388040"],
  ["no code to copy", buttons({ type: "COPY_CODE" }), "400 100"],
  ["quick replies on both sides", buttons(reply("a"), link(), reply("b")), "400 100"],
  ["quick replies first", buttons(reply("a"), reply("b"), link()), "200"]
]

describe("the simulator reviews a template as strictly as WhatsApp", () => {
  let simulator: Simulator.Simulator
  beforeEach(() => {
    simulator = Simulator.make({ deliver: async () => 200 })
    simulator.register(account)
  })

  it.each(drafts)("%s", async (_, draft, expected) => {
    assert.strictEqual(await ask(simulator, post(draft, { path })), expected)
  })

  const get = (path: string) =>
    ask(
      simulator,
      new Request(`https://graph.facebook.com/v25.0/${path}`, {
        headers: { authorization: `Bearer ${account.accessToken}` }
      })
    )

  const requests: ReadonlyArray<readonly [string, string]> = [
    [`${account.wabaId}/message_templates?fields=name,statos`, "400 100"],
    [`${account.wabaId}/message_templates?after=MjQZD`, "400 100"],
    [`${account.wabaId}/message_templates?limit=0`, "400 100"],
    [`${account.wabaId}/message_templates?status=approved&limit=1`, "200"],
    [`${account.phoneNumberId}?fields=quality`, "400 100"],
    [`${account.phoneNumberId}`, "200"],
    ["debug_token", "400 100"],
    ["debug_tokens", "400 2500"],
    ["300000000009999", "400 100/33"],
    [`${account.phoneNumberId}/media`, "400 2500"]
  ]
  it.each(requests)("GET %s", async (path, expected) => assert.strictEqual(await get(path), expected))

  it("an upload that is no form, or not WhatsApp's", async () => {
    const path = `/v25.0/${account.phoneNumberId}/media`
    assert.strictEqual(await ask(simulator, post({}, { path })), "400 100")
    const upload = (form: FormData | string) =>
      ask(
        simulator,
        new Request(`https://graph.facebook.com${path}`, {
          method: "POST",
          headers: {
            authorization: `Bearer ${account.accessToken}`,
            ...(typeof form === "string" ? { "content-type": "multipart/form-data; boundary=x" } : {})
          },
          body: form
        })
      )
    assert.strictEqual(await upload("--y"), "400 100")
    const form = new FormData()
    assert.strictEqual(await upload(form), "400 100")
    form.set("messaging_product", "whatsapp")
    assert.strictEqual(await upload(form), "400 100")
    form.set("file", new File(["x"], "a.png", { type: "image/png" }))
    assert.strictEqual(await upload(form), "400 100")
    form.set("type", "image/png")
    assert.strictEqual(await upload(form), "200")
  })

  it("a marketing message has fields of its own, which the other endpoint refuses", async () => {
    const path = `/v25.0/${account.phoneNumberId}/marketing_messages`
    const message = (over: object) => ({
      messaging_product: "whatsapp",
      to: "+919800000001",
      type: "template",
      template: { name: "named", language: { code: "en" }, components: [] },
      ...over
    })
    const parameters = [
      { type: "text", parameter_name: "name", text: "Asha" },
      { type: "text", parameter_name: "offer", text: "10%" }
    ]
    const right = { template: { name: "named", language: { code: "en" }, components: [{ type: "body", parameters }] } }
    const policy = { ...right, product_policy: "STRICT", message_activity_sharing: false }
    assert.strictEqual(await ask(simulator, post(message(policy), { path })), "200")
    assert.strictEqual(await ask(simulator, post(message(policy))), "400 100")
    assert.strictEqual(await ask(simulator, post(message({ ...right, product_policy: "ANY" }), { path })), "400 100")
    const sharing = { ...right, message_activity_sharing: "yes" }
    assert.strictEqual(await ask(simulator, post(message(sharing), { path })), "400 100")
  })
})
