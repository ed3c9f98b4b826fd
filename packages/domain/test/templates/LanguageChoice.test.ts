import { assert, describe, it } from "@effect/vitest"
import * as Language from "@ektola/domain/contacts/Language"
import * as LanguageChoice from "@ektola/domain/templates/LanguageChoice"
import { TranslationId } from "@ektola/domain/templates/Template"

const ids = Object.fromEntries(
  Language.all.map((language, index) => [language, TranslationId.make(`01990000-0000-7000-8000-00000000000${index}`)])
) as Record<Language.Language, TranslationId>

interface Case {
  readonly wanted: Language.Language | null
  readonly shop: Language.Language
  /** Language and status; a language that is not there has no translation, one without a status no verdict. */
  readonly statuses: string
  readonly gets: Language.Language | null
}

const cases: ReadonlyArray<Case> = [
  { wanted: "kn", shop: "hi", statuses: "en APPROVED, hi APPROVED, kn APPROVED", gets: "kn" },
  { wanted: "kn", shop: "hi", statuses: "en APPROVED, hi APPROVED, kn PENDING", gets: "hi" },
  { wanted: "kn", shop: "hi", statuses: "en APPROVED, hi APPROVED, kn", gets: "hi" },
  { wanted: "kn", shop: "hi", statuses: "en APPROVED, hi APPROVED", gets: "hi" },
  { wanted: "kn", shop: "hi", statuses: "en APPROVED, hi PAUSED, kn REJECTED", gets: "en" },
  { wanted: "kn", shop: "hi", statuses: "en DISABLED, hi PAUSED, kn REJECTED", gets: null },
  { wanted: "kn", shop: "hi", statuses: "ta APPROVED, pa APPROVED", gets: null },
  { wanted: null, shop: "hi", statuses: "en APPROVED, hi APPROVED", gets: "hi" },
  { wanted: null, shop: "hi", statuses: "en APPROVED, kn APPROVED", gets: "en" },
  { wanted: null, shop: "en", statuses: "hi APPROVED", gets: null },
  { wanted: "en", shop: "hi", statuses: "hi APPROVED", gets: "hi" },
  { wanted: "en", shop: "en", statuses: "en APPROVED", gets: "en" },
  { wanted: "ta", shop: "ta", statuses: "en APPROVED, ta PENDING_DELETION", gets: "en" },
  { wanted: "ta", shop: "hi", statuses: "en APPROVED, ta approved", gets: "ta" },
  { wanted: "ta", shop: "hi", statuses: "en APPROVED, ta SOMETHING_NEW", gets: "en" },
  { wanted: "ta", shop: "hi", statuses: "", gets: null }
]

describe("LanguageChoice.choose", () => {
  for (const { gets, shop, statuses, wanted } of cases) {
    it(`${wanted ?? "no language"} in a shop of ${shop}, with ${statuses || "no translation"}: ${gets}`, () => {
      const known = Language.all.flatMap((language) => {
        const found = statuses.split(", ").find((text) => text.startsWith(language))
        return found === undefined ? [] : [{ language, status: found.split(" ")[1] }]
      })
      const choice = LanguageChoice.choose({
        wanted,
        jewellerDefault: shop,
        template: {
          translations: known.map(({ language }) => ({
            id: ids[language],
            language,
            header: null,
            body: "",
            footer: null,
            buttons: []
          }))
        },
        approvals: known.flatMap(({ language, status }) =>
          status === undefined ? [] : [{ translationId: ids[language], status }]
        )
      })
      assert.strictEqual(choice?.language ?? null, gets)
    })
  }

  it("does not take the approval of another translation for its own", () => {
    const template = {
      translations: [{ id: ids.en, language: "en", header: null, body: "", footer: null, buttons: [] } as const]
    }
    assert.isNull(LanguageChoice.choose({
      wanted: "en",
      jewellerDefault: "en",
      template,
      approvals: [{ translationId: ids.hi, status: "APPROVED" }]
    }))
  })
})
