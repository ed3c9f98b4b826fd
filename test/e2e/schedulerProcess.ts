/** A scheduler as a process of its own. Its time is what the parent says; it works from the first word on. */
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { clockThatShows } from "./clock.js"

/** What the parent says: the time, in milliseconds since the epoch. */
export interface Word {
  readonly now: number
}

let now = 0
const clock = clockThatShows(() => now)

const program = Effect.gen(function*() {
  const { step } = yield* Scheduler.Scheduler
  const begin = yield* Deferred.make<void>()
  process.on("message", (word: Word) => {
    now = word.now
    Deferred.unsafeDone(begin, Effect.void)
  })
  process.on("disconnect", () => process.exit(0))
  process.send?.("ready")
  yield* Deferred.await(begin)
  // A store that was busy is asked again, as a worker does; anything else ends the process and so the test.
  yield* Effect.withClock(step, clock).pipe(
    Effect.catchIf((error) => error.retryable, () => Effect.sync(() => process.send?.("retried"))),
    Effect.zipRight(Effect.sleep("2 millis")),
    Effect.forever
  )
})

const ports = Layer.mergeAll(
  Layer.provide(
    Postgres.layer,
    Postgres.layerConnection({ url: Redacted.make(process.env["DATABASE_URL"] ?? ""), maxConnections: 2 })
  ),
  IdGenerator.layer,
  PersonHasherHmac.layer(Redacted.make(process.env["EKTOLA_PERSON_KEY"] ?? ""))
)

Effect.runPromise(Effect.provide(program, Layer.provide(Scheduler.layer(Scheduler.defaults), ports))).catch(
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  }
)
