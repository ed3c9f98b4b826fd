/**
 * What every transport of the sender must do, with every `send-*` fixture.
 */
import { assert } from "@effect/vitest"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as MessageSender from "@ektola/domain/ports/MessageSender"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
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
  readonly body: unknown
}

/** Somebody who answers every request with what was said last, and remembers the requests. */
export interface Stage {
  readonly baseUrl: string
  readonly layer: Layer.Layer<MessageSender.MessageSender>
  /** The same with the marketing endpoint on. */
  readonly marketing: Layer.Layer<MessageSender.MessageSender>
  readonly answer: (reply: Reply) => void
  readonly received: () => ReadonlyArray<Received>
  readonly close: () => Promise<void>
}

const accessToken = "EAAG-made-up-token"

export const request: MessageSender.SendRequest = {
  phoneNumberId: PhoneNumberId.make("200000000000001"),
  accessToken: Redacted.make(accessToken),
  recipient: { _tag: "Phone", phone: PhoneNumber.make("+919800000001") },
  template: {
    name: "diwali_offer",
    language: "hi",
    category: "MARKETING",
    header: [],
    body: [{ name: null, text: "आशा" }, { name: null, text: "10%" }],
    buttons: []
  },
  token: "t1.c42.r0001",
  leaveBy: Infinity
}

/** Outcome, class and code that each fixture must come to. */
const expected: Readonly<Record<string, string>> = {
  "send-ok.json": "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwMDEA",
  "send-ok-bsuid.json": "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwNDEA",
  "send-ok-held.json": "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwMDEA held",
  "send-ok-no-message-status.json": "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwMDEA",
  "send-ok-wa-id-differs.json": "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwNDAA",
  "send-error-100.json": "Rejected MESSAGE 100",
  "send-error-100-subcode-33.json": "Rejected ACCOUNT 33",
  "send-error-130429.json": "Rejected THROUGHPUT 130429",
  "send-error-130429-http429.json": "Rejected THROUGHPUT 130429",
  "send-error-131000.json": "Ambiguous",
  "send-error-131031.json": "Rejected POLICY 131031",
  "send-error-131042.json": "Rejected PAYMENT 131042",
  "send-error-131048.json": "Rejected POLICY 131048",
  "send-error-131056.json": "Rejected PAIR 131056",
  "send-error-131063.json": "Rejected TEMPLATE 131063",
  "send-error-132000.json": "Rejected TEMPLATE 132000",
  "send-error-132001.json": "Rejected TEMPLATE 132001",
  "send-error-132015.json": "Rejected TEMPLATE 132015",
  "send-error-134101.json": "Rejected RETRY 134101 after 600 s",
  "send-error-190.json": "Rejected ACCOUNT 190",
  "send-error-2.json": "Ambiguous",
  "send-error-80007.json": "Rejected THROUGHPUT 80007",
  "send-error-html-502.json": "Ambiguous"
}

const inShort = (outcome: MessageSender.SendOutcome | MessageSender.Late): string => {
  switch (outcome._tag) {
    case "Accepted":
      return `Accepted ${outcome.wamid}${outcome.held ? " held" : ""}`
    case "Rejected":
      return `Rejected ${outcome.failure.class} ${outcome.failure.code}` +
        (outcome.retryAfter === null ? "" : ` after ${Duration.toSeconds(outcome.retryAfter)} s`)
    case "NotWritten":
    case "Late":
    case "Ambiguous":
      return outcome._tag
  }
}

const ok = fixtures.reply("send-ok.json")
const error = (httpStatus: number, error: unknown, headers: Record<string, string> = {}): Reply => ({
  httpStatus,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ error })
})

