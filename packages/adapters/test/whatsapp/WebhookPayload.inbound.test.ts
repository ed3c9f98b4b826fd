import { assert } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as DateTime from "effect/DateTime"
import { describe, it } from "vitest"
import * as fixtures from "./fixtures.js"

const flat = (update: WebhookPayload.Update) =>
  "at" in update ? { ...update, at: DateTime.toEpochMillis(update.at) / 1000 } : update

const parsed = (body: unknown) => {
  const { faults, updates } = WebhookPayload.parse(body, DateTime.unsafeMake(0))
  return { updates: updates.map(flat), faults }
}

/** What the fixture of a person with this number holds. */
const from = (
  person: number,
  wamid: string,
  at: number,
  text: string | null,
  payload: string | null = null,
  answers: string | null = null
) => ({
  _tag: "Inbound",
  kind: payload === null ? "text" : "button",
  id: `wamid.HRgMTUFERS1VUC1JRC0wMDAy${wamid}A`,
  phoneNumberId: "200000000000001",
  phone: `+9198000000${person}`,
  waUserId: `IN.100000000000000000${person}`,
  at,
  text,
  payload,
  newPhone: null,
  answers: answers === null ? null : `wamid.HRgMTUFERS1VUC1JRC0wMDA${answers}A`
})

const expected: Readonly<Record<string, object>> = {
  "inbound-stop.json": from(14, "MDE", 1795565200, "STOP"),
  "inbound-stop-hindi-quoted.json": from(15, "MDI", 1795565210, "बंद करें", null, "wMDE"),
  "inbound-stop-bsuid-only.json": { ...from(16, "MDM", 1795565220, "stop"), phone: null },
  "inbound-button.json": from(17, "MDQ", 1795565230, "Stop promotions", "OPTOUT:MARKETING", "wMDE"),
  "inbound-button-default-payload.json": from(18, "MDU", 1795565231, "Stop promotions", "Stop promotions"),
  "inbound-interactive-button-reply.json": {
    ...from(19, "MDc", 1795565232, "Renew loan", "loan:renew", "yMDY"),
    kind: "interactive"
  },
  "inbound-unsupported.json": { ...from(20, "MDg", 1795565233, null), kind: "unsupported" }
}

const preferred = (value: "stop" | "resume") => ({
  _tag: "Preferred",
  phoneNumberId: "200000000000001",
  phone: "+919800000021",
  waUserId: "IN.10000000000000000021",
  value,
  at: 1795565300
})

const body = (field: string, value: object) => ({
  object: "whatsapp_business_account",
  entry: [{
    id: "100000000000001",
    changes: [{ field, value: { metadata: { phone_number_id: "200000000000001" }, ...value } }]
  }]
})

