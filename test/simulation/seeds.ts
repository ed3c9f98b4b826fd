/** Runs seeds one after the other and prints a line of JSON for each: `node seeds.mjs <first> <step> <last> <steps>`. */
import { Simulation } from "./Simulation.js"

const [first = 1, step = 1, last = 1, steps = 150] = process.argv.slice(2).map(Number)
for (let seed = first; seed <= last; seed += step) {
  const result = new Simulation(seed).run(steps)
  // The trace of a seed that is fine is of no interest, unless it was asked for alone.
  const trace = result.broken.length > 0 || first === last ? result.trace : []
  console.log(JSON.stringify({ ...result, trace }))
}
