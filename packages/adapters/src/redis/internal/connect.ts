import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import { Redis } from "ioredis"

/**
 * A connection that comes back by itself and never makes anybody wait long: what cannot be asked now fails now. It is
 * there at once, also when the server is not.
 */
export const connect = (url: Redacted.Redacted<string>) =>
  Effect.gen(function*() {
    const log = Runtime.runFork(yield* Effect.runtime())
    return yield* Effect.acquireRelease(
      Effect.promise(async () => {
        const redis = new Redis(Redacted.value(url), {
          lazyConnect: true,
          connectionName: "ektola-budget",
          connectTimeout: 1_000,
          commandTimeout: 1_000,
          // Nobody answers and nobody closes the connection: without this it would seem open for minutes.
          socketTimeout: 1_500,
          enableOfflineQueue: false,
          // A script that ran already would run twice.
          autoResendUnfulfilledCommands: false,
          maxRetriesPerRequest: 0,
          retryStrategy: (times) => Math.min(times * 100, 1_000),
          // After a failover this may be a replica, and its address be another server's.
          reconnectOnError: (error) => error.message.startsWith("READONLY")
        })
        logChanges(redis, log)
        await redis.connect().catch(() => undefined)
        return redis
      }),
      (redis) => Effect.promise(() => redis.quit().catch(() => redis.disconnect()))
    )
  })

/** One line per change, not per attempt; `error` events without a listener would end the process. */
const logChanges = (redis: Redis, log: (effect: Effect.Effect<void>) => unknown): void => {
  let isThere: boolean | null = null
  let reason = "the connection was closed"
  redis.on("error", (error: Error) => {
    reason = error.message
  })
  redis.on("ready", () => {
    if (isThere === null) log(warnOfEviction(redis))
    if (isThere !== true) log(Effect.logInfo("the send budget's Redis is there"))
    isThere = true
  })
  redis.on("close", () => {
    if (isThere === false || redis.status === "end") return
    isThere = false
    log(Effect.logWarning("the send budget's Redis is away, and nothing is sent until it is back", { reason }))
  })
}

// Somebody forgotten is somebody who gets two messages. Not every server lets its settings be read.
const warnOfEviction = (redis: Redis): Effect.Effect<void> =>
  Effect.tryPromise(async () => {
    const [, policy] = await redis.config("GET", "maxmemory-policy") as Array<string>
    return policy
  }).pipe(
    Effect.flatMap((policy) =>
      policy === undefined || policy === "noeviction"
        ? Effect.void
        : Effect.logWarning(
          `set Redis' maxmemory-policy to noeviction: under ${policy} it may forget whom was written to`
        )
    ),
    Effect.ignore
  )
