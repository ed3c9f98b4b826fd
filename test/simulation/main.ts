/** `npm run test:sim -- --seeds 2000`, `-- --seed 17` for one seed with its trace. */
import { parseArgs } from "node:util"
import { Simulation } from "./Simulation.js"

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "300" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    steps: { type: "string", default: "150" }
  }
})

const steps = Number(values.steps)
const seeds = values.seed === undefined
  ? Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index)
  : [Number(values.seed)]

const totals: Record<string, number> = {}
const began = performance.now()
let failed = 0
for (const seed of seeds) {
  const { broken, counts, trace } = new Simulation(seed).run(steps)
  for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count
  if (values.seed !== undefined) console.log(trace.join("\n"))
  if (broken.length > 0) {
    failed++
    console.log(`seed ${seed}: ${broken[0]}`)
    if (failed >= 10) break
  }
}
console.log(Object.entries(totals).sort().map(([name, count]) => `${name} ${count}`).join(", "))
console.log(`${seeds.length} seeds, ${failed} failed, ${((performance.now() - began) / 1000).toFixed(1)} s`)
process.exit(failed === 0 ? 0 : 1)