export const suite = (name: string, open: () => Promise<Stage>) =>
  describe(`MessageSender over ${name}`, () => {
    let stage: Stage
    let runtime: ManagedRuntime.ManagedRuntime<MessageSender.MessageSender, never>
    let marketing: ManagedRuntime.ManagedRuntime<MessageSender.MessageSender, never>
    beforeAll(async () => {
      stage = await open()
      runtime = ManagedRuntime.make(stage.layer)
      marketing = ManagedRuntime.make(stage.marketing)
    })
    afterAll(async () => {
      await runtime.dispose()
      await marketing.dispose()
      await stage.close()
    })
    const send = (over: Partial<MessageSender.SendRequest> = {}) =>
      runtime.runPromise(
        Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send({ ...request, ...over }))
      )
    const answered = (reply: Reply) => {
      stage.answer(reply)
      return send()
    }

    it("has an expected outcome for each send fixture", () => {
      assert.deepStrictEqual(fixtures.names("send-"), Object.keys(expected).sort())
    })

    for (const [file, outcome] of Object.entries(expected)) {
      it(`${file} is ${outcome}, to one right request`, async () => {
        const before = stage.received().length
        assert.strictEqual(inShort(await answered(fixtures.reply(file))), outcome)
        assert.deepStrictEqual(stage.received().slice(before), [posted("messages", message())])
      })
    }

    it("tells how each of many ended, once, by its place, and ends with the last of them", async () => {
      stage.answer(ok)
      const before = stage.received().length
      const requests = [
        { ...request, token: "t1.c42.r0001" },
        { ...request, accessToken: Redacted.make("") },
        { ...request, token: "t1.c42.r0003" },
        { ...request, leaveBy: 0 }
      ]
      const told = new Map<number, ReadonlyArray<string>>()
      const tell = (place: number, outcome: MessageSender.SendOutcome | MessageSender.Late): void => {
        told.set(place, [...told.get(place) ?? [], inShort(outcome)])
      }
      const sendAll = (all: ReadonlyArray<MessageSender.SendRequest>) =>
        runtime.runPromise(Effect.flatMap(MessageSender.MessageSender, (sender) => sender.sendAll(all, tell)))
      await sendAll(requests)
      const accepted = "Accepted wamid.HRgMTUFERS1VUC1JRC0wMDAwMDEA"
      assert.deepStrictEqual(
        [...told].toSorted(([a], [b]) => a - b),
        [[0, [accepted]], [1, ["Rejected ACCOUNT null"]], [2, [accepted]], [3, ["Late"]]]
      )
      assert.deepStrictEqual(
        stage.received().slice(before).map(({ body }) =>
          (body as { biz_opaque_callback_data: string }).biz_opaque_callback_data
        ).toSorted(),
        ["t1.c42.r0001", "t1.c42.r0003"]
      )
      await sendAll([])
      assert.strictEqual(told.size, 4)
    })

    const posted = (endpoint: string, body: object): Received => ({
      method: "POST",
      url: `${stage.baseUrl}/v25.0/200000000000001/${endpoint}`,
      authorization: `Bearer ${accessToken}`,
      contentType: "application/json",
      body
    })
    const message = (over: object = {}, components: ReadonlyArray<object> = plain) => ({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "+919800000001",
      type: "template",
      biz_opaque_callback_data: "t1.c42.r0001",
      template: { name: "diwali_offer", language: { code: "hi" }, components },
      ...over
    })
    const plain = [{ type: "body", parameters: [{ type: "text", text: "आशा" }, { type: "text", text: "10%" }] }]
    const { template } = request

    const requests: ReadonlyArray<readonly [string, Partial<MessageSender.SendRequest>, object]> = [
      [
        "a person without a number by user id, and without to",
        { recipient: { _tag: "WaUserId", waUserId: "IN.10000000000000000007" } },
        { ...message({ recipient: "IN.10000000000000000007" }), to: undefined }
      ],
      [
        "a picture by id, named values, and buttons",
        {
          template: {
            ...template,
            header: [{ type: "IMAGE", source: { id: "700000000000001" } }],
            body: [{ name: "first_name", text: "आशा" }, { name: "discount", text: "10%" }],
            buttons: [
              { type: "URL", index: 0, text: "c42-r0001" },
              { type: "COPY_CODE", index: 1, code: "DIWALI10" },
              { type: "QUICK_REPLY", index: 2, payload: "OPTOUT:MARKETING" }
            ]
          }
        },
        message({}, [
          { type: "header", parameters: [{ type: "image", image: { id: "700000000000001" } }] },
          {
            type: "body",
            parameters: [
              { type: "text", parameter_name: "first_name", text: "आशा" },
              { type: "text", parameter_name: "discount", text: "10%" }
            ]
          },
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
            index: "2",
            parameters: [{ type: "payload", payload: "OPTOUT:MARKETING" }]
          }
        ])
      ],
      [
        "a video by its address",
        { template: { ...template, header: [{ type: "VIDEO", source: { link: "https://example.com/a.mp4" } }] } },
        message({}, [
          { type: "header", parameters: [{ type: "video", video: { link: "https://example.com/a.mp4" } }] },
          ...plain
        ])
      ],
      [
        "a document with its name",
        {
          template: {
            ...template,
            header: [{ type: "DOCUMENT", source: { id: "700000000000002" }, filename: "receipt.pdf" }]
          }
        },
        message({}, [
          {
            type: "header",
            parameters: [{ type: "document", document: { id: "700000000000002", filename: "receipt.pdf" } }]
          },
          ...plain
        ])
      ],
      [
        "a document without a name",
        {
          template: {
            ...template,
            header: [{ type: "DOCUMENT", source: { link: "https://example.com/a.pdf" }, filename: null }]
          }
        },
        message({}, [
          { type: "header", parameters: [{ type: "document", document: { link: "https://example.com/a.pdf" } }] },
          ...plain
        ])
      ],
      [
        "a header text with a name",
        { template: { ...template, header: [{ name: "shop", text: "दुकान" }] } },
        message({}, [
          { type: "header", parameters: [{ type: "text", parameter_name: "shop", text: "दुकान" }] },
          ...plain
        ])
      ],
      [
        "nothing but the name, where nothing has values",
        { template: { ...template, body: [] } },
        message({}, [])
      ]
    ]
    it.each(requests)("writes %s", async (_, over, body) => {
      stage.answer(ok)
      const before = stage.received().length
      await send(over)
      assert.deepStrictEqual(stage.received().slice(before), [posted("messages", JSON.parse(JSON.stringify(body)))])
    })

    it("takes the marketing endpoint for MARKETING only, and only when that is on", async () => {
      stage.answer(ok)
      const before = stage.received().length
      const sendMarketing = (over: Partial<MessageSender.SendRequest>) =>
        marketing.runPromise(
          Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send({ ...request, ...over }))
        )
      await sendMarketing({})
      await sendMarketing({ template: { ...template, category: "UTILITY" } })
      assert.deepStrictEqual(stage.received().slice(before), [
        posted("marketing_messages", message({ product_policy: "CLOUD_API_FALLBACK" })),
        posted("messages", message())
      ])
    })

    it("shows no token and no text of a message in its spans", async () => {
      const spans = record()
      stage.answer(fixtures.reply("send-error-190.json"))
      await runtime.runPromise(
        Effect.flatMap(MessageSender.MessageSender, (sender) => sender.send(request)).pipe(
          Effect.withSpan("the caller's"),
          Effect.withTracer(spans.tracer)
        )
      )
      const told = spans.text()
      assert.include(told, "the caller's")
      for (const secret of [accessToken, "+919800000001", "आशा"]) assert.notInclude(told, secret)
    })

    it("tells reason, code and trace id of a rejection", async () => {
      assert.deepStrictEqual(await answered(fixtures.reply("send-error-132001.json")), {
        _tag: "Rejected",
        failure: {
          class: "TEMPLATE",
          code: 132001,
          reason: "template name (diwali_offer) does not exist in ta",
          traceId: "AMadeUpTraceId0132001"
        },
        retryAfter: null
      })
    })

    it("honours Retry-After in seconds, and believes nothing else there", async () => {
      const limited = { code: 130429, message: "(#130429) Rate limit hit" }
      assert.strictEqual(
        inShort(await answered(error(429, limited, { "retry-after": "17" }))),
        "Rejected THROUGHPUT 130429 after 17 s"
      )
      assert.strictEqual(
        inShort(await answered(error(429, limited, { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }))),
        "Rejected THROUGHPUT 130429"
      )
    })

    it("keeps the access token out of every text, even when WhatsApp repeats it", async () => {
      const malformed = { code: 190, message: `Malformed access token ${accessToken}` }
      const rejected = await answered(error(401, malformed))
      assert.deepInclude(rejected, { _tag: "Rejected" })
      assert.notInclude(JSON.stringify(rejected), accessToken)
      assert.include(JSON.stringify(rejected), "Malformed access token [token]")
      const ambiguous = await answered(error(500, { ...malformed, code: 131000 }))
      assert.deepStrictEqual(ambiguous, {
        _tag: "Ambiguous",
        reason: "HTTP 500, code 131000: Malformed access token [token]"
      })
    })

    it("rejects a token that no header may carry, without a request", async () => {
      const before = stage.received().length
      for (const token of ["", "two\nlines", "ख"]) {
        assert.strictEqual(inShort(await send({ accessToken: Redacted.make(token) })), "Rejected ACCOUNT null")
      }
      assert.strictEqual(stage.received().length, before)
    })

    it("sends nothing whose turn is over", async () => {
      const before = stage.received().length
      stage.answer(ok)
      assert.deepStrictEqual(await send({ leaveBy: Date.now() - 1 }), { _tag: "Late" })
      assert.strictEqual(stage.received().length, before)
      assert.strictEqual(inShort(await send({ leaveBy: Date.now() + 60_000 })), expected["send-ok.json"])
    })

    const unreadable: ReadonlyArray<readonly [string, Reply]> = [
      ["a 200 without a message id", { ...ok, body: "{\"messaging_product\":\"whatsapp\",\"messages\":[{}]}" }],
      ["a 200 with half a body", { ...ok, body: "{\"messages\":[{\"id\":\"wam" }],
      ["an empty 200", { ...ok, body: "" }],
      ["a 503 with a message id", { ...ok, httpStatus: 503 }],
      ["a 200 that says null", { ...ok, body: "null" }],
      ["a 404 in HTML", { httpStatus: 404, headers: { "content-type": "text/html" }, body: "<html></html>" }],
      ["an error without a code", error(400, { message: "odd" })],
      ["an error that is a text", error(400, "odd")],
      ["an unknown code with 503", error(503, { code: 999_999, message: "odd" })]
    ]
    for (const [what, reply] of unreadable) {
      it(`${what} is ambiguous, and asked once`, async () => {
        const before = stage.received().length
        assert.strictEqual(inShort(await answered(reply)), "Ambiguous")
        assert.strictEqual(stage.received().length, before + 1)
      })
    }

    it("keeps concurrent answers apart", async () => {
      stage.answer(ok)
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => send()))
      assert.deepStrictEqual(new Set(outcomes.map(inShort)), new Set([expected["send-ok.json"]]))
    })
  })
