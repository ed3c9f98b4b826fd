/** `npm run test:outage -- --seconds 30` takes Redis and PostgreSQL away for so long, in every way, while messages leave. */
import { parseArgs } from "node:util"
import { isWithin } from "../crash/Limits.js"
import { Missing } from "../crash/ServerProcess.js"
import { kinds, patience } from "./Outage.js"
import { report, type Result, run } from "./Suite.js"

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "30" }, only: { type: "string" } }
})

const isFine = ({ endedAlone, limits, passed, reckoning }: Result): boolean =>
  reckoning.violations.length === 0 && endedAlone.length === 0 && limits.every(isWithin) &&
  passed.every(({ firstSent, kind, linesPerSecond }) => firstSent <= patience(kind) && linesPerSecond <= 5)

const began = performance.now()
try {
  const result = await run({
    kinds: kinds.filter((kind) => values.only === undefined || kind.startsWith(values.only)),
    seconds: Number(values.seconds),
    say: (line) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  })
  console.log(`\n${report(result)}`)
  process.exitCode = isFine(result) ? 0 : 1
} catch (error) {
  if (!(error instanceof Missing)) throw error
  console.error(error.message)
  process.exitCode = 1
}
