import { assert, describe, it } from "@effect/vitest"
import type { OptOutScope } from "@ektola/domain/contacts/Consent"
import type { Contact } from "@ektola/domain/contacts/Contact"
import * as Audience from "@ektola/domain/segmentation/Audience"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"

const contact: Contact = {
  id: "01990000-0000-7000-8000-000000000001" as Contact["id"],
  jewellerId: "01990000-0000-7000-8000-000000000002" as Contact["jewellerId"],
  phone: "+919800000001" as Contact["phone"],
  waUserId: null,
  name: "Asha",
  segment: "GOLD_LOAN",
  language: "hi",
  paymentDay: null,
  attributes: {},
  dateSetAt: {},
  optOut: null,
  optedOutAt: null,
  deletedAt: null,
  createdAt: DateTime.unsafeMake(0),
  updatedAt: DateTime.unsafeMake(0)
}

const audience = (category: "UTILITY" | "MARKETING", approved = true): Audience.Audience => ({
  segments: category === "UTILITY" ? ["GOLD_LOAN"] : [],
  template: {
    id: "01990000-0000-7000-8000-000000000003" as Audience.Audience["template"]["id"],
    name: "greeting",
    category,
    parameterFormat: "POSITIONAL",
    variables: { "1": { from: "contact", field: "name", fallback: null } },
    translations: [{
      id: "01990000-0000-7000-8000-000000000004" as Audience.Audience["template"]["translations"][number]["id"],
      language: "hi",
      header: null,
      body: "नमस्ते {{1}} जी",
      footer: null
    }],
    createdAt: DateTime.unsafeMake(0)
  },
  approvals: [{
    jewellerId: contact.jewellerId,
    wabaId: "100000000000001" as Audience.Audience["approvals"][number]["wabaId"],
    translationId: "01990000-0000-7000-8000-000000000004" as Audience.Audience["approvals"][number]["translationId"],
    templateId: "01990000-0000-7000-8000-000000000003" as Audience.Audience["approvals"][number]["templateId"],
    language: "hi",
    status: approved ? "APPROVED" : "PENDING",
    category,
    reason: null
  }],
  jeweller: { name: "Shree Jewellers", defaultLanguage: "en" }
})

describe("Audience.decide", () => {
  it("renders for an eligible contact", () => {
    const decision = Either.getOrThrow(Audience.decide(audience("UTILITY"), contact, null, null))
    assert.strictEqual(decision.translation.language, "hi")
    assert.deepStrictEqual(decision.rendered.body, [{ name: null, text: "Asha" }])
  })

  const skips: ReadonlyArray<[string, Partial<Contact>, Audience.Audience, Audience.Skip, OptOutScope?]> = [
    ["deleted", { deletedAt: DateTime.unsafeMake(1), optOut: "ALL" }, audience("UTILITY"), {
      reason: "DELETED",
      detail: null
    }],
    ["opted out of all", { optOut: "ALL" }, audience("UTILITY"), { reason: "OPTED_OUT", detail: null }],
    ["opted out of marketing", { optOut: "MARKETING" }, audience("MARKETING"), {
      reason: "OPTED_OUT",
      detail: null
    }],
    ["suppressed", {}, audience("UTILITY"), { reason: "SUPPRESSED", detail: null }, "ALL"],
    ["suppressed for marketing", { phone: null }, audience("MARKETING"), {
      reason: "SUPPRESSED",
      detail: null
    }, "MARKETING"],
    ["opted out and suppressed", { optOut: "ALL" }, audience("UTILITY"), { reason: "OPTED_OUT", detail: null }, "ALL"],
    ["no address", { phone: null }, audience("UTILITY"), { reason: "NO_PHONE", detail: null }],
    ["nothing approved", {}, audience("UTILITY", false), { reason: "NO_APPROVED_TRANSLATION", detail: "hi" }],
    ["no name", { name: null }, audience("UTILITY"), { reason: "MISSING_VARIABLE", detail: "{{1}}, name" }]
  ]
  for (const [name, change, of, expected, suppression = null] of skips) {
    it(`skips: ${name}`, () => {
      assert.deepStrictEqual(
        Either.flip(Audience.decide(of, { ...contact, ...change }, null, suppression)),
        Either.right(expected)
      )
    })
  }

  it("sends a reminder to somebody who refused marketing only", () => {
    assert.isTrue(
      Either.isRight(Audience.decide(audience("UTILITY"), { ...contact, optOut: "MARKETING" }, null, "MARKETING"))
    )
  })
})

describe("Audience.targets", () => {
  it("takes no segments as everybody for marketing and nobody for utility", () => {
    assert.isTrue(Audience.targets({ ...audience("MARKETING"), segments: [] }, contact))
    assert.isFalse(Audience.targets({ ...audience("UTILITY"), segments: [] }, contact))
    assert.isFalse(Audience.targets({ ...audience("UTILITY"), segments: ["GOLD_SIP"] }, contact))
  })
})
