// npm run generate: contract -> packages/http/openapi.json -> packages/sdk/src/generated/schema.ts.
// With --check nothing is written; a stale file is named and the exit code is 1.
import { existsSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import openapiTS, { astToString } from "openapi-typescript"
import { node, root } from "./lib/run.mjs"

const check = process.argv.includes("--check")

const document = await node(
  // The condition makes @ektola imports resolve to src, so nothing has to be built first.
  ["--conditions=@ektola/source", "--import", "tsx", join(root, "scripts", "openapi.mjs")],
  { stdoutOnly: true }
)
if (document.code !== 0) {
  console.error(`packages/http/src/contract/Api.ts gave no OpenAPI document\n${document.output}`)
  process.exit(1)
}

const types = "// Generated from packages/http/openapi.json by `npm run generate`; do not edit.\n\n" +
  // A field with a default may be left out of a request.
  astToString(await openapiTS(JSON.parse(document.output), { silent: true, defaultNonNullable: false }))

const stale = []
for (
  const [file, content] of [
    ["packages/http/openapi.json", document.output],
    ["packages/sdk/src/generated/schema.ts", types]
  ]
) {
  const path = join(root, file)
  const before = existsSync(path) ? await readFile(path, "utf8") : undefined
  if (before === content) continue
  if (check) {
    stale.push(before === undefined ? `${file} is missing` : `${file} is stale`)
  } else {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
    console.log(`wrote ${file}`)
  }
}

if (stale.length > 0) {
  console.error(`${stale.join("\n")}\nrun \`npm run generate\` and commit the result`)
  process.exit(1)
}
