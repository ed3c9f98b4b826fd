import * as Effect from "effect/Effect"
import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync } from "node:fs"
import { join } from "node:path"
import { appSecret, workerSecrets } from "../e2e/platform.js"
import { until } from "../e2e/until.js"
import { bundleHttp } from "./Bundle.js"
import * as Ground from "./Ground.js"
import { end, freePort } from "./ServerProcess.js"

/** The HTTP process, always at the same address. */
export interface HttpProcess {
  readonly webhookUrl: string
  /** Ends it the hard way and starts it again; it answers a moment later. */
  readonly crash: () => Promise<void>
  /** Resolves when it answers. */
  readonly isUp: () => Promise<unknown>
}

/** Ends with its scope. */
export const make = ({ folder, postgres }: Omit<Ground.Ground, "program">) =>
  Effect.map(
    Ground.acquire(async () => {
      const program = await bundleHttp(folder)
      const port = await freePort()
      let child: ChildProcess
      const start = () => {
        const output = openSync(join(folder, "http.log"), "a")
        child = spawn(process.execPath, [program], {
          env: {
            ...process.env,
            ...workerSecrets,
            NODE_OPTIONS: "",
            DATABASE_URL: postgres.url,
            HOST: "127.0.0.1",
            PORT: String(port),
            EKTOLA_JWT_SECRET: "Zk3vQ9wLm2xTb7cRy5nHs8dJf4gPa6eU",
            WHATSAPP_APP_SECRET: appSecret,
            WHATSAPP_VERIFY_TOKEN: "q7Wd2kMz9xVb4nTc6rLs"
          },
          stdio: ["ignore", output, output]
        })
        closeSync(output)
      }
      start()
      const answers = () => fetch(`http://127.0.0.1:${port}/health/live`).then(({ ok }) => ok, () => false)
      const isUp = () => until("the start of HTTP", answers, (up) => up, { every: 50, within: 60_000 })
      await isUp()
      return {
        webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
        crash: async () => {
          await end(child)
          start()
        },
        isUp,
        end: () => end(child)
      }
    }, (http) => http.end()),
    ({ crash, isUp, webhookUrl }): HttpProcess => ({ crash, isUp, webhookUrl })
  )
