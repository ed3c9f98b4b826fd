import { assert } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as WebhookParser from "@ektola/domain/ports/WebhookParser"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { describe, it } from "vitest"
import * as fixtures from "./fixtures.js"

const seconds = (time: DateTime.Utc) => DateTime.toEpochMillis(time) / 1000

const receivedAt = DateTime.unsafeMake("2026-11-25T12:00:00Z")
const parse = (json: unknown) => WebhookPayload.parse(json, receivedAt)

/** An update with its time in seconds, as the tables below write it. */
const flat = (update: WebhookPayload.Update) =>
  update._tag === "Other"
    ? update
    : update._tag === "Status"
    ? { ...update, occurredAt: seconds(update.occurredAt) }
    : "event" in update
    ? { ...update, event: { ...update.event, at: seconds(update.event.at) } }
    : { ...update, at: seconds(update.at) }

const parsed = (file: string) => {
  const { faults, updates } = parse(fixtures.read(file))
  return { updates: updates.map(flat), faults }
}

const one = {
  _tag: "Status",
  phoneNumberId: "200000000000001",
  wabaId: "100000000000001",
  wamid: "wamid.HRgMTUFERS1VUC1JRC0wMDAwMDEA",
  token: "t1.c42.r0001",
  recipientPhone: "919800000001",
  waUserId: "IN.10000000000000000001",
  failure: null
} as const
const failed = (index: number, over: object) => ({
  ...one,
  wamid: `wamid.HRgMTUFERS1VUC1JRC0wMDAwMD${["", "E", "I", "M", "Q", "U"][index]}A`,
  token: `t1.c42.r000${index}`,
  status: "failed",
  recipientPhone: `91980000000${index}`,
  waUserId: null,
  ...over
})

const expected: Readonly<Record<string, object>> = {
  "status-sent.json": { ...one, status: "sent", occurredAt: 1795564805 },
  "status-delivered.json": { ...one, status: "delivered", occurredAt: 1795564809 },
  "status-read.json": { ...one, status: "read", occurredAt: 1795564940 },
  "status-delivered-bsuid-only.json": {
    ...one,
    wamid: "wamid.HRgMTUFERS1VUC1JRC0wMDAwMDcA",
    token: "t1.c42.r0007",
    status: "delivered",
    occurredAt: 1795564812,
    recipientPhone: null,
    waUserId: "IN.10000000000000000007"
  },
  "status-delivered-marketing-lite.json": {
    ...one,
    wamid: "wamid.HRgMTUFERS1VUC1JRC0wMDAwMDgA",
    token: "t1.c43.r0008",
    status: "delivered",
    occurredAt: 1795564815,
    recipientPhone: "919800000008",
    waUserId: "IN.10000000000000000008"
  },
  "status-sent-free-customer-service.json": {
    ...one,
    wamid: "wamid.HRgMTUFERS1VUC1JRC0wMDAwMDkA",
    token: "t1.c44.r0009",
    status: "sent",
    occurredAt: 1795564815,
    recipientPhone: "919800000009",
    waUserId: "IN.10000000000000000009"
  },
  "status-sent-legacy-conversation.json": {
    ...one,
    wamid: "wamid.HRgMTUFERS1VUC1JRC0wMDAwMDYA",
    token: "t1.c42.r0006",
    status: "sent",
    occurredAt: 1795564805,
    recipientPhone: "919800000006",
    waUserId: null
  },
  "status-failed-131026.json": failed(2, {
    occurredAt: 1795564807,
    failure: { class: "RECIPIENT", code: 131026, reason: "Message Undeliverable.", traceId: null }
  }),
  "status-failed-131049.json": failed(3, {
    occurredAt: 1795564808,
    failure: {
      class: "DEFER",
      code: 131049,
      reason: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
      traceId: null
    }
  }),
  "status-failed-131050.json": failed(4, {
    occurredAt: 1795564808,
    failure: {
      class: "OPTED_OUT",
      code: 131050,
      reason: "Made-up details: this recipient stopped marketing messages from the business.",
      traceId: null
    }
  }),
  "status-failed-132015-string-code.json": failed(5, {
    occurredAt: 1795566600,
    failure: { class: "TEMPLATE", code: 132015, reason: "Template is paused due to low quality", traceId: null }
  })
}

