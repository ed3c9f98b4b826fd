/**
 * `npm run test:fuzz -- --requests 20000 --slow 2000 --seed 1 --only contacts`: requests per route, and per route that hashes
 * a password. Limits are off, and the stores in memory.
 */
import { parseArgs } from "node:util"
import { fuzz, operations } from "./fuzz.js"

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "300" },
    slow: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string" }
  }
})

const hashes = /^auth\.(register|login|resetPassword|changePassword|verifyOtp)$/
const began = performance.now()
const report = await fuzz({
  seed: Number(values.seed),
  requests: ({ name }) => Number(hashes.test(name) ? values.slow ?? values.requests : values.requests),
  only: values.only === undefined ? undefined : new RegExp(values.only),
  onOperation: (name) => process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s  ${name}\n`)
})
for (const [kind, example] of report.findings) console.log(`${kind}\n    ${example}`)
console.log(
  [...report.statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`).join(", ")
)
console.log(
  `${report.requests} requests to ${operations.length} routes, ${report.findings.size} kinds of findings, slowest ${
    report.slowest.toFixed(0)
  } ms, ${((performance.now() - began) / 1000).toFixed(0)} s`
)
process.exit(report.findings.size === 0 ? 0 : 1)
