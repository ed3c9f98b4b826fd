import { assert, describe, it } from "@effect/vitest"
import { Action } from "@ektola/domain/identity/AuditEntry"
import { readdirSync, readFileSync } from "node:fs"

describe("the audit log", () => {
  it("has no word for what nothing writes down", () => {
    const folder = new URL("../../src/", import.meta.url)
    const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith("AuditEntry.ts"))
      .map((file) => readFileSync(new URL(file, folder), "utf8"))
      .join("\n")
    assert.deepStrictEqual(Action.literals.filter((action) => !texts.includes(`"${action}"`)), [])
  })
})