describe("what persons say", () => {
  it("has expected values for each fixture", () => {
    assert.deepStrictEqual(fixtures.names("inbound-"), Object.keys(expected).sort())
  })

  for (const [file, update] of Object.entries(expected)) {
    it(file, () => assert.deepEqual<unknown>(parsed(fixtures.read(file)), { updates: [update], faults: [] }))
  }

  for (const value of ["stop", "resume"] as const) {
    it(`user-preferences-${value}.json`, () => {
      assert.deepEqual<unknown>(parsed(fixtures.read(`user-preferences-${value}.json`)), {
        updates: [preferred(value)],
        faults: []
      })
    })
  }

  it("system-user-changed-number.json", () =>
    assert.deepInclude<object | undefined>(parsed(fixtures.read("system-user-changed-number.json")).updates[0], {
      _tag: "Inbound",
      kind: "system",
      phone: "+919800000022",
      newPhone: "+919800005022",
      text: null,
      at: 1795565310
    }))

  const good = { from: "919800000014", id: "wamid.G", timestamp: "1795565200", type: "text", text: { body: "STOP" } }
  const bad: ReadonlyArray<readonly [string, unknown, string]> = [
    ["no id", { ...good, id: undefined }, "no message id"],
    ["nobody", { ...good, from: undefined }, "neither a phone number nor a user id"],
    ["a number that is none", { ...good, from: "12" }, "neither a phone number nor a user id"],
    ["no time", { ...good, timestamp: "soon" }, "no readable timestamp"],
    ["null", null, "not an object"]
  ]
  it.each(bad)("a message with %s is one fault and takes nothing else with it", (_, item, reason) => {
    const { faults, updates } = parsed(body("messages", { messages: [good, item, { ...good, id: "wamid.H" }] }))
    assert.deepStrictEqual(updates.map((update) => "id" in update && update.id), ["wamid.G", "wamid.H"])
    assert.deepStrictEqual(faults, [{ path: "entry[0].changes[0].value.messages[1]", reason }])
  })

  it("a message of an odd shape says nothing, but is one", () => {
    for (const odd of [{ type: "text" }, { type: "button", button: 7 }, { type: "interactive", interactive: {} }, {}]) {
      const { faults, updates } = parsed(
        body("messages", { messages: [{ ...good, text: undefined, type: "", ...odd }] })
      )
      assert.deepStrictEqual([faults, updates.length], [[], 1])
      assert.deepInclude(updates[0], { text: null, payload: null })
    }
  })

  it("a user id that stands beside the message belongs to the contact with the same number", () => {
    const contacts = [{ wa_id: "919800000015", user_id: "IN.15" }, { wa_id: "919800000014", user_id: "IN.14" }]
    const { updates } = parsed(body("messages", { contacts, messages: [good] }))
    assert.deepInclude<object | undefined>(updates[0], { phone: "+919800000014", waUserId: "IN.14" })
  })

  it("a number with a plus is the same person", () => {
    const contacts = [{ wa_id: "+919800000015", user_id: "IN.15" }, { wa_id: "919800000014", user_id: "IN.14" }]
    const messages = [{ ...good, from: "+919800000014" }, { ...good, from: "919800000015" }]
    const { faults, updates } = parsed(body("messages", { contacts, messages }))
    assert.deepStrictEqual(faults, [])
    assert.deepStrictEqual(
      updates.map((update) => update._tag === "Inbound" && [update.phone, update.waUserId]),
      [["+919800000014", "IN.14"], ["+919800000015", "IN.15"]]
    )
    const preferences = [{
      wa_id: "+919800000021",
      category: "marketing_messages",
      value: "stop",
      timestamp: 1795565300
    }]
    assert.deepInclude<object | undefined>(
      parsed(body("user_preferences", { user_preferences: preferences })).updates[0],
      { phone: "+919800000021" }
    )
  })

  it("a context of an odd shape answers nothing", () => {
    for (const context of [null, "wamid.A", {}, { id: 7 }, { forwarded: true }]) {
      const { updates } = parsed(body("messages", { messages: [{ ...good, context }] }))
      assert.deepInclude<object | undefined>(updates[0], { text: "STOP", answers: null })
    }
  })

  it("a preference without a number is found by the only contact beside it", () => {
    const user_preferences = [{ category: "marketing_messages", value: "STOP", timestamp: 1795565300 }]
    const one = parsed(body("user_preferences", { contacts: [{ user_id: "IN.21" }], user_preferences }))
    assert.deepInclude(one.updates[0], { phone: null, waUserId: "IN.21", value: "stop" })
    const two = [{ user_id: "IN.21" }, { user_id: "IN.22" }]
    assert.strictEqual(parsed(body("user_preferences", { contacts: two, user_preferences })).faults.length, 1)
  })

  it("a preference about something else is a fault, and the others are read", () => {
    const stop = { wa_id: "919800000021", category: "marketing_messages", value: "stop", timestamp: 1795565300 }
    const user_preferences = [{ ...stop, value: "signup" }, { ...stop, category: "calls" }, stop]
    const { faults, updates } = parsed(body("user_preferences", { user_preferences }))
    assert.deepStrictEqual(faults.map(({ reason }) => reason), [
      "an unknown preference signup",
      "a preference about calls"
    ])
    assert.deepStrictEqual(updates, [{ ...preferred("stop"), waUserId: null }] as Array<object>)
  })

  it("takes a field of any name for one that is not known", () => {
    for (const field of ["constructor", "__proto__", "toString"]) {
      const { faults, updates } = parsed(body(field, { messages: [good] }))
      assert.deepStrictEqual([faults, updates.map(({ _tag }) => _tag)], [[], ["Other"]])
    }
  })
})
