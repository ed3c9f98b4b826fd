import { assert, describe, it } from "@effect/vitest"
import type { OptOutScope } from "@ektola/domain/contacts/Consent"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import * as Language from "@ektola/domain/contacts/Language"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import * as Coverage from "@ektola/domain/templates/Coverage"
import { TemplateId, type Translation, TranslationId, type WabaTemplate } from "@ektola/domain/templates/Template"
import * as Templates from "@ektola/domain/templates/Templates"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { admin, aShop, aTemplate, layer, Provider, someContacts } from "../world.js"

const id = (number: number) => `01990000-0000-7000-8000-00000000000${number}`

const translationId = (language: Language.Language) => TranslationId.make(id(Language.all.indexOf(language)))

const translation = (language: Language.Language): Translation => ({
  id: translationId(language),
  language,
  header: null,
  body: "Hello.",
  footer: null,
  buttons: []
})

const approval = (language: Language.Language, over: Partial<WabaTemplate> = {}): WabaTemplate => ({
  jewellerId: JewellerId.make(id(8)),
  wabaId: WabaId.make("100000000000001"),
  translationId: translationId(language),
  templateId: TemplateId.make(id(9)),
  language,
  status: "APPROVED",
  category: "UTILITY",
  reason: null,
  changedAt: DateTime.unsafeMake(0),
  categoryAt: null,
  quality: null,
  notice: null,
  ...over
})

const report = (
  languages: ReadonlyArray<Language.Language>,
  approvals: ReadonlyArray<WabaTemplate>,
  jewellerDefault: Language.Language = "hi",
  counts: Coverage.Counts = {}
) =>
  Coverage.report({
    template: { category: "UTILITY", translations: languages.map(translation) },
    approvals,
    jewellerDefault,
    counts
  })

const served = ({ languages }: Coverage.Coverage) =>
  languages.map(({ isFallback, language, sentIn }) => `${language ?? "?"}→${sentIn}${isFallback ? " instead" : ""}`)
    .join(", ")

describe("Coverage.report", () => {
  it("tells for every language what its customers get", () => {
    assert.strictEqual(
      served(report(["en", "hi", "kn"], [approval("en"), approval("hi"), approval("kn", { status: "PAUSED" })])),
      "en→en, hi→hi, kn→hi instead, ta→hi instead, pa→hi instead, ?→hi"
    )
    assert.strictEqual(
      served(report(["en", "hi"], [approval("en")])),
      "en→en, hi→en instead, kn→en instead, ta→en instead, pa→en instead, ?→en instead"
    )
    assert.strictEqual(
      served(report(["kn", "ta"], [approval("kn"), approval("ta")])),
      "en→null, hi→null, kn→kn, ta→ta, pa→null, ?→null"
    )
    assert.strictEqual(served(report(["en"], [])), "en→null, hi→null, kn→null, ta→null, pa→null, ?→null")
  })

  it("sends nothing in what WhatsApp takes for another category, and no other language in its place", () => {
    const coverage = report(["en", "hi"], [approval("en"), approval("hi", { category: "MARKETING" })])
    assert.strictEqual(served(coverage), "en→en, hi→null, kn→null, ta→null, pa→null, ?→null")
    assert.deepStrictEqual(coverage.translations, [
      { language: "en", status: "APPROVED", category: "UTILITY", reason: null, isUsable: true },
      { language: "hi", status: "APPROVED", category: "MARKETING", reason: null, isUsable: false }
    ])
  })

  it("shows what WhatsApp says of each translation, and that it has said nothing", () => {
    const rejected = approval("ta", { status: "REJECTED", reason: "INVALID_FORMAT" })
    assert.deepStrictEqual(report(["ta", "en"], [rejected]).translations, [
      { language: "ta", status: "REJECTED", category: "UTILITY", reason: "INVALID_FORMAT", isUsable: false },
      { language: "en", status: null, category: null, reason: null, isUsable: false }
    ])
  })

  it("counts people by what they get", () => {
    const counts = { en: 10, kn: 3, ta: 4, none: 20 }
    const coverage = report(["en", "hi"], [approval("hi")], "hi", counts)
    assert.deepStrictEqual(
      coverage.languages.map(({ contacts, language }) => [language, contacts]),
      [["en", 10], ["hi", 0], ["kn", 3], ["ta", 4], ["pa", 0], [null, 20]]
    )
    assert.deepStrictEqual(Coverage.totals(coverage), { own: 20, fallback: 17, unreachable: 0 })
    assert.deepStrictEqual(
      Coverage.totals(report(["kn"], [approval("kn")], "hi", counts)),
      { own: 3, fallback: 0, unreachable: 34 }
    )
  })
})

describe("Templates.coverage", () => {
  it.effect("reads the caller's own account", () =>
    Effect.gen(function*() {
      const templates = yield* Templates.Templates
      const shop = yield* aShop(1)
      const other = yield* aShop(2)
      const template = yield* aTemplate(shop)
      assert.strictEqual(
        served(yield* templates.coverage(shop.owner, template.id)),
        "en→en, hi→hi, kn→en instead, ta→en instead, pa→en instead, ?→en"
      )
      assert.strictEqual(
        served(yield* templates.coverage(other.owner, template.id)),
        "en→null, hi→null, kn→null, ta→null, pa→null, ?→null"
      )
      const refused = yield* Effect.flip(templates.coverage(admin, template.id))
      assert.strictEqual(refused._tag, "Forbidden")
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("counts the caller's own customers of all segments, without those who refuse the category", () =>
    Effect.gen(function*() {
      const templates = yield* Templates.Templates
      const shop = yield* aShop(1)
      const other = yield* aShop(2)
      const template = yield* aTemplate(shop)
      const [, promotions, all] = yield* someContacts(shop, [
        { number: 1, language: "hi" },
        { number: 2, language: "hi", segment: "GOLD_SIP" },
        { number: 3, language: "hi" },
        { number: 4, language: "kn", segment: "MARKETING" },
        { number: 5 }
      ])
      yield* someContacts(other, [{ number: 6, language: "hi" }])
      const store = yield* ContactStore
      const at = DateTime.unsafeMake("2026-12-01T04:30:00Z")
      const optOut = (id: ContactId | undefined, optOut: OptOutScope) =>
        store.saveOptOuts(shop.jewellerId, id === undefined ? [] : [{ id, optOut, optedOutAt: at }], at)
      const count = Effect.map(
        templates.coverage(shop.owner, template.id),
        ({ languages }) => languages.map(({ contacts }) => contacts)
      )
      assert.deepStrictEqual(yield* count, [0, 3, 1, 0, 0, 1])
      yield* optOut(promotions, "MARKETING")
      assert.deepStrictEqual(yield* count, [0, 3, 1, 0, 0, 1])
      yield* optOut(all, "ALL")
      assert.deepStrictEqual(yield* count, [0, 2, 1, 0, 0, 1])
      assert.deepStrictEqual(
        Coverage.totals(yield* templates.coverage(other.owner, template.id)),
        { own: 0, fallback: 0, unreachable: 1 }
      )
    }).pipe(Effect.provide(layer(new Provider()))))
})
