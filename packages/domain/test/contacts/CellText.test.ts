import { assert, describe, it } from "@effect/vitest"
import * as CellText from "@ektola/domain/contacts/CellText"

const table = <A>(parse: (text: string) => A, rows: ReadonlyArray<readonly [text: string, expected: A]>) => {
  for (const [text, expected] of rows) {
    it(`${JSON.stringify(text)} is ${String(expected)}`, () => assert.strictEqual(parse(text), expected))
  }
}

describe("dayOfMonth", () =>
  table(CellText.dayOfMonth, [
    ["1", 1],
    ["31", 31],
    ["05", 5],
    ["2.0", 2],
    ["5th", 5],
    ["१५", 15],
    ["௫", 5],
    ["0", null],
    ["32", null],
    ["-1", null],
    ["2.5", null],
    ["5/6", null],
    ["five", null],
    ["", null]
  ]))

describe("isYes", () =>
  table(CellText.isYes, [
    ["yes", true],
    ["Y", true],
    ["TRUE", true],
    ["1", true],
    ["1.0", true],
    ["Opted Out", true],
    ["opt-out", true],
    ["✓", true],
    ["हाँ", true],
    ["ಹೌದು", true],
    ["ஆம்", true],
    ["ਹਾਂ", true],
    ["", false],
    ["-", false],
    ["no", false],
    ["0", false],
    ["N/A", false],
    ["नहीं", false],
    ["இல்லை", false],
    ["perhaps", null],
    ["05/06/2025", null],
    ["?", null]
  ]))

describe("date", () =>
  table((text) => CellText.date(text, 2026), [
    ["05/06/1990", "1990-06-05"],
    ["5-6-90", "1990-06-05"],
    ["31.12.1985", "1985-12-31"],
    ["1-1-26", "2026-01-01"],
    ["1-1-27", "1927-01-01"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2023", null],
    ["29/02/1900", null],
    ["29/02/2000", "2000-02-29"],
    ["31/04/2000", null],
    ["5 June 1990", "1990-06-05"],
    ["5th Jun, 1990", "1990-06-05"],
    ["05-Jun-90", "1990-06-05"],
    ["1990-06-05", "1990-06-05"],
    ["1990-06-05 00:00:00", "1990-06-05"],
    ["०५/०६/१९९०", "1990-06-05"],
    ["13/13/2000", null],
    ["00/01/2000", null],
    ["5 Foo 1990", null],
    ["33029", null],
    ["05/06/0090", null]
  ]))

describe("clean", () =>
  table(CellText.clean, [
    ["  Asha ", "Asha"],
    ["As\u0000ha", "Asha"],
    ["\u0000", ""],
    ["#N/A", ""],
    ["#REF!", ""],
    ["#5, MG Road", "#5, MG Road"],
    ["क्‍ष", "क्‍ष"]
  ]))

describe("shorten", () => {
  it("counts code points, keeps one line and marks what was cut", () => {
    assert.strictEqual(CellText.shorten("😀😀😀😀", 3), "😀😀…")
    assert.strictEqual(CellText.shorten("a\r\nb\u0000c", 10), "a b c")
    assert.strictEqual(CellText.shorten("A".repeat(1_000_000), 80).length, 80)
  })
})
