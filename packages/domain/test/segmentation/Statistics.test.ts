import { assert, describe, it } from "@effect/vitest"
import * as Consent from "@ektola/domain/contacts/Consent"
import type * as Contact from "@ektola/domain/contacts/Contact"
import * as Audience from "@ektola/domain/segmentation/Audience"
import * as Segment from "@ektola/domain/segmentation/Segment"
import * as Statistics from "@ektola/domain/segmentation/Statistics"
import { Category, type Template, type WabaTemplate } from "@ektola/domain/templates/Template"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"

const group = (over: Partial<Statistics.Group>): Statistics.Group => ({
  segment: "GOLD_SIP",
  language: null,
  optOut: null,
  hasPhone: true,
  hasUserId: false,
  count: 1,
  ...over
})

describe("Statistics.fold", () => {
  it("tells every segment, in a fixed order, also without contacts", () => {
    const told = Statistics.fold([])
    assert.deepStrictEqual(told.map(({ segment }) => segment), Segment.all)
    assert.deepStrictEqual(told[0], {
      segment: "GOLD_LOAN",
      contacts: 0,
      reachable: { UTILITY: 0, MARKETING: 0 },
      optedOut: { MARKETING: 0, ALL: 0 },
      withoutPhone: 0,
      byLanguage: []
    })
  })

  it("adds groups up by what each figure is about", () => {
    const [loan, sip] = Statistics.fold([
      group({ count: 1000, language: "hi" }),
      group({ count: 200, optOut: "MARKETING" }),
      group({ count: 30, optOut: "ALL", language: "hi" }),
      group({ count: 4, hasPhone: false, hasUserId: true, language: "pa" }),
      group({ count: 50_000, hasPhone: false, optOut: "MARKETING" }),
      group({ count: 7, segment: "GOLD_LOAN" })
    ])
    assert.strictEqual(loan?.contacts, 7)
    assert.deepStrictEqual(sip, {
      segment: "GOLD_SIP",
      contacts: 51_234,
      reachable: { UTILITY: 1204, MARKETING: 1004 },
      optedOut: { MARKETING: 50_200, ALL: 30 },
      withoutPhone: 50_004,
      byLanguage: [
        { language: "hi", contacts: 1030 },
        { language: "pa", contacts: 4 },
        { language: null, contacts: 50_200 }
      ]
    })
  })

  it("counts by language whom a campaign of a category could reach", () => {
    const groups = [
      group({ count: 1000, language: "hi" }),
      group({ count: 200, language: "hi", segment: "MARKETING", optOut: "MARKETING" }),
      group({ count: 30, language: "hi", optOut: "ALL" }),
      group({ count: 4, hasPhone: false, hasUserId: true }),
      group({ count: 50_000, hasPhone: false, language: "ta" })
    ]
    assert.deepStrictEqual(Statistics.reachableByLanguage(groups, "UTILITY"), { hi: 1200, none: 4 })
    assert.deepStrictEqual(Statistics.reachableByLanguage(groups, "MARKETING"), { hi: 1000, none: 4 })
  })

  const [jewellerId, templateId, translationId] = ["the shop", "the template", "the translation"] as ReadonlyArray<any>
  const template = (category: Category): Template => ({
    id: templateId,
    name: "greeting",
    category,
    parameterFormat: "POSITIONAL",
    variables: {},
    translations: [{ id: translationId, language: "en", header: null, body: "Namaste", footer: null, buttons: [] }],
    createdAt: DateTime.unsafeMake(0)
  })
  const approval = (category: Category) => ({ translationId, status: "APPROVED", category }) as WabaTemplate

  it("calls reachable whom a campaign of an approved text without variables reaches", () => {
    for (const category of Category.literals) {
      for (const optOut of [null, ...Consent.OptOutScope.literals]) {
        for (
          const [phone, waUserId] of [[null, null], ["+919800000001", null], [null, "IN.1"], ["+919800000001", "IN.1"]]
        ) {
          const contact = {
            id: "somebody",
            jewellerId,
            phone,
            waUserId,
            name: null,
            segment: "MARKETING",
            language: null,
            optOut,
            deletedAt: null,
            attributes: {}
          } as unknown as Contact.Contact
          const audience: Audience.Audience = {
            segments: ["MARKETING"],
            template: template(category),
            approvals: [approval(category)],
            jeweller: { name: "Shree", defaultLanguage: "en" }
          }
          const isReached = Either.isRight(Audience.decide(audience, contact, null, null))
          const alike = group({ segment: "MARKETING", optOut, hasPhone: phone !== null, hasUserId: waUserId !== null })
          const counted = Statistics.fold([alike]).at(-1)?.reachable[category]
          assert.strictEqual(counted, isReached ? 1 : 0, `${category} ${optOut} ${phone} ${waUserId}`)
        }
      }
    }
  })
})
