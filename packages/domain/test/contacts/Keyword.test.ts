import { assert, describe, it } from "@effect/vitest"
import * as Keyword from "@ektola/domain/contacts/Keyword"
import { readFileSync } from "node:fs"

const table: ReadonlyArray<{
  readonly wish: "STOP ALL" | "STOP MARKETING" | "START" | "START MARKETING" | null
  readonly language: string
  readonly texts: ReadonlyArray<string>
}> = JSON.parse(readFileSync(new URL("keywords.json", import.meta.url), "utf8"))

const told = (wish: Keyword.Wish | null) => {
  if (wish === null) return null
  if (wish.action === "OPT_OUT") return `STOP ${wish.scope}`
  return wish.scope === "ALL" ? "START" : "START MARKETING"
}

describe("Keyword", () => {
  for (const { language, texts, wish } of table) {
    describe(`${wish ?? "neither"} (${language})`, () => {
      it.each(texts.map((text) => [JSON.stringify(text), text] as const))("%s", (_, text) => {
        assert.strictEqual(told(Keyword.wish(text)), wish)
      })
    })
  }

  it("is tried in every language, with at least 70 messages on either side", () => {
    const count = (isKeyword: boolean) =>
      table.filter(({ wish }) => (wish !== null) === isKeyword).reduce((sum, { texts }) => sum + texts.length, 0)
    assert.isAtLeast(count(true), 70)
    assert.isAtLeast(count(false), 70)
    for (const wish of ["STOP ALL", "STOP MARKETING", "START", null]) {
      const languages = table.filter((row) => row.wish === wish).map(({ language }) => language)
      assert.includeMembers(languages, ["en", "hi", "kn", "ta", "pa"])
    }
  })

  // OPT-02 of the public bug reports: ProgressiveCoders/Spoke#1016; fedeostan/capo-v1#182; medic/cht-core#476.
  it("OPT-02 is neither too narrow nor too wide", () => {
    assert.deepStrictEqual(
      ["STOP", " stop. ", "Stop", "\u200bSTOP", "unsubscribe"].map((text) => told(Keyword.wish(text))),
      Array(5).fill("STOP ALL")
    )
    assert.deepStrictEqual(
      ["please stop by the shop today", "don't stop", "STOP 12345"].map(Keyword.wish),
      [null, null, null]
    )
  })

  it("does not depend on how the letters are composed", () => {
    for (const { texts, wish } of table) {
      for (const text of texts) {
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"] as const) {
          assert.strictEqual(told(Keyword.wish(text.normalize(form))), wish, `${form} of ${text}`)
        }
      }
    }
  })

  it("does not depend on capitals, blanks and punctuation around", () => {
    for (const { texts, wish } of table) {
      for (const text of texts) {
        for (
          const dressed of [text.toUpperCase(), `  «${text}» !! 🙂\n`, `\u200e${text.replaceAll(" ", " \u00a0\n")}।`]
        ) {
          assert.strictEqual(told(Keyword.wish(dressed)), wish, JSON.stringify(dressed))
        }
      }
    }
  })

  it("any word in front of or behind a keyword that is not known to be empty makes it a sentence", () => {
    for (const { texts, wish } of table) {
      if (wish === null) continue
      for (const text of texts) {
        assert.isNull(Keyword.wish(`ring ${text}`), text)
        assert.isNull(Keyword.wish(`${text} दुकान`), text)
        assert.isNull(Keyword.wish(`${text} 5`), text)
        assert.isNull(Keyword.wish(`${text}?`), text)
      }
    }
  })

  it("a long message is no keyword", () => {
    assert.strictEqual(told(Keyword.wish("stop ".repeat(20))), "STOP ALL")
    assert.isNull(Keyword.wish("stop ".repeat(21)))
    assert.strictEqual(told(Keyword.wish(`${" ".repeat(500)}stop${"!".repeat(400)}`)), "STOP ALL")
  })

  it.each([
    ["one letter", "s".repeat(65_536)],
    ["keywords", "stop ".repeat(13_107)],
    ["fillers", "please ".repeat(9_362)],
    ["ligatures", "\ufdfa".repeat(1000)],
    ["a short message of openings", "i dont want all the these your ".repeat(3)],
    ["Indic signs", "\u0902".repeat(65_536)]
  ])("answers fast for 64 kB of %s", (_, text) => {
    const started = performance.now()
    for (let time = 0; time < 20; time++) Keyword.wish(text)
    assert.isBelow((performance.now() - started) / 20, 50)
  })
})

describe("Keyword.ofMessage, for a button", () => {
  it.each([
    ["OPTOUT:MARKETING", { action: "OPT_OUT", scope: "MARKETING" }],
    ["optout:marketing", { action: "OPT_OUT", scope: "MARKETING" }],
    ["OptOut:All", { action: "OPT_OUT", scope: "ALL" }],
    [" OPTOUT:ALL ", { action: "OPT_OUT", scope: "ALL" }],
    ["OPTIN", { action: "OPT_IN", scope: "ALL" }],
    ["optin", { action: "OPT_IN", scope: "ALL" }],
    // Labels of buttons that were sent without a payload.
    ["Stop promotions", { action: "OPT_OUT", scope: "MARKETING" }],
    ["Unsubscribe", { action: "OPT_OUT", scope: "ALL" }],
    ["बंद करें", { action: "OPT_OUT", scope: "ALL" }],
    ["ನಿಲ್ಲಿಸಿ", { action: "OPT_OUT", scope: "ALL" }],
    ["நிறுத்து", { action: "OPT_OUT", scope: "ALL" }],
    ["ਬੰਦ ਕਰੋ", { action: "OPT_OUT", scope: "ALL" }],
    ["Start again", { action: "OPT_IN", scope: "ALL" }],
    ["OPTOUT:SMS", null],
    ["OPTIN:ALL", null],
    ["OPTOUT:ALL:1", null],
    ["loan:renew", null],
    ["toString", null],
    ["__proto__", null],
    ["Call me", null],
    ["", null]
  ])("%j that is its label, or whose label is not told", (payload, wish) => {
    assert.deepStrictEqual(Keyword.ofMessage({ payload, text: payload }), wish as Keyword.Wish | null)
    assert.deepStrictEqual(Keyword.ofMessage({ payload, text: null }), wish as Keyword.Wish | null)
  })

  it("without a payload is read by its label", () => {
    assert.deepStrictEqual(Keyword.ofMessage({ payload: null, text: "Stop promotions" }), {
      action: "OPT_OUT",
      scope: "MARKETING"
    })
    assert.isNull(Keyword.ofMessage({ payload: null, text: null }))
  })

  it("whose payload is one of ours means it, whatever the label says", () => {
    for (const text of ["Start", "No more offers", "हाँ"]) {
      assert.deepStrictEqual(Keyword.ofMessage({ payload: "OPTOUT:ALL", text }), { action: "OPT_OUT", scope: "ALL" })
    }
  })

  it.each([["ENROLL_SIP", "Start"], ["REMIND_LATER", "Stop"], ["START", "Start my SIP"], ["STOP", "Stop my SIP"]])(
    "%s, labelled %j, is somebody else's code and no keyword",
    (payload, text) => {
      assert.isNull(Keyword.ofMessage({ payload, text }))
    }
  )
})
