import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import { Redis } from "ioredis"

/** A connection that comes back by itself. What it cannot be asked now fails now: a request waits at most for `patience`. */
export const connect = (url: Redacted.Redacted<string>) =>
  Effect.gen(function*() {
    const log = Runtime.runFork(yield* Effect.runtime())
    return yield* Effect.acquireRelease(
      Effect.promise(async () => {
        const redis = new Redis(Redacted.value(url), {
          lazyConnect: true,
          connectionName: "ektola-limits",
          connectTimeout: 1_000,
          commandTimeout: patience,
          socketTimeout: 1_500,
          enableOfflineQueue: false,
          maxRetriesPerRequest: 0,
          retryStrategy: (times) => Math.min(times * 100, 1_000)
        })
        let isThere: boolean | null = null
        redis.on("ready", () => {
          if (isThere === false) log(Effect.logInfo("request limits are shared again"))
          isThere = true
        })
        // `error` events without a listener would end the process; each is followed by `close`.
        redis.on("error", () => {})
        redis.on("close", () => {
          if (isThere === false || redis.status === "end") return
          isThere = false
          log(Effect.logWarning("Redis is away: request limits hold per process until it is back"))
        })
        await redis.connect().catch(() => undefined)
        return redis
      }),
      (redis) => Effect.promise(() => redis.quit().catch(() => redis.disconnect()))
    )
  })

const patience = 250
