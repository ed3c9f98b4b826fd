import { readdirSync, readFileSync } from "node:fs"
import { assert, it } from "vitest"
import { mutations, plant } from "./mutations.js"
import { systemScope } from "./systemScope.js"

const root = new URL("../../", import.meta.url)
const textOf = (file: string): string => readFileSync(new URL(file, root), "utf8")

const sources = (folder: string): ReadonlyArray<string> =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => `${entry.parentPath.slice(root.pathname.length)}/${entry.name}`.replaceAll("//", "/"))

// What defines the scope, and the stores in memory, where it protects nobody.
const isOutside = (file: string) => /\/ports\/memory\/|\/postgres\/Database\.ts$|\/tenancy\/TenantScope\.ts$/.test(file)

const uses = /TenantScope\.system\b|_tag: "System"|\bvisible,/

it("the system's scope is used where the list says so, and nowhere else", () => {
  const files = ["domain", "adapters", "http", "worker"]
    .flatMap((name) => sources(`packages/${name}/src/`))
    .filter((file) => !isOutside(file) && uses.test(textOf(file)))
  const found = files.flatMap((file) => {
    const calls = Array.from(
      textOf(file).matchAll(/(?:TenantScope\.system|\bsystem|\bvisible),\s*"(\w+\.\w+)"/g),
      ([, call]) => String(call)
    )
    return calls.length === 0 ? [file] : calls
  })
  assert.deepStrictEqual([...new Set(found)].toSorted(), Object.values(systemScope).flat().toSorted())
})

it("every mutation still fits", () => {
  for (const mutation of mutations) {
    for (const { file } of mutation.changes) assert.notStrictEqual(plant(mutation, file, textOf(file)), textOf(file))
  }
})
