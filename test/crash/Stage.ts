import { layerConnection } from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import type { Probabilities } from "@ektola/adapters/simulator/Faults"
import type { Simulator } from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { platform } from "../e2e/platform.js"
import * as Asked from "./Asked.js"
import { bundleWorker } from "./Bundle.js"
import * as Fleet from "./Fleet.js"
import type { Mutation } from "./mutation.js"
import { type WorkerName, workers } from "./Plan.js"
import { type PostgresServer, startPostgres } from "./PostgresServer.js"
import { type RedisServer, startRedis } from "./RedisServer.js"
import { launch, openShops, type Shop } from "./Shop.js"

/** Everything that runs: both servers, HTTP and the simulator in this process, two workers beside it. */
export interface Stage {
  /** Logs of the workers. It outlives the stage, unless that ends in a failure of its own. */
  readonly folder: string
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  readonly pool: pg.Pool
  readonly simulator: Simulator
  readonly asked: Asked.Record
  readonly fleet: Fleet.Fleet
  readonly shops: ReadonlyArray<Shop>
  /** Commits one campaign of every shop and resolves when all are active. */
  readonly launch: (round: number) => Promise<void>
}

// None of these pauses a sender or a campaign, or opts anybody out: the shops go on through all rounds.
const faults: Probabilities = {
  HANG_AFTER_ACCEPT: 0.01,
  HANG: 0.003,
  CLOSE_AFTER_ACCEPT: 0.01,
  CLOSE: 0.003,
  HTML_502_AFTER_ACCEPT: 0.01,
  CODE_131000_AFTER_ACCEPT: 0.01,
  CODE_130429: 0.01,
  CODE_130429_HTTP_429: 0.005,
  CODE_131056: 0.003,
  FAILS_131026: 0.03,
  FAILS_131049: 0.02,
  STAYS_SENT: 0.03,
  NEVER_READ: 0.05,
  DUPLICATE: 0.05,
  DELIVERED_BEFORE_SENT: 0.05,
  READ_WITHOUT_DELIVERED: 0.05,
  LATE: 0.05
}

const settings = {
  EKTOLA_LEASE_FOR: "2 seconds",
  EKTOLA_ANSWER_WITHIN: "3 seconds",
  EKTOLA_UNCONFIRMED_DEADLINE: "2 seconds"
}

const acquire = <A>(start: () => Promise<A>, end: (value: A) => Promise<unknown>) =>
  Effect.acquireRelease(Effect.promise(start), (value) => Effect.promise(() => end(value)))

/** Ends with its scope. */
export const make = (options: {
  readonly seed: number
  readonly mutation: Mutation | null
  readonly rates: ReadonlyArray<number>
  readonly customersPerSegment: number
}) =>
  Effect.gen(function*() {
    const folder = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "ektola-crash-"))),
      (folder, exit) =>
        Effect.promise(() =>
          rm(Exit.isSuccess(exit) ? join(folder, "postgres") : folder, { recursive: true, force: true })
        )
    )
    const program = yield* Effect.promise(() => bundleWorker(folder, options.mutation))
    const postgres = yield* acquire(() => startPostgres(folder), (server) => server.crash().catch(() => undefined))
    const redis = yield* acquire(() => startRedis(folder), (server) => server.kill())
    yield* Effect.provide(Migrations.migrate, layerConnection({ url: Redacted.make(postgres.url), maxConnections: 1 }))
    const pool = yield* acquire(async () => poolOf(postgres.url), (pool) => pool.end())

    const { context, simulator, url } = yield* platform({
      databaseUrl: postgres.url,
      // Small webhooks would cost this process more than all the rest.
      simulator: { seed: options.seed, faults, answerDelay: [5, 60], webhooks: { batchWindow: 50 } }
    })
    const asked = Asked.make()
    const addresses = new Map<WorkerName, string>()
    for (const name of workers) {
      const server = yield* acquire(
        () => SimulatorServer.listen(asked.seenBy(name, simulator), { hangFor: 4_000 }),
        (server) => server.close()
      )
      addresses.set(name, server.url)
    }
    const { admin, shops } = yield* Effect.provide(
      openShops({ ...options, simulator, webhookUrl: `${url}/webhooks/whatsapp` }),
      context
    )
    const fleet = yield* acquire(
      async () =>
        Fleet.make({
          program,
          folder,
          databaseUrl: postgres.url,
          environment: { ...settings, REDIS_URL: redis.url },
          whatsAppUrlOf: (name) => addresses.get(name) ?? ""
        }),
      (fleet) => fleet.endAll()
    )
    const stage: Stage = {
      folder,
      postgres,
      redis,
      pool,
      simulator,
      asked,
      fleet,
      shops,
      launch: (round) => Effect.runPromise(Effect.provide(launch({ admin, shops, simulator, round }), context))
    }
    return stage
  })

const poolOf = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max: 3 })
  // Idle connections end when the server is crashed; the next query takes a new one.
  pool.on("error", () => undefined)
  return pool
}
