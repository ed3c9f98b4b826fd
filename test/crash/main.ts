/**
 * `npm run test:crash -- --rounds 200` kills workers in the middle of sending, and servers beside them, and holds the
 * simulator's log against the database; `-- --mutation` checks the check. `-- --what intake` kills HTTP as well, and workers
 * while runs are prepared and webhooks applied, and recounts everything in the end.
 */
import { parseArgs } from "node:util"
import * as Intake from "./Intake.js"
import { isWithin } from "./Limits.js"
import { markedAfterThePost } from "./mutation.js"
import { report } from "./Report.js"
import { Missing } from "./ServerProcess.js"
import { type Result, run } from "./Suite.js"

const { values } = parseArgs({
  options: {
    what: { type: "string", default: "sending" },
    rounds: { type: "string" },
    seed: { type: "string", default: "1" },
    mutation: { type: "boolean", default: false }
  }
})

const stop = new AbortController()
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort())

const isFine = ({ kills, limits, reckoning, stopped }: Result): boolean =>
  reckoning.violations.length === 0 && stopped === null && kills.length > 0 &&
  limits.every(isWithin)

const main = async (): Promise<boolean> => {
  const began = performance.now()
  const say = (line: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  if (values.what === "intake") {
    const result = await Intake.run({
      rounds: Number(values.rounds ?? 20),
      seed: Number(values.seed),
      patience: 120_000,
      signal: stop.signal,
      say
    })
    console.log(`\n${Intake.report(result)}`)
    const fine = result.differences.length === 0 && result.stopped === null
    if (!fine) console.log(`  logs of the processes: ${result.folder}`)
    return fine
  }
  if (values.what !== "sending") throw new Error("--what is sending or intake")
  const mutation = values.mutation ? markedAfterThePost : null
  const result = await run({
    rounds: Number(values.rounds ?? (mutation === null ? 20 : 5)),
    seed: Number(values.seed),
    mutation,
    // With the mutation some messages never end.
    patience: mutation === null ? 120_000 : 15_000,
    signal: stop.signal,
    say
  })
  console.log(`\n${report(result)}`)
  console.log(
    `  ${result.kills.length} kills, seed ${values.seed}, ${((performance.now() - began) / 1000).toFixed(0)} s`
  )
  const fine = isFine(result)
  if (!fine) console.log(`  logs of the workers: ${result.folder}`)
  if (mutation === null) return fine
  const caught = result.reckoning.violations.some(({ kind }) => kind === "SEEN_TWICE" || kind === "UNTRUE")
  console.log(`${caught ? "caught" : "MISSED"}: ${mutation.name}`)
  return caught
}

try {
  process.exitCode = await main() ? 0 : 1
} catch (error) {
  if (!(error instanceof Missing) && !stop.signal.aborted) throw error
  console.error(error instanceof Missing ? error.message : "stopped")
  // What was under way when it was stopped may still be waiting.
  process.exit(1)
}