describe("WebhookPayload", () => {
  it("has expected values for each status fixture", () => {
    assert.deepStrictEqual(fixtures.names("status-"), Object.keys(expected).sort())
  })

  for (const [file, update] of Object.entries(expected)) {
    it(`${file}`, () => assert.deepEqual<unknown>(parsed(file), { updates: [update], faults: [] }))
  }

  it("reads a POST of several tenants, numbers and kinds in order", () => {
    const { faults, updates } = parse(fixtures.read("batch-mixed-tenants.json"))
    assert.deepStrictEqual(faults, [])
    assert.deepStrictEqual(
      updates.map((update) =>
        update._tag === "Status"
          ? `${update.wabaId} ${update.phoneNumberId} ${update.status} ${update.token}`
          : update._tag === "Inbound"
          ? `Inbound ${update.phoneNumberId} ${update.phone}`
          : update._tag
      ),
      [
        "100000000000001 200000000000001 delivered t1.c42.r0001",
        "100000000000001 200000000000001 read t1.c42.r0010",
        "100000000000001 200000000000011 failed t1.c45.r0011",
        "100000000000002 200000000000002 sent t2.c7.r0001",
        "Inbound 200000000000002 +919800000012",
        "Template",
        "100000000000099 200000000000099 sent null"
      ]
    )
  })

  it("reads every webhook fixture without a fault", () => {
    const prefixes = ["account", "business", "inbound", "phone", "status", "system", "template-c", "template-s", "user"]
    const files = prefixes.flatMap(fixtures.names).filter((file) => file.indexOf("template-create") === -1)
    assert.isAbove(files.length, 30)
    for (const file of files) {
      const { faults, updates } = parsed(file)
      assert.deepStrictEqual(faults, [], file)
      assert.strictEqual(updates.length, file.startsWith("phone-") ? 2 : 1, file)
      assert.notInclude(updates.map(({ _tag }) => _tag), "Other", file)
    }
  })

  it("keeps statuses apart from fields it does not know", () => {
    assert.deepStrictEqual(parsed("unknown-field.json").updates.map((update) => update._tag), ["Other", "Status"])
  })

  const statuses = (...list: ReadonlyArray<unknown>) => ({
    object: "whatsapp_business_account",
    entry: [{
      id: "100000000000001",
      changes: [{
        field: "messages",
        value: { metadata: { phone_number_id: "200000000000001" }, statuses: list }
      }]
    }]
  })
  const good = { id: "wamid.G", status: "delivered", timestamp: "1795564809" }

  it("a change with statuses and inbound messages is both", () => {
    const body = statuses(good)
    Object.assign(body.entry[0]!.changes[0]!.value, {
      messages: [{ id: "wamid.I", from: "919800000014", timestamp: "1795564809", type: "text" }]
    })
    assert.deepStrictEqual(
      parse(body).updates.map(({ _tag }) => _tag),
      ["Status", "Inbound"]
    )
  })

  const bad: ReadonlyArray<readonly [string, unknown, string]> = [
    ["a timestamp that is no number", { ...good, timestamp: "abc" }, "no readable timestamp"],
    ["no timestamp", { ...good, timestamp: undefined }, "no readable timestamp"],
    ["a timestamp in milliseconds", { ...good, timestamp: "1795564809000" }, "no readable timestamp"],
    ["no message id", { ...good, id: null }, "no message id"],
    ["a NUL in the message id", { ...good, id: "wamid.\0" }, "no message id"],
    ["no status", { ...good, status: 7 }, "no status"],
    ["null", null, "not an object"],
    ["a list", [], "not an object"]
  ]
  it.each(bad)("%s is one fault and takes nothing else with it", (_, item, reason) => {
    const { faults, updates } = parse(statuses(good, item, { ...good, id: "wamid.H" }))
    assert.deepStrictEqual(updates.map((update) => update._tag === "Status" && update.wamid), ["wamid.G", "wamid.H"])
    assert.deepStrictEqual(faults, [{ path: "entry[0].changes[0].value.statuses[1]", reason }])
  })

  it("keeps an unknown status word, in lower case", () => {
    const { updates } = parse(statuses({ ...good, status: "PLAYED" }))
    assert.deepInclude(updates[0], { _tag: "Status", status: "played", failure: null })
  })

  it("a failed status without errors has a failure all the same", () => {
    for (const errors of [undefined, null, [], "odd", [null], [{}]]) {
      const { updates } = parse(statuses({ ...good, status: "failed", errors }))
      assert.deepNestedInclude(updates[0], { "failure.class": "MESSAGE", "failure.code": null })
    }
  })

  it("a number as timestamp, or as id of the number, is read as well", () => {
    const body = statuses({ ...good, timestamp: 1795564809 })
    const metadata = body.entry[0]!.changes[0]!.value.metadata as { phone_number_id: unknown }
    metadata.phone_number_id = 200000000000001
    const { updates } = parse(body)
    assert.deepInclude(updates.map(flat)[0], { phoneNumberId: "200000000000001", occurredAt: 1795564809 })
  })

  it("never throws, whatever the body", () => {
    const bodies: ReadonlyArray<readonly [unknown, number]> = [
      [undefined, 1],
      [null, 1],
      ["text", 1],
      [[], 1],
      [{}, 1],
      [{ object: "page", entry: [] }, 1],
      [{ object: "whatsapp_business_account" }, 0],
      [{ object: "whatsapp_business_account", entry: {} }, 1],
      [{ object: "whatsapp_business_account", entry: [null, 7] }, 2],
      [{ object: "whatsapp_business_account", entry: [{ changes: "x" }] }, 1],
      [{ object: "whatsapp_business_account", entry: [{ changes: [{ value: {} }] }] }, 0],
      [{ object: "whatsapp_business_account", entry: [{ changes: [{ field: "messages" }] }] }, 0],
      [statuses({ ...good }).entry, 1]
    ]
    for (const [body, faults] of bodies) assert.strictEqual(parse(body).faults.length, faults)
  })

  it("as the port, parses raw bodies and tells faults in one line each", () => {
    const read = (body: string) =>
      Effect.runSync(
        Effect.map(WebhookParser.WebhookParser, (parser) => parser.parse(body, receivedAt)).pipe(
          Effect.provide(WebhookPayload.layer)
        )
      )
    assert.deepStrictEqual(read("nul"), {
      statuses: [],
      inbound: [],
      preferences: [],
      templates: [],
      accounts: [],
      faults: ["the body: no JSON"],
      others: []
    })
    const mixed = read(JSON.stringify(fixtures.read("batch-mixed-tenants.json")))
    assert.strictEqual(mixed.statuses.length, 5)
    assert.strictEqual(mixed.inbound.length, 1)
    assert.deepStrictEqual(mixed.templates.map(({ _tag, name }) => `${_tag} ${name}`), ["Status gold_sip_reminder"])
    assert.deepStrictEqual(read(JSON.stringify(statuses({ ...good, id: 7 }))).faults, [
      "entry[0].changes[0].value.statuses[0]: no message id"
    ])
  })
})
