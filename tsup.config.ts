// The JavaScript of every published package; scripts/build.mjs runs it with the package as working directory and adds
// the declarations.
import { readdirSync } from "node:fs"
import { defineConfig } from "tsup"

// Named entries: from a bare glob tsup derives the output folder, and drops a folder that all files have in common.
const entry = Object.fromEntries(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file.slice(0, -3), `src/${file}`])
)

export default defineConfig({
  entry,
  tsconfig: "../../tsconfig.base.json",
  format: ["esm"],
  target: "node20",
  // Bundling resolves the relative imports; splitting keeps a module that two entries share as one module.
  bundle: true,
  splitting: true,
  // All packages stay imports, so that no copy of effect is built in: two copies do not know each other's tags.
  skipNodeModulesBundle: true,
  sourcemap: true,
  clean: true,
  silent: true
})
