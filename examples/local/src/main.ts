/** `npm start`: the whole product on one port, with demo data, until Ctrl-C. */
import { resolve } from "node:path"
import * as Banner from "./Banner.js"
import { startStack } from "./Stack.js"

const home = resolve(process.env["EKTOLA_HOME"] ?? ".local")
const port = Number(process.env["PORT"] ?? 8000)

const start = async (): Promise<void> => {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${process.env["PORT"]}"; set it to a whole number from 0 to 65535.`)
  }
  const stack = await startStack({
    port,
    home,
    demoData: true,
    logLevel: "Info",
    // A little of what goes wrong every day, so that reports look like real ones.
    simulator: { faults: { FAILS_131026: 0.03, STAYS_SENT: 0.05, NEVER_READ: 0.3, DUPLICATE: 0.05 } },
    answerTimeout: "30 seconds",
    answerWithin: "2 minutes",
    unconfirmedDeadline: "15 minutes"
  })
  Banner.print(stack.url, home)

  let stopping = false
  const stop = () => {
    if (stopping) process.exit(130)
    stopping = true
    console.log("Stopping. Press Ctrl-C again to stop at once.")
    stack.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      }
    )
  }
  process.on("SIGINT", stop)
  process.on("SIGTERM", stop)
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
