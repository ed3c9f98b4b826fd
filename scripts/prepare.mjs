// Runs after npm install and npm ci: patches Effect's diagnostics into the compiler. With --omit=dev there is no
// compiler, and nothing to do.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { root, run } from "./lib/run.mjs"

if (existsSync(join(root, "node_modules", "@effect", "language-service"))) {
  const { code, output } = await run("effect-language-service", ["patch"])
  if (code !== 0) {
    console.error(output)
    process.exit(code)
  }
}
