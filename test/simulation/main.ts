/** `npm run test:sim -- --seeds 2000` runs seeds; `-- --seed 17` replays one with its trace; `-- --mutations` checks the check. */
import { parseArgs } from "node:util"
import { mutations } from "./mutations.js"
import { defaultSteps, simulate } from "./simulate.js"
import type { Result } from "./Simulation.js"

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "300" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    steps: { type: "string", default: String(defaultSteps) },
    mutations: { type: "boolean", default: false }
  }
})

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`
const first = Number(values.seed ?? values.from)
const last = values.seed === undefined ? first + Number(values.seeds) - 1 : first
const began = performance.now()

const show = ({ broken, seed, trace }: Result) => {
  console.log(trace.join("\n"))
  console.log(broken.length === 0 ? `seed ${seed}: nothing untrue` : `seed ${seed}: ${broken.join("\n  ")}`)
}

const runSeeds = async (): Promise<boolean> => {
  let done = 0
  const results = await simulate({
    first,
    last,
    steps: Number(values.steps),
    onResult: () => {
      done++
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${last - first + 1}`)
    }
  })
  if (process.stderr.isTTY) process.stderr.write("\r")
  const failed = results.filter(({ broken }) => broken.length > 0)
  if (values.seed !== undefined) results.forEach(show)
  else if (failed[0] !== undefined) show(failed[0])
  for (const { broken, seed } of failed) {
    console.log(`seed ${seed}: ${broken[0]}; again: npm run test:sim -- --seed ${seed}`)
  }
  const totals: Record<string, number> = {}
  for (const { counts } of results) {
    for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count
  }
  for (const [name, count] of Object.entries(totals).sort(([a], [b]) => a < b ? -1 : 1)) {
    console.log(`${String(count).padStart(9)}  ${name}`)
  }
  console.log(`${results.length} seeds, ${failed.length} failed, ${seconds(began)}`)
  return failed.length === 0 && results.length === last - first + 1
}

const runMutations = async (): Promise<boolean> => {
  let caught = 0
  for (const mutation of mutations) {
    const results = await simulate({ first, last, mutation, stopAt: mutation.finds })
    const found = results.find(({ broken }) => broken.some((what) => mutation.finds.test(what)))
    if (found !== undefined) caught++
    console.log(
      `${found === undefined ? "MISSED" : "caught"}  ${mutation.name} (seed ${found?.seed}: ${found?.broken[0]})`
    )
  }
  console.log(`${mutations.length} mutations, ${caught} caught, ${seconds(began)}`)
  return caught === mutations.length
}

process.exitCode = await (values.mutations ? runMutations() : runSeeds()) ? 0 : 1
