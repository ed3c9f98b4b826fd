/** Redis servers of a test's own, that it may flush, freeze and stop. */
import * as Effect from "effect/Effect"
import { Redis } from "ioredis"
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Why there can be none here; null when there can. */
export const whyNoServer = spawnSync("redis-server", ["--version"]).status === 0
  ? null
  : "the programme redis-server is not installed"

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

export class RedisServer {
  private process: ChildProcess | null = null

  private constructor(readonly port: number, private readonly folder: string) {}

  /** Stopped at first. It is gone with the scope, and its data with it. */
  static readonly make = Effect.acquireRelease(
    Effect.promise(async () => new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), "ektola-redis-")))),
    (server) =>
      Effect.promise(async () => {
        await server.stop("SIGKILL")
        await rm(server.folder, { recursive: true })
      })
  )

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  readonly start = (...settings: ReadonlyArray<string>) =>
    Effect.promise(async () => {
      const own = ["--port", String(this.port), "--dir", this.folder, "--save", "3600 1"]
      this.process = spawn("redis-server", [...own, ...settings], { stdio: "ignore" })
      const redis = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null })
      redis.on("error", () => undefined)
      await redis.ping()
      redis.disconnect()
    })

  /** SIGTERM lets it write its data; SIGKILL does not. */
  async stop(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const { process } = this
    if (process === null || process.exitCode !== null) return
    const ended = new Promise((resolve) => process.once("exit", resolve))
    process.kill(signal)
    await ended
    this.process = null
  }

  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.process?.kill(signal)
  }

  /** One question of the test's own. */
  readonly ask = <A>(question: (redis: Redis) => Promise<A>) =>
    Effect.promise(async () => {
      const redis = new Redis(this.url)
      try {
        return await question(redis)
      } finally {
        redis.disconnect()
      }
    })
}
