import { assert, describe, it } from "@effect/vitest"
import * as Delimiter from "@ektola/adapters/files/Delimiter"

const files: ReadonlyArray<readonly [what: string, text: string, delimiter: string]> = [
  ["commas", "Name,Phone\nAsha,1\n", ","],
  ["semicolons in two columns, with a line break at the end", "Name;Phone\nAsha;9800000001\n\n", ";"],
  [
    "tabs between addresses full of commas",
    "Name\tPhone\tAddress\nAsha\t1\t12, MG Road, Pune\nRavi\t2\t4, Gandhi Chowk, Nashik\n",
    "\t"
  ],
  ["tabs beside one column that always has a comma", "Name\tPhone\tAddress, City\nAsha\t1\tMG Road, Pune\n", "\t"],
  ["bars", "Name|Phone\nAsha|1\n", "|"],
  ["commas beside values with semicolons", "Name,Phone,Note\nAsha,1,a;b\nRavi,2,c;d\n", ","],
  ["semicolons beside Indian thousands", "Name;Phone;Loan\nAsha;1;1,50,000\nRavi;2;2,00,000\n", ";"],
  ["semicolons around quoted cells", "\"Name\";\"Phone\"\n\"Rao, Asha\";\"1\"\n\"Jain, Ravi\";\"2\"\n", ";"],
  ["commas around quoted cells with line breaks", "Name,Phone\n\"Asha;\nRao\",1\n\"Ravi;\nJain\",2\n", ","],
  ["semicolons under a title with a comma", "Shree Jewellers, Pune\nName;Phone\nAsha;1\n", ";"],
  ["nothing, in a file of one column", "Phone\n9800000001\n", ","]
]

describe("detect", () => {
  for (const [what, text, delimiter] of files) {
    it(`finds ${what}`, () => assert.strictEqual(Delimiter.detect(text, true), delimiter))
  }

  it("leaves out a row that was cut off", () => {
    assert.strictEqual(Delimiter.detect("Name;Phone\nAsha;1\n12, MG Road, P", false), ";")
    assert.strictEqual(Delimiter.detect("Name;Phone;Ci", false), ";")
  })
})

describe("fromHint", () => {
  it("reads Excel's first line and takes it away", () => {
    assert.deepStrictEqual(Delimiter.fromHint("sep=;\nName;Phone\n"), { delimiter: ";", rest: "Name;Phone\n" })
    assert.deepStrictEqual(Delimiter.fromHint("\"SEP=\t\"\nName\n"), { delimiter: "\t", rest: "Name\n" })
  })

  it("is no hint in any other line", () => assert.isNull(Delimiter.fromHint("Name;Phone\nsep=;\n")))
})
