import { build, type Plugin } from "esbuild"
import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Mutation } from "./mutations.js"
import type { Result } from "./Simulation.js"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Steps of a seed before its calm end. */
export const defaultSteps = 150

/**
 * Runs the seeds from `first` to `last` in a process per core, and hands out results as they come. It ends early
 * with the first seed that finds what `stopAt` describes. The sources are bundled first: a mutation is a change of the bundle.
 */
export const simulate = async (options: {
  readonly first: number
  readonly last: number
  readonly steps?: number
  readonly mutation?: Mutation
  readonly stopAt?: RegExp
  readonly onResult?: (result: Result) => void
}): Promise<ReadonlyArray<Result>> => {
  const folder = await mkdtemp(join(tmpdir(), "ektola-simulation-"))
  try {
    const outfile = join(folder, "seeds.mjs")
    await build({
      entryPoints: [here("seeds.ts")],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["@ektola/source"],
      sourcemap: "inline",
      logLevel: "error",
      plugins: options.mutation === undefined ? [] : [planting(options.mutation)]
    })
    const results: Array<Result> = []
    const { first, last, steps = defaultSteps } = options
    const stop = new AbortController()
    const processes = Math.min(availableParallelism(), last - first + 1)
    const slices = Array.from({ length: processes }, (_, index) => [first + index, processes, last, steps])
    await Promise.all(slices.map((slice) =>
      runSlice(outfile, slice.map(String), stop.signal, (result) => {
        results.push(result)
        options.onResult?.(result)
        if (result.broken.some((what) => options.stopAt?.test(what) === true)) stop.abort()
      })
    ))
    return results.sort((a, b) => a.seed - b.seed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const runSlice = (
  script: string,
  input: ReadonlyArray<string>,
  signal: AbortSignal,
  onResult: (result: Result) => void
): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--enable-source-maps", script, ...input], {
      stdio: ["ignore", "pipe", "inherit"],
      signal,
      killSignal: "SIGKILL"
    })
    createInterface(child.stdout).on("line", (line) => onResult(JSON.parse(line) as Result))
    child.on("error", (error) => signal.aborted ? resolve() : reject(error))
    child.on("close", (code) =>
      code === 0 || signal.aborted ? resolve() : reject(new Error(`a process of the simulation ended with ${code}`)))
  })

const planting = ({ file, from, name, to }: Mutation): Plugin => ({
  name: "mutation",
  setup: (build) => {
    const path = here(`../../packages/domain/src/${file}`)
    build.onLoad({ filter: /packages[\\/]domain[\\/]src[\\/].*\.ts$/ }, async (input) => {
      if (input.path !== path) return undefined
      const source = await readFile(path, "utf8")
      const [before, after, ...more] = source.split(from)
      if (before === undefined || after === undefined || more.length > 0) {
        throw new Error(`"${name}" does not fit ${file} any more`)
      }
      return { contents: before + to + after, loader: "ts" }
    })
  }
})
