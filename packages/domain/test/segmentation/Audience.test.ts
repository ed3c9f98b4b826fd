import { assert, describe, it } from "@effect/vitest"
import type { OptOutScope } from "@ektola/domain/contacts/Consent"
import type { Contact } from "@ektola/domain/contacts/Contact"
import * as Audience from "@ektola/domain/segmentation/Audience"
import * as Segment from "@ektola/domain/segmentation/Segment"
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
      footer: null,
      buttons: []
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
    reason: null,
    changedAt: DateTime.unsafeMake(0),
    categoryAt: null,
    quality: null,
    notice: null
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
    ["no name", { name: null }, audience("UTILITY"), { reason: "MISSING_VARIABLE", detail: "{{1}}, name" }],
    ["a name of blanks only", { name: "\u200b " }, audience("UTILITY"), {
      reason: "MISSING_VARIABLE",
      detail: "{{1}}, name"
    }],
    ["a name that is too long", { name: "आ".repeat(1020) }, audience("UTILITY"), {
      reason: "VALUE_TOO_LONG",
      detail: "the body would have 1030 characters, and WhatsApp takes 1024; the longest value is {{1}}, name"
    }]
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

describe("Audience.decide, when WhatsApp takes the translation for something else", () => {
  const reason = (
    made: "UTILITY" | "MARKETING",
    approved: "UTILITY" | "MARKETING",
    optOut: Contact["optOut"]
  ): string => {
    const of = audience(made)
    const approvals = of.approvals.map((approval) => ({ ...approval, category: approved }))
    const decision = Audience.decide({ ...of, approvals }, { ...contact, optOut }, null, null)
    return Either.isRight(decision) ? "sends" : decision.left.reason
  }

  it("asks for consent to marketing as soon as it is marketing to either side", () => {
    assert.strictEqual(reason("UTILITY", "UTILITY", "MARKETING"), "sends")
    assert.strictEqual(reason("UTILITY", "MARKETING", "MARKETING"), "OPTED_OUT")
    assert.strictEqual(reason("UTILITY", "MARKETING", "ALL"), "OPTED_OUT")
    assert.strictEqual(reason("MARKETING", "UTILITY", "MARKETING"), "OPTED_OUT")
    assert.strictEqual(reason("MARKETING", "UTILITY", null), "CATEGORY_CHANGED")
    assert.strictEqual(reason("UTILITY", "MARKETING", null), "CATEGORY_CHANGED")
    assert.strictEqual(reason("MARKETING", "MARKETING", "MARKETING"), "OPTED_OUT")
  })
})

/** What gives a contact, or everybody, each reason. ALREADY_REMINDED is the run's, which alone knows other contacts. */
const causes: Readonly<
  Record<
    Exclude<Audience.SkipReason, "ALREADY_REMINDED">,
    { contact?: Partial<Contact>; approved?: boolean; changed?: boolean; suppressed?: boolean }
  >
> = {
  DELETED: { contact: { deletedAt: DateTime.unsafeMake(1) } },
  OPTED_OUT: { contact: { optOut: "ALL" } },
  SUPPRESSED: { suppressed: true },
  NO_PHONE: { contact: { phone: null } },
  NO_APPROVED_TRANSLATION: { approved: false },
  CATEGORY_CHANGED: { changed: true },
  MISSING_VARIABLE: { contact: { name: null } },
  VALUE_TOO_LONG: { contact: { attributes: { city: "a".repeat(1025) } } }
}
const inOrder = Audience.SkipReason.literals.filter((reason) => reason !== "ALREADY_REMINDED")

describe("a contact with two reasons gets the one that is documented first", () => {
  const told = (...reasons: ReadonlyArray<keyof typeof causes>) => {
    const given = reasons.map((reason) => causes[reason])
    const plain = audience("MARKETING", given.every(({ approved }) => approved !== false))
    const isChanged = given.some(({ changed }) => changed === true)
    const city = { from: "attribute", key: "city", fallback: "Pune" } as const
    const of: Audience.Audience = {
      ...plain,
      template: {
        ...plain.template,
        variables: { ...plain.template.variables, 2: city },
        translations: plain.template.translations.map((each) => ({ ...each, body: `${each.body}, {{2}}!` }))
      },
      approvals: plain.approvals.map((approval) => isChanged ? { ...approval, category: "UTILITY" } : approval)
    }
    const whole = Object.assign({ ...contact }, ...given.map(({ contact }) => contact))
    const suppression = given.some(({ suppressed }) => suppressed === true) ? "ALL" : null
    const decision = Audience.decide(of, whole, null, suppression)
    return Either.isLeft(decision) ? decision.left.reason : "none"
  }

  for (const [place, first] of inOrder.entries()) {
    it(`${first} alone, and before ${inOrder.slice(place + 1).join(", ") || "nothing else"}`, () => {
      assert.strictEqual(told(first), first)
      for (const second of inOrder.slice(place + 1)) {
        assert.strictEqual(told(first, second), first, second)
        assert.strictEqual(told(second, first), first, second)
      }
      assert.strictEqual(told(...inOrder.slice(place)), first)
    })
  }
})

describe("Audience.targets", () => {
  const chosen: ReadonlyArray<ReadonlyArray<Segment.Segment>> = [
    [],
    ["GOLD_LOAN"],
    ["GOLD_SIP"],
    ["MARKETING"],
    ["GOLD_LOAN", "GOLD_SIP"],
    ["GOLD_LOAN", "MARKETING"],
    ["MARKETING", "GOLD_SIP"],
    ["GOLD_SIP", "GOLD_LOAN", "MARKETING"]
  ]
  for (const category of ["UTILITY", "MARKETING"] as const) {
    for (const segments of chosen) {
      const wanted = segments.length > 0 ? segments : category === "MARKETING" ? Segment.all : []
      it(`${category} for ${segments.join(", ") || "no segment"} means ${wanted.join(", ") || "nobody"}`, () => {
        const of = { ...audience(category), segments }
        const targeted = Segment.all.filter((segment) => Audience.targets(of, { segment }))
        assert.sameMembers([...targeted], [...wanted])
      })
    }
  }
})
