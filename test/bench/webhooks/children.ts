/** Our two processes as they are run in production, the peer's one, and the load generator. */
import { type ChildProcess, fork } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import type { Answers, Order } from "./protocol.js"

const start = (
  file: string,
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string>> = {},
  flags: ReadonlyArray<string> = []
): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [...process.execArgv, ...flags],
    env: { ...process.env, ...environment },
    // What a process logs costs it the writing; nobody reads it here.
    stdio: ["ignore", "ignore", 2, "ipc"]
  })

const heard = async (child: ChildProcess): Promise<unknown> => {
  const ended = new AbortController()
  try {
    return await Promise.race([
      once(child, "message", ended).then(([word]) => word as unknown),
      once(child, "exit", ended).then(([code]) => {
        throw new Error(`a process of the bench ended with ${String(code)}`)
      })
    ])
  } finally {
    ended.abort()
  }
}

/** A process that takes webhooks at `url`, and its helper. */
export interface Side {
  readonly name: "ours" | "bare"
  readonly url: string
  readonly pids: ReadonlyArray<number>
  readonly stop: () => Promise<void>
}

const end = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, "exit")
  child.kill()
  await exit
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

const key = () => randomBytes(32).toString("base64url")

export const startOurs = async (
  options: { readonly databaseUrl: string; readonly secret: string; readonly profile: string | null }
): Promise<Side> => {
  const port = await freePort()
  const environment = {
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: options.databaseUrl,
    REDIS_URL: "",
    EKTOLA_ENVIRONMENT: "bench",
    EKTOLA_JWT_SECRET: key(),
    EKTOLA_PERSON_KEY: key(),
    EKTOLA_TOKEN_KEYS: `bench:${key()}`,
    WHATSAPP_APP_SECRET: options.secret,
    WHATSAPP_VERIFY_TOKEN: key(),
    WHATSAPP_BASE_URL: "http://127.0.0.1:1"
  }
  const flags = options.profile === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`]
  const http = start("../../../packages/http/src/main.ts", [], environment, flags)
  const worker = start("../../../packages/worker/src/main.ts", [], environment, flags)
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; !await fetch(`${origin}/health/ready`).then(({ ok }) => ok, () => false); tries++) {
    if (tries > 300) throw new Error("our HTTP process is not ready after 30 seconds")
    await pause(100)
  }
  return {
    name: "ours",
    url: `${origin}/webhooks/whatsapp`,
    pids: [http.pid ?? 0, worker.pid ?? 0],
    stop: async () => {
      await Promise.all([end(http), end(worker)])
    }
  }
}

export const startBare = async (options: { readonly databaseUrl: string; readonly secret: string }): Promise<Side> => {
  const child = start("bare.ts", [JSON.stringify(options)])
  const port = await heard(child)
  return {
    name: "bare",
    url: `http://127.0.0.1:${String(port)}/webhooks/whatsapp`,
    pids: [child.pid ?? 0],
    stop: () => end(child)
  }
}

export const startLoad = async () => {
  const child = start("load.ts", [])
  await heard(child)
  const give = (order: Order): Promise<unknown> => {
    child.send(order)
    return heard(child)
  }
  return {
    prepare: (order: Extract<Order, { _tag: "Prepare" }>) => give(order),
    deliver: async (order: Exclude<Order, { _tag: "Prepare" }>) => await give(order) as Answers,
    stop: () => end(child)
  }
}

export type Load = Awaited<ReturnType<typeof startLoad>>
