/**
 * What every transport of the Business Management API must do, with every fixture of its answers.
 */
import { assert } from "@effect/vitest"
import * as BusinessManagement from "@ektola/domain/ports/BusinessManagement"
import type { ManagementError } from "@ektola/domain/ports/ManagementError"
import type { TemplateDraft } from "@ektola/domain/ports/WhatsAppTemplate"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { afterAll, beforeAll, describe, it } from "vitest"
import * as fixtures from "./fixtures.js"
import type { Reply } from "./listen.js"
import { record } from "./spans.js"

export interface Received {
  readonly method: string
  readonly url: string
  readonly authorization: string | null
  readonly contentType: string | null
  readonly body: string
}

/** Somebody who gives the answers that were said, in turn, the last one for ever, and remembers the requests. */
export interface Stage {
  readonly baseUrl: string
  readonly layer: Layer.Layer<BusinessManagement.BusinessManagement>
  readonly answer: (...replies: ReadonlyArray<Reply>) => void
  readonly received: () => ReadonlyArray<Received>
  readonly close: () => Promise<void>
}

const accessToken = "EAAG-made-up-token"
const token = Redacted.make(accessToken)
const wabaId = WabaId.make("100000000000001")
const phoneNumberId = PhoneNumberId.make("200000000000001")

export const draft: TemplateDraft = {
  name: "diwali_offer",
  language: "hi",
  category: "MARKETING",
  parameterFormat: "NAMED",
  timeToLiveSeconds: 43_200,
  header: { format: "TEXT", text: "{{shop}}" },
  body: "नमस्ते {{first_name}}, दिवाली पर {{discount}} की छूट मिलेगी।",
  footer: "Reply STOP to opt out",
  buttons: [
    { type: "URL", text: "See offers", url: "https://example.com/o/{{code}}" },
    { type: "COPY_CODE", code: "DIWALI10" },
    { type: "QUICK_REPLY", text: "Stop promotions", payload: "OPTOUT:MARKETING" }
  ],
  examples: { shop: "Test Jewellers", first_name: "आशा", discount: "10%", code: "c 42" }
}

const errorReply = (httpStatus: number, error: unknown, headers: Record<string, string> = {}): Reply => ({
  httpStatus,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ error })
})
const json = (body: unknown, httpStatus = 200): Reply => ({
  httpStatus,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body)
})

/** A failure without its texts. */
const inShort = (error: ManagementError): string => {
  switch (error._tag) {
    case "ManagementRefused":
      return `Refused ${error.class} ${error.code}/${error.subcode}`
    case "ManagementRateLimited":
      return `RateLimited ${error.class} ${error.code}` +
        (error.retryAfter === null ? "" : ` after ${Duration.toSeconds(error.retryAfter)} s`)
    case "ManagementUnavailable":
      return `Unavailable${error.surelyNotDone ? " not done" : ""}` +
        (error.retryAfter === null ? "" : ` after ${Duration.toSeconds(error.retryAfter)} s`)
  }
}

/** The fixtures that are tested below by name. */
const answered = [
  "debug-token-ok.json",
  "template-create-error-2388299.json",
  "template-create-ok.json",
  "templates-list-last-page.json",
  "templates-list-page.json"
]

