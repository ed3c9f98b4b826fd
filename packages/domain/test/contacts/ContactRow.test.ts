import { assert, describe, it } from "@effect/vitest"
import * as ColumnMapping from "@ektola/domain/contacts/ColumnMapping"
import type { ContactInput } from "@ektola/domain/contacts/Contact"
import * as ContactRow from "@ektola/domain/contacts/ContactRow"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { parsePhone } from "./support.js"

const headings = ["Phone", "Name", "Segment", "Language", "Due Day", "Opted Out", "Note", "Birthday"] as const
const mapping = ColumnMapping.fromHeadings(headings)
if (mapping === null) throw new Error("there is no column for the phone number")

const decideCells = (cells: ReadonlyArray<string>, fault: string | null = null) =>
  ContactRow.decide({ row: 7, cells, fault, bytesRead: 0 }, { mapping, parsePhone, thisYear: 2026 })

const decide = (cells: Partial<Record<typeof headings[number], string>>) =>
  decideCells(headings.map((heading) => cells[heading] ?? (heading === "Phone" ? "9800000001" : "")))

const accepted = (cells: Parameters<typeof decide>[0]): ContactInput => Either.getOrThrow(decide(cells))
const report = (cells: Parameters<typeof decide>[0]) => Either.getOrThrow(Either.flip(decide(cells)))

describe("a row becomes a contact", () => {
  it("with nothing but a number: all else absent", () =>
    assert.deepStrictEqual(accepted({}), {
      phone: PhoneNumber.make("+919800000001"),
      name: null,
      segment: null,
      language: null,
      paymentDay: null,
      optOut: null,
      attributes: {}
    }))

  it("with everything", () =>
    assert.deepStrictEqual(
      accepted({
        Name: " आशा राव ",
        Segment: "gold loan",
        Language: "Hindi",
        "Due Day": "2.0",
        "Opted Out": "Yes",
        Note: "22k, ring",
        Birthday: "5/6/90"
      }),
      {
        phone: PhoneNumber.make("+919800000001"),
        name: "आशा राव",
        segment: "GOLD_LOAN",
        language: "hi",
        paymentDay: 2,
        optOut: "ALL",
        attributes: { note: "22k, ring", birthday: "1990-06-05" }
      }
    ))

  it("with a language that names its region", () => {
    assert.strictEqual(accepted({ Language: "en_US" }).language, "en")
    assert.strictEqual(accepted({ Language: "hi-IN" }).language, "hi")
  })

  it("with a name over several lines, in one line", () =>
    assert.strictEqual(accepted({ Name: "Asha\nRao" }).name, "Asha Rao"))

  it("with a name of 200 code points, however many units they take", () =>
    assert.strictEqual(accepted({ Name: "😀".repeat(200) }).name, "😀".repeat(200)))

  it("and an answer of no does not touch an opt-out", () => assert.isNull(accepted({ "Opted Out": "no" }).optOut))

  it("when its extra cells are blank", () =>
    assert.isTrue(Either.isRight(decideCells(["9800000001", "Asha", "", "", "", "", "", "", "", " "]))))
})

const faults: ReadonlyArray<readonly [cells: Parameters<typeof decide>[0], column: string, reason: string]> = [
  [{ Phone: "" }, "Phone", "the phone number is missing"],
  [{ Phone: "980" }, "Phone", "wrong number of digits"],
  [{ Name: "A".repeat(201) }, "Name", "the name is longer than 200 characters"],
  [{ Name: "Asha,9800000001\nRavi" }, "Name", "a quote (\") not closed"],
  [{ Name: "Asha \ufffd\ufffd" }, "Name", "a letter was lost"],
  [{ Segment: "BOTH" }, "Segment", "allowed are GOLD_LOAN, GOLD_SIP, MARKETING"],
  [{ Language: "Latin" }, "Language", "allowed are English, Hindi, Kannada, Tamil, Punjabi"],
  [{ "Due Day": "32" }, "Due Day", "from 1 to 31"],
  [{ "Opted Out": "perhaps" }, "Opted Out", "neither yes nor no"],
  [{ Note: "x".repeat(1025) }, "Note", "longer than 1024 characters"],
  [{ Note: "\ufffd" }, "Note", "a letter was lost"],
  [{ Birthday: "13/13/2000" }, "Birthday", "no such date"]
]

describe("a row fails", () => {
  for (const [cells, column, reason] of faults) {
    it(`for ${column}: ${reason}`, () => {
      const found = report(cells)
      assert.deepStrictEqual([found.row, found.kind, found.column, found.duplicateOf], [7, "FAILED", column, null])
      assert.include(found.reason, reason)
    })
  }

  it("with all its faults in one sentence", () => {
    const found = report({ Phone: "", Segment: "gold", "Due Day": "0" })
    assert.strictEqual(found.column, "Phone")
    assert.include(found.reason, "; Segment: there is no such segment")
    assert.include(found.reason, "; Due Day: a payment day")
  })

  it("when it has more values than the file has columns", () =>
    assert.include(Either.getOrThrow(Either.flip(decideCells([...headings, "x"]))).reason, "9 values for 8 columns"))

  it("when the reader could not read it", () =>
    assert.strictEqual(Either.getOrThrow(Either.flip(decideCells([], "an open quote"))).reason, "an open quote"))

  it("with a report that stays small", () => {
    const found = report({ Phone: "9".repeat(1_000_000), Name: "x\n".repeat(1000) })
    assert.isAtMost(found.value?.length ?? 0, 80)
    assert.isBelow(found.reason.length, 500)
  })
})

describe("any cells", () => {
  it("give a contact or a report, never a crash", () =>
    FastCheck.assert(FastCheck.property(
      FastCheck.array(
        FastCheck.oneof(FastCheck.string(), FastCheck.string({ unit: "binary" }), FastCheck.constant("9800000001"))
      ),
      (cells) => {
        const decided = decideCells(cells)
        if (Either.isLeft(decided)) assert.isBelow(decided.left.reason.length, 500)
        else assert.notInclude(JSON.stringify(decided.right), "\\u0000")
      }
    )))
})

describe("two rows of one person", () => {
  const first = accepted({ Name: "Asha", Note: "first" })
  const second = accepted({
    Name: "A. Rao",
    Language: "Hindi",
    Note: "second",
    Birthday: "05/06/1990",
    "Opted Out": "yes"
  })

  it("say together what each says, the earlier first, and an opt-out in either counts", () =>
    assert.deepStrictEqual(ContactRow.fill(first, second), {
      ...first,
      language: "hi",
      attributes: { note: "first", birthday: "1990-06-05" },
      optOut: "ALL"
    }))
})
