/** Runs the cases of a file, and makes sure that none of them is left out without a word. */
import { assert, describe, it } from "@effect/vitest"
import type * as Effect from "effect/Effect"
import type * as TestServices from "effect/TestServices"
import { readFileSync } from "node:fs"
import { readCases } from "./support.js"

interface Case {
  readonly id: string
  readonly fault: string
}

/** A case is shown by a test, or by one that stands in another file. */
export type Shown = Effect.Effect<void, unknown, TestServices.TestServices> | Elsewhere

interface Elsewhere {
  readonly _tag: "Elsewhere"
  readonly file: string
  readonly title: string
}

/** `title` is the test's, as it is written in `file`, a path from the root of the repository. */
export const elsewhere = (file: string, title: string): Elsewhere => ({ _tag: "Elsewhere", file, title })

const isElsewhere = (shown: Shown): shown is Elsewhere => "_tag" in shown && shown._tag === "Elsewhere"

const textOf = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")

/** The cases of the first column of the list of deviations, single ones and ranges such as `IMP-35 to IMP-45`. */
const deviations = (): ReadonlySet<string> => {
  const ids = new Set<string>()
  for (const [, column = ""] of textOf("test/cases/DEVIATIONS.md").matchAll(/^\| ([^|]*) \|/gm)) {
    for (const [, area = "", first, , last] of column.matchAll(/([A-Z]{3})-(\d+)( to [A-Z]{3}-(\d+))?/g)) {
      for (let number = Number(first); number <= Number(last ?? first); number++) {
        ids.add(`${area}-${String(number).padStart(2, "0")}`)
      }
    }
  }
  return ids
}

/** `shown` has what shows a case, or each part of it, by id. A case without must stand in the list of deviations. */
export const describeCases = (
  title: string,
  file: string,
  shown: Readonly<Record<string, Shown | ReadonlyArray<Shown>>>
): void => {
  const cases = readCases<Case>(file)
  describe(title, () => {
    for (const { fault, id } of cases) {
      const parts = [shown[id] ?? []].flat()
      for (const [index, part] of parts.entries()) {
        const name = parts.length === 1 ? id : `${id} (${index + 1})`
        if (isElsewhere(part)) {
          it(`${name}: ${fault}, in ${part.file}`, () => assert.include(textOf(part.file), part.title))
        } else it.effect(`${name}: ${fault}`, () => part)
      }
    }

    it("every case has a test or a line in the list of deviations, and every test a case", () => {
      const told = deviations()
      assert.deepStrictEqual(cases.filter(({ id }) => shown[id] === undefined && !told.has(id)), [])
      const ids = new Set(cases.map(({ id }) => id))
      assert.deepStrictEqual(Object.keys(shown).filter((id) => !ids.has(id)), [])
    })
  })
}
