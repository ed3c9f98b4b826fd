import { layerConnection } from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { bundleWorker } from "./Bundle.js"
import type { Mutation } from "./mutation.js"
import { type PostgresServer, startPostgres } from "./PostgresServer.js"
import { type RedisServer, startRedis } from "./RedisServer.js"

/** What every stage stands on: servers of its own, one of them with an empty database, and the worker's program. */
export interface Ground {
  /** Logs of the workers. It outlives the ground, unless that ends in a failure of its own. */
  readonly folder: string
  readonly program: string
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  readonly pool: pg.Pool
}

export const acquire = <A>(start: () => Promise<A>, end: (value: A) => Promise<unknown>) =>
  Effect.acquireRelease(Effect.promise(start), (value) => Effect.promise(() => end(value)))

/** Ends with its scope. */
export const make = (mutation: Mutation | null) =>
  Effect.gen(function*() {
    const folder = yield* Effect.acquireRelease(
      Effect.promise(() => mkdtemp(join(tmpdir(), "ektola-crash-"))),
      (folder, exit) =>
        Effect.promise(() =>
          rm(Exit.isSuccess(exit) ? join(folder, "postgres") : folder, { recursive: true, force: true })
        )
    )
    const program = yield* Effect.promise(() => bundleWorker(folder, mutation))
    const postgres = yield* acquire(() => startPostgres(folder), (server) => server.crash().catch(() => undefined))
    const redis = yield* acquire(() => startRedis(folder), (server) => server.kill())
    yield* Effect.provide(Migrations.migrate, layerConnection({ url: Redacted.make(postgres.url), maxConnections: 1 }))
    const pool = yield* acquire(async () => poolOf(postgres.url), (pool) => pool.end())
    return { folder, program, postgres, redis, pool } satisfies Ground
  })

const poolOf = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max: 3 })
  // Idle connections end when the server is crashed; the next query takes a new one.
  pool.on("error", () => undefined)
  return pool
}