export const suite = (name: string, open: () => Promise<Stage>) =>
  describe(`BusinessManagement over ${name}`, () => {
    let stage: Stage
    let runtime: ManagedRuntime.ManagedRuntime<BusinessManagement.BusinessManagement, never>
    beforeAll(async () => {
      stage = await open()
      runtime = ManagedRuntime.make(stage.layer)
    })
    afterAll(async () => {
      await runtime.dispose()
      await stage.close()
    })
    type Use<A> = (api: BusinessManagement.Service) => Effect.Effect<A, ManagementError>
    const attempt = <A>(use: Use<A>) =>
      runtime.runPromise(Effect.either(Effect.flatMap(BusinessManagement.BusinessManagement, use)))
    const succeed = async <A>(use: Use<A>): Promise<A> => Either.getOrThrow(await attempt(use))
    const fail = async <A>(use: Use<A>): Promise<ManagementError> => Either.getOrThrow(Either.flip(await attempt(use)))
    /** The requests of a call. */
    const seen = async <A>(use: Use<A>) => {
      const before = stage.received().length
      await attempt(use)
      return stage.received().slice(before)
    }
    const urlOf = (path: string) => `${stage.baseUrl}/v25.0/${path}`
    const get = (path: string) => ({
      method: "GET",
      url: urlOf(path),
      authorization: `Bearer ${accessToken}`,
      contentType: null,
      body: ""
    })
    const post = (path: string, contentType: string | null, body: string) => ({
      ...get(path),
      method: "POST",
      contentType,
      body
    })

    it("has a test for each fixture of an answer", () => {
      const prefixes = ["debug-token", "template-create", "templates-list"]
      assert.deepStrictEqual(prefixes.flatMap(fixtures.names), answered)
    })

    const list: Use<unknown> = (api) => api.listTemplates(token, wabaId, null)
    const fields = "id%2Cname%2Clanguage%2Cstatus%2Ccategory%2Ccorrect_category%2Cprevious_category" +
      "%2Crejected_reason%2Cquality_score%2Cparameter_format%2Ccomponents"

    it("templates-list-page.json, then templates-list-last-page.json: asks by cursor until no next is there", async () => {
      stage.answer(fixtures.reply("templates-list-page.json"), fixtures.reply("templates-list-last-page.json"))
      const before = stage.received().length
      const templates = await succeed((api) => api.listTemplates(token, wabaId, null))
      assert.deepStrictEqual(stage.received().slice(before), [
        get(`100000000000001/message_templates?fields=${fields}&limit=50`),
        get(`100000000000001/message_templates?fields=${fields}&limit=50&after=MjQZD`)
      ])
      assert.deepStrictEqual(templates.map(({ id, quality, status }) => `${id} ${status} ${quality}`), [
        "300000000000001 APPROVED null",
        "300000000000002 REJECTED null",
        "300000000000003 PAUSED RED",
        "300000000000006 PENDING null"
      ])
      assert.deepStrictEqual(templates[0], {
        id: "300000000000001",
        name: "diwali_offer",
        language: "hi",
        status: "APPROVED",
        category: "MARKETING",
        correctCategory: null,
        previousCategory: null,
        rejectedReason: null,
        quality: null,
        parameterFormat: "NAMED",
        header: { format: "TEXT", text: "Test Jewellers" },
        body: "नमस्ते {{first_name}}, दिवाली पर मेकिंग चार्ज में {{discount}} की छूट मिलेगी।",
        footer: "Reply STOP to opt out",
        buttons: [{ type: "QUICK_REPLY", text: "Stop promotions", url: null, phone: null }]
      })
      assert.strictEqual(templates[1]!.rejectedReason, "INVALID_FORMAT")
      assert.deepInclude(templates[3], { category: "UTILITY", correctCategory: "MARKETING" })
    })

    it("lists those of one name", async () => {
      stage.answer(fixtures.reply("templates-list-last-page.json"))
      const requests = await seen((api) => api.listTemplates(token, wabaId, "diwali_offer"))
      assert.deepStrictEqual(requests.map(({ url }) => url), [
        urlOf(`100000000000001/message_templates?fields=${fields}&limit=50&name=diwali_offer`)
      ])
    })

    it("fails the whole list when a page fails, and ends a list that has no end", async () => {
      stage.answer(fixtures.reply("templates-list-page.json"), fixtures.reply("send-error-html-502.json"))
      assert.strictEqual(inShort(await fail(list)), "Unavailable")
      stage.answer(fixtures.reply("templates-list-page.json"))
      const before = stage.received().length
      assert.strictEqual(inShort(await fail(list)), "Unavailable")
      assert.strictEqual(stage.received().length - before, 200)
    })

    it("leaves out what could be matched with nothing, and takes words and parts that are new", async () => {
      stage.answer(json({
        data: [
          { name: "a", language: "en" },
          null,
          { id: 300000000000009, name: "b", language: "en", status: "sleeping", components: [{ type: "CAROUSEL" }] }
        ]
      }))
      const templates = await succeed((api) => api.listTemplates(token, wabaId, null))
      assert.strictEqual(templates.length, 1)
      assert.deepInclude(templates[0], { id: "300000000000009", status: "SLEEPING", body: null, header: null })
    })

    it("gets one template by id", async () => {
      const { data } = JSON.parse(fixtures.reply("templates-list-page.json").body) as { data: ReadonlyArray<unknown> }
      stage.answer(json(data[0]))
      const one: Use<unknown> = (api) => api.getTemplate(token, "300000000000001")
      assert.deepInclude(await succeed(one), { id: "300000000000001", name: "diwali_offer" })
      assert.deepStrictEqual(await seen(one), [get(`300000000000001?fields=${fields}`)])
    })

    it("asks for nothing by an id that would be another path", async () => {
      for (const id of ["../1", "1/unpause", "", "1?fields=x", "."]) {
        assert.deepStrictEqual(await seen((api) => api.getTemplate(token, id)), [])
        assert.strictEqual(inShort(await fail((api) => api.getTemplate(token, id))), "Refused MESSAGE null/null")
      }
    })

    it("template-create-ok.json: hands in all parts with examples, once", async () => {
      stage.answer(fixtures.reply("template-create-ok.json"))
      const create: Use<unknown> = (api) => api.createTemplate(token, wabaId, draft)
      assert.deepStrictEqual(await succeed(create), {
        id: "300000000000007",
        status: "PENDING",
        category: "MARKETING"
      })
      const [request, ...others] = await seen(create)
      assert.deepStrictEqual(others, [])
      assert.deepStrictEqual<unknown>({ ...request, body: JSON.parse(request!.body) }, {
        ...post("100000000000001/message_templates", "application/json", ""),
        body: {
          name: "diwali_offer",
          language: "hi",
          category: "MARKETING",
          parameter_format: "NAMED",
          components: [
            {
              type: "HEADER",
              format: "TEXT",
              text: "{{shop}}",
              example: { header_text_named_params: [{ param_name: "shop", example: "Test Jewellers" }] }
            },
            {
              type: "BODY",
              text: draft.body,
              example: {
                body_text_named_params: [
                  { param_name: "first_name", example: "आशा" },
                  { param_name: "discount", example: "10%" }
                ]
              }
            },
            { type: "FOOTER", text: "Reply STOP to opt out" },
            {
              type: "BUTTONS",
              buttons: [
                {
                  type: "URL",
                  text: "See offers",
                  url: "https://example.com/o/{{1}}",
                  example: ["https://example.com/o/c%2042"]
                },
                { type: "COPY_CODE", example: "DIWALI10" },
                { type: "QUICK_REPLY", text: "Stop promotions" }
              ]
            }
          ],
          message_send_ttl_seconds: 43_200
        }
      })
    })

    it("writes positional examples in the order of the numbers, and its name where one is missing", async () => {
      stage.answer(fixtures.reply("template-create-ok.json"))
      const [request] = await seen((api) =>
        api.createTemplate(token, wabaId, {
          ...draft,
          parameterFormat: "POSITIONAL",
          header: { format: "IMAGE", handle: "4::aW" },
          body: "On {{2}}, dear {{1}}, bring {{3}} along.",
          footer: null,
          buttons: [{ type: "PHONE_NUMBER", text: "Call", phone: "+919800009001" as never }],
          examples: { 1: "Asha", 2: "5 March" },
          timeToLiveSeconds: null
        })
      )
      const body = JSON.parse(request!.body) as { readonly components: unknown }
      assert.notProperty(body, "message_send_ttl_seconds")
      assert.deepStrictEqual<unknown>(body.components, [
        { type: "HEADER", format: "IMAGE", example: { header_handle: ["4::aW"] } },
        {
          type: "BODY",
          text: "On {{2}}, dear {{1}}, bring {{3}} along.",
          example: { body_text: [["Asha", "5 March", "3"]] }
        },
        { type: "BUTTONS", buttons: [{ type: "PHONE_NUMBER", text: "Call", phone_number: "+919800009001" }] }
      ])
    })

    it("template-create-error-2388299.json: a refusal with the subcode as its code", async () => {
      stage.answer(fixtures.reply("template-create-error-2388299.json"))
      const error = await fail((api) => api.createTemplate(token, wabaId, draft))
      assert.deepInclude(error, {
        _tag: "ManagementRefused",
        operation: "createTemplate",
        class: "TEMPLATE",
        code: 2388299,
        subcode: 2388299,
        reason: "Made-up message: move the variables away from the edges.",
        traceId: "AMadeUpTraceId2388299"
      })
    })

    it("edits only what is given", async () => {
      stage.answer(json({ success: true }))
      const [request] = await seen((api) =>
        api.editTemplate(token, "300000000000001", { category: "UTILITY", content: null, timeToLiveSeconds: null })
      )
      assert.deepStrictEqual(request, post("300000000000001", "application/json", "{\"category\":\"UTILITY\"}"))
    })

    it("deletes one language by id and name, or all by name; ends a pause", async () => {
      stage.answer(json({ success: true }))
      const one = await seen((api) => api.deleteTemplate(token, wabaId, { name: "a", templateId: "300000000000001" }))
      const all = await seen((api) => api.deleteTemplate(token, wabaId, { name: "a", templateId: null }))
      const unpaused = await seen((api) => api.unpauseTemplate(token, "300000000000001"))
      assert.deepStrictEqual([...one, ...all].map(({ method, url }) => `${method} ${url}`), [
        `DELETE ${urlOf("100000000000001/message_templates?hsm_id=300000000000001&name=a")}`,
        `DELETE ${urlOf("100000000000001/message_templates?name=a")}`
      ])
      assert.deepStrictEqual(unpaused, [post("300000000000001/unpause", null, "")])
    })

    it("a success that is false is a refusal with its reason", async () => {
      stage.answer(json({ success: false, reason: "too early" }))
      const error = await fail((api) => api.unpauseTemplate(token, "300000000000001"))
      assert.deepInclude(error, { _tag: "ManagementRefused", reason: "too early", code: null })
    })

    it("uploads a file as a form, byte for byte", async () => {
      stage.answer(json({ id: "700000000000001" }))
      const media = {
        content: Uint8Array.from([0, 13, 10, 255, 45, 45]),
        mimeType: "image/png",
        filename: "diwali \"sale\"\r\n.png"
      }
      const before = stage.received().length
      assert.strictEqual(await succeed((api) => api.uploadMedia(token, phoneNumberId, media)), "700000000000001")
      const [request, ...others] = stage.received().slice(before)
      assert.deepStrictEqual(others, [])
      assert.strictEqual(request!.url, urlOf("200000000000001/media"))
      const form = await new Response(Buffer.from(request!.body, "latin1"), {
        headers: { "content-type": request!.contentType! }
      }).formData()
      const file = form.get("file") as File
      assert.deepStrictEqual([form.get("messaging_product"), form.get("type"), file.type], [
        "whatsapp",
        "image/png",
        "image/png"
      ])
      assert.include(file.name, "diwali")
      assert.deepStrictEqual(new Uint8Array(await file.arrayBuffer()), media.content)
    })

    it("debug-token-ok.json: what a token may do, and for how long", async () => {
      stage.answer(fixtures.reply("debug-token-ok.json"))
      const inspect: Use<unknown> = (api) => api.debugToken(token, Redacted.make("EAAG-inspected"))
      assert.deepStrictEqual(await succeed(inspect), {
        isValid: true,
        reason: null,
        appId: "500000000000001",
        type: "SYSTEM_USER",
        issuedAt: DateTime.unsafeMake(1_795_564_800_000),
        expiresAt: null,
        dataAccessExpiresAt: null,
        scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
        wabaIds: ["100000000000001"]
      })
      assert.deepStrictEqual(await seen(inspect), [get("debug_token?input_token=EAAG-inspected")])
    })

    it("a token that is not valid is an answer; an answer that does not say is none", async () => {
      const inspect = (api: BusinessManagement.Service) => api.debugToken(token, token)
      stage.answer(json({ data: { is_valid: false, expires_at: 1_795_564_800, error: { message: "expired" } } }))
      assert.deepInclude(await succeed(inspect), {
        isValid: false,
        reason: "expired",
        expiresAt: DateTime.unsafeMake(1_795_564_800_000),
        scopes: [],
        wabaIds: []
      })
      stage.answer(json({ data: {} }))
      assert.strictEqual(inShort(await fail(inspect)), "Unavailable")
    })

    it("subscribes the app, and lists who hears the webhooks", async () => {
      stage.answer(json({ success: true }))
      assert.deepStrictEqual(await seen((api) => api.subscribeApp(token, wabaId)), [
        post("100000000000001/subscribed_apps", null, "")
      ])
      stage.answer(json({
        data: [
          { whatsapp_business_api_data: { id: "500000000000001", name: "Test App" } },
          { override_callback_uri: "https://example.com/hook" }
        ]
      }))
      assert.deepStrictEqual(await succeed((api) => api.listSubscribedApps(token, wabaId)), [
        { id: "500000000000001", name: "Test App", callbackUrl: null },
        { id: null, name: null, callbackUrl: "https://example.com/hook" }
      ])
    })

    it("reads how a number stands, with everything optional", async () => {
      const read: Use<unknown> = (api) => api.getPhoneNumber(token, phoneNumberId)
      stage.answer(json({
        display_phone_number: "+91 98000 09001",
        quality_rating: "green",
        throughput: { level: "STANDARD" },
        status: "SHADOWED",
        name_status: "APPROVED",
        id: "200000000000001"
      }))
      assert.deepStrictEqual(await succeed(read), {
        displayPhoneNumber: "+91 98000 09001",
        verifiedName: null,
        quality: "GREEN",
        throughput: "STANDARD",
        status: "SHADOWED",
        nameStatus: "APPROVED",
        codeVerificationStatus: null
      })
      assert.deepStrictEqual(await seen(read), [
        get(
          "200000000000001?fields=display_phone_number%2Cverified_name%2Cquality_rating%2Cthroughput%2Cstatus" +
            "%2Cname_status%2Ccode_verification_status"
        )
      ])
      stage.answer(json({}))
      assert.deepInclude(await succeed(read), { status: null, quality: null, throughput: null })
    })

    const tiers: ReadonlyArray<readonly [unknown, BusinessManagement.MessagingLimit]> = [
      ["TIER_250", { _tag: "Limited", tier: "TIER_250", persons: 250 }],
      ["TIER_2K", { _tag: "Limited", tier: "TIER_2K", persons: 2_000 }],
      ["TIER_100K", { _tag: "Limited", tier: "TIER_100K", persons: 100_000 }],
      [2000, { _tag: "Limited", tier: "2000", persons: 2_000 }],
      ["TIER_UNLIMITED", { _tag: "Unlimited", tier: "TIER_UNLIMITED" }],
      [-1, { _tag: "Unlimited", tier: "-1" }],
      ["TIER_GALACTIC", { _tag: "Unknown", tier: "TIER_GALACTIC" }],
      [undefined, { _tag: "Unknown", tier: null }]
    ]
    it.each(tiers)("a messaging limit of %s", async (tier, expected) => {
      const read: Use<unknown> = (api) => api.getMessagingLimit(token, phoneNumberId)
      stage.answer(json({ whatsapp_business_manager_messaging_limit: tier }))
      assert.deepStrictEqual(await succeed(read), expected)
      assert.deepStrictEqual(await seen(read), [
        get("200000000000001?fields=whatsapp_business_manager_messaging_limit")
      ])
    })

    const usage = (minutes: number) => ({
      "x-business-use-case-usage": JSON.stringify({
        "100000000000001": [
          { type: "whatsapp", call_count: 100, estimated_time_to_regain_access: 0 },
          { type: "management", estimated_time_to_regain_access: minutes }
        ]
      })
    })
    const failures: ReadonlyArray<readonly [string, Reply, string]> = [
      ["a revoked token", fixtures.reply("send-error-190.json"), "Refused ACCOUNT 190/463"],
      ["an object out of reach", fixtures.reply("send-error-100-subcode-33.json"), "Refused ACCOUNT 33/33"],
      [
        "a used-up budget, with its time",
        fixtures.reply("send-error-80007.json"),
        "RateLimited THROUGHPUT 80007 after 720 s"
      ],
      ["a budget without a time", errorReply(400, { code: 80008 }), "RateLimited THROUGHPUT 80008"],
      ["the app's budget", errorReply(400, { code: 4 }, usage(3)), "RateLimited APP_THROUGHPUT 4 after 180 s"],
      [
        "Retry-After before the budget's time",
        errorReply(429, { code: 4 }, { ...usage(3), "retry-after": "17" }),
        "RateLimited APP_THROUGHPUT 4 after 17 s"
      ],
      [
        "a budget that makes no sense",
        errorReply(400, { code: 4 }, { "x-business-use-case-usage": "{\"1\":[null,{}],\"2\":7}" }),
        "RateLimited APP_THROUGHPUT 4"
      ],
      ["429 with an unknown code", errorReply(429, { code: 999_999 }), "RateLimited THROUGHPUT 999999"],
      ["a 2388xxx as the code itself", errorReply(400, { code: 2388019 }), "Refused TEMPLATE 2388019/null"],
      ["a 2388xxx that is new", errorReply(400, { code: 100, error_subcode: 2388777 }), "Refused MESSAGE 100/2388777"],
      ["maintenance", errorReply(500, { code: 131057 }), "Unavailable not done after 60 s"],
      ["a fault that may have come after the deed", fixtures.reply("send-error-131000.json"), "Unavailable"],
      ["a service that is down", fixtures.reply("send-error-2.json"), "Unavailable"],
      ["HTML", fixtures.reply("send-error-html-502.json"), "Unavailable"],
      ["HTML with 200", { httpStatus: 200, headers: {}, body: "<html></html>" }, "Unavailable"],
      ["half a body", { httpStatus: 200, headers: {}, body: "{\"id\":\"3" }, "Unavailable"],
      ["a list", json([]), "Unavailable"],
      ["an error in a 200", errorReply(200, { code: 100 }), "Refused MESSAGE 100/null"],
      ["no id", json({ status: "PENDING" }), "Unavailable"],
      ["a redirect", { httpStatus: 307, headers: { location: "/elsewhere" }, body: "" }, "Unavailable"],
      ["more than a mebibyte", { httpStatus: 200, headers: {}, body: `{"id":"1"}`.padEnd(1_048_577) }, "Unavailable"]
    ]
    it.each(failures)("%s, told to a create that is made once", async (_, reply, expected) => {
      stage.answer(reply)
      const before = stage.received().length
      assert.strictEqual(inShort(await fail((api) => api.createTemplate(token, wabaId, draft))), expected)
      assert.strictEqual(stage.received().length - before, 1)
    })

    it("a good answer with a budget beside it is a good answer", async () => {
      stage.answer({ ...json({ success: true }), headers: { "content-type": "application/json", ...usage(5) } })
      await succeed((api) => api.subscribeApp(token, wabaId))
    })

    it("keeps both tokens out of every text and span", async () => {
      const inspected = "EAAG inspected/+"
      const repeated = `Malformed access token ${accessToken}, input_token=${inspected} ${
        encodeURIComponent(inspected)
      }`
      const replies = [
        errorReply(401, { code: 190, message: repeated }),
        errorReply(500, { code: 131000, message: repeated })
      ]
      for (const reply of replies) {
        stage.answer(reply)
        const spans = record()
        const error = await fail((api) =>
          Effect.withTracer(api.debugToken(token, Redacted.make(inspected)), spans.tracer)
        )
        assert.include(spans.text(), "BusinessManagement.debugToken")
        const text = `${JSON.stringify(error)} ${error.message} ${String(error.stack)} ${spans.text()}`
        assert.notInclude(text, accessToken)
        assert.notInclude(text, inspected)
        assert.notInclude(text, encodeURIComponent(inspected))
        assert.include(error.message, "Malformed access token [token]")
      }
    })

    it("rejects a token that no header may carry, without a request", async () => {
      const odd = Redacted.make("two\nlines")
      assert.deepStrictEqual(await seen((api) => api.subscribeApp(odd, wabaId)), [])
      assert.strictEqual(inShort(await fail((api) => api.subscribeApp(odd, wabaId))), "Refused ACCOUNT null/null")
    })
  })
