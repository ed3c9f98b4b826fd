import { assert, describe, it } from "@effect/vitest"
import { readdirSync } from "node:fs"
import { answers, bodies } from "./fixtureEffects.js"
import { effectOf } from "./fixtureWorld.js"

const folder = new URL("../fixtures/whatsapp/", import.meta.url)

describe("what each webhook fixture changes, and nothing else", () => {
  it("every fixture is a body with its effect, or an answer that a suite of its own tests", () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort()
    assert.deepStrictEqual([...Object.keys(bodies), ...answers].sort(), files)
  })

  for (const [file, { effect, given = [] }] of Object.entries(bodies)) {
    it.effect(file, () => effectOf(file, given, (changed) => assert.deepStrictEqual(changed, effect)))
  }
})
