import { build, type Plugin } from "esbuild"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Mutation } from "./mutation.js"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The worker in one file, which starts in a fraction of the time; a mutation is planted into it on the way. */
export const bundleWorker = (folder: string, mutation: Mutation | null): Promise<string> =>
  bundle(folder, "worker", mutation === null ? [] : [planting(mutation)])

/** The HTTP process in one file. */
export const bundleHttp = (folder: string): Promise<string> => bundle(folder, "http", [native])

const bundle = async (folder: string, name: "http" | "worker", plugins: Array<Plugin>): Promise<string> => {
  const outfile = join(folder, `${name}.mjs`)
  await build({
    entryPoints: [here(`../../packages/${name}/src/main.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@ektola/source"],
    external: ["pg-native"],
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    logLevel: "error",
    plugins
  })
  return outfile
}

// Machine code stays where it is.
const native: Plugin = {
  name: "native",
  setup: (build) =>
    build.onResolve({ filter: /^@node-rs\// }, ({ path }) => ({
      path: createRequire(here("../../packages/adapters/package.json")).resolve(path),
      external: true
    }))
}

const planting = (mutation: Mutation): Plugin => ({
  name: "mutation",
  setup: (build) => {
    const changes = new Map(
      mutation.changes.map((change) => [here(`../../packages/domain/src/${change.file}`), change])
    )
    build.onLoad({ filter: /packages[\\/]domain[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const change = changes.get(path)
      if (change === undefined) return undefined
      const [before, after, ...more] = (await readFile(path, "utf8")).split(change.from)
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`"${mutation.name}" does not fit ${change.file} any more`)
      }
      return { contents: before + change.to + after, loader: "ts" }
    })
  }
})
