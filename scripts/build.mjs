// npm run build [-- domain sdk …]: dist of every published package: JavaScript through tsup, declarations through tsc.
import { join } from "node:path"
import { emitDeclarations } from "./lib/declarations.mjs"
import { published, root, run } from "./lib/run.mjs"

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !published.some((each) => each.name === name))
if (unknown.length > 0) {
  console.error(`no such package: ${unknown.join(", ")}; there are ${published.map(({ name }) => name).join(", ")}`)
  process.exit(1)
}

const packages = published.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const built = await Promise.all(packages.map(async ({ directory, name }) => {
  const { code, output } = await run("tsup", ["--config", join(root, "tsup.config.ts")], { cwd: directory })
  if (code !== 0) console.error(`FAIL packages/${name}\n${output}`)
  return code === 0
}))

// After tsup, which empties dist first.
const complaints = emitDeclarations(packages)
if (complaints !== "") console.error(`FAIL declarations\n${complaints}`)

if (built.includes(false) || complaints !== "") process.exit(1)
console.log(`built ${packages.map(({ name }) => `packages/${name}`).join(", ")}`)
