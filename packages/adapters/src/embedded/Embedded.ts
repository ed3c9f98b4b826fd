/**
 * An embedded Postgres (PGlite) behind a socket on the loopback interface, so that everything written for a server runs
 * without one.
 *
 * It is one session: a second connection waits while a transaction is open, and settings, advisory locks and named
 * statements are shared. Give it a pool of one connection.
 *
 * @since 0.1.0
 */
import { PGlite } from "@electric-sql/pglite"
import { PGLiteSocketServer } from "@electric-sql/pglite-socket"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as fs from "node:fs/promises"
import { type FolderInUse, lockFolder } from "./FolderLock.js"

/**
 * The embedded database did not start; `reason` says why.
 *
 * @since 0.1.0
 * @category errors
 */
export class EmbeddedFailed extends Schema.TaggedError<EmbeddedFailed>("@ektola/adapters/EmbeddedFailed")(
  "EmbeddedFailed",
  { reason: Schema.String, cause: Schema.Defect }
) {
  override get message() {
    return this.reason
  }
}

/**
 * `dataDir` null keeps the database in memory. `snapshot` is a dump of another one to begin with.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly dataDir: string | null
  readonly snapshot?: Blob | undefined
}

/**
 * `snapshot` dumps the whole database; no unit of work may be open meanwhile.
 *
 * @since 0.1.0
 * @category model
 */
export interface Embedded {
  readonly url: string
  readonly snapshot: Effect.Effect<Blob, EmbeddedFailed>
}

/**
 * Connections beyond the pool's own, such as a tool that looks at the data while the process runs.
 */
const maxConnections = 20

/**
 * Starts the database; it stops, with everything written, when the scope ends. A folder that another process has open is
 * refused. An empty folder takes seconds, one with a database half a second.
 *
 * @since 0.1.0
 * @category constructors
 */
export const start = (
  options: Options
): Effect.Effect<Embedded, EmbeddedFailed | FolderInUse, Scope.Scope> =>
  Effect.gen(function*() {
    const { dataDir, snapshot } = options
    if (dataDir !== null) {
      yield* attempt(`The folder ${dataDir} cannot be made`, () => fs.mkdir(dataDir, { recursive: true }))
      yield* lockFolder(dataDir)
    }
    const db = yield* Effect.acquireRelease(
      attempt(`The embedded database in ${dataDir ?? "memory"} does not open`, () =>
        PGlite.create({
          ...(dataDir === null ? {} : { dataDir }),
          ...(snapshot === undefined ? {} : { loadDataDir: snapshot })
        })),
      (db) => Effect.promise(() => db.close())
    )
    const server = yield* Effect.acquireRelease(
      attempt("The embedded database cannot listen on 127.0.0.1", async () => {
        const server = new PGLiteSocketServer({ db, host: "127.0.0.1", port: 0, maxConnections })
        await server.start()
        return server
      }),
      (server) => Effect.promise(() => server.stop())
    )
    return {
      url: `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
      snapshot: attempt("The embedded database cannot be dumped", () => db.dumpDataDir("none"))
    }
  }).pipe(Effect.withSpan("Embedded.start"))

const attempt = <A>(reason: string, run: () => Promise<A>): Effect.Effect<A, EmbeddedFailed> =>
  Effect.tryPromise({ try: run, catch: (cause) => new EmbeddedFailed({ reason, cause }) })
