import { spawn } from "node:child_process"
import { once } from "node:events"
import { closeSync, openSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { workerSecrets } from "../e2e/platform.js"
import type { WorkerName } from "./Plan.js"
import { end } from "./ServerProcess.js"

/** A worker process while it lives. `application` is the name of its database connections. */
export interface Running {
  readonly name: WorkerName
  readonly pid: number
  readonly application: string
  readonly startedAt: number
}

/** The worker processes. One that ends by itself is started again, as a supervisor would do it. */
export interface Fleet {
  readonly start: (name: WorkerName) => Running
  readonly running: (name: WorkerName) => Running | undefined
  /** Resolves when the process is gone; what it was at its end is told. */
  readonly kill: (name: WorkerName) => Promise<{ readonly was: Running; readonly at: number } | null>
  readonly endAll: () => Promise<void>
  /** The last words of those that ended by themselves. */
  readonly ended: ReadonlyArray<string>
}

export const make = (options: {
  readonly program: string
  readonly folder: string
  readonly databaseUrl: string
  readonly environment: Readonly<Record<string, string>>
  readonly whatsAppUrlOf: (name: WorkerName) => string
}): Fleet => {
  const living = new Map<WorkerName, { readonly was: Running; readonly kill: () => Promise<number> }>()
  const ended: Array<string> = []
  let starts = 0
  let closed = false

  const start = (name: WorkerName): Running => {
    const application = `worker-${name}-${++starts}`
    const url = new URL(options.databaseUrl)
    url.searchParams.set("application_name", application)
    const log = join(options.folder, `${application}.log`)
    const output = openSync(log, "a")
    const child = spawn(process.execPath, [options.program], {
      env: {
        ...process.env,
        ...workerSecrets,
        NODE_OPTIONS: "",
        DATABASE_URL: url.href,
        WHATSAPP_BASE_URL: options.whatsAppUrlOf(name),
        ...options.environment
      },
      stdio: ["ignore", output, output]
    })
    closeSync(output)
    const was: Running = { name, pid: child.pid ?? 0, application, startedAt: Date.now() }
    let killedAt = 0
    living.set(name, {
      was,
      kill: async () => {
        killedAt = Date.now()
        await end(child)
        return killedAt
      }
    })
    void once(child, "exit").then(async ([code, signal]) => {
      if (living.get(name)?.was === was) living.delete(name)
      if (killedAt > 0) return
      ended.push(`${application} ended with ${code ?? signal}: ${readFileSync(log, "utf8").trim().slice(-500)}`)
      await pause(250)
      if (!closed && !living.has(name)) start(name)
    })
    return was
  }

  const kill = async (name: WorkerName) => {
    const victim = living.get(name)
    if (victim === undefined) return null
    const at = await victim.kill()
    return { was: victim.was, at }
  }

  return {
    start,
    running: (name) => living.get(name)?.was,
    kill,
    endAll: async () => {
      closed = true
      await Promise.all([...living.keys()].map(kill))
    },
    ended
  }
}
