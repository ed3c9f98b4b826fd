import { layerConnection } from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { randomUUID } from "node:crypto"
import pg from "pg"

const prefix = "ektola_test_"

const asAdmin = <A>(run: (client: pg.Client) => Promise<A>): Effect.Effect<A> =>
  Effect.promise(async () => {
    const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] })
    await client.connect()
    try {
      return await run(client)
    } finally {
      await client.end()
    }
  })

// What earlier runs left behind because they were killed: its name tells when it was made.
const dropLeftovers = async (client: pg.Client) => {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname like '${prefix}%'
       and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`
  )
  for (const { datname } of rows) {
    const madeAt = Number.parseInt(datname.slice(prefix.length), 36)
    if (Date.now() - madeAt > 3_600_000) await client.query(`drop database if exists ${datname}`)
  }
}

const newName = () => `${prefix}${Date.now().toString(36)}_${randomUUID().slice(0, 8)}`
const nameOf = (url: string) => new URL(url).pathname.slice(1)

const urlOf = (name: string): string => {
  const url = new URL(process.env["DATABASE_URL"] ?? "")
  url.pathname = `/${name}`
  return url.href
}

const drop = (name: string) => asAdmin((client) => client.query(`drop database if exists ${name} with (force)`))

/** An empty database on the server of DATABASE_URL, dropped when the scope ends. The given one is not touched. */
export const emptyDatabase: Effect.Effect<string, never, Scope.Scope> = Effect.suspend(() => {
  const name = newName()
  return Effect.acquireRelease(
    asAdmin(async (client) => {
      await dropLeftovers(client)
      await client.query(`create database ${name}`)
      return urlOf(name)
    }),
    () => drop(name)
  )
})

/** A copy of a database that nobody is connected to. */
export const copyOf = (url: string): Effect.Effect<string, never, Scope.Scope> =>
  Effect.suspend(() => {
    const name = newName()
    return Effect.acquireRelease(
      asAdmin(async (client) => {
        await client.query(`create database ${name} template ${nameOf(url)}`)
        return urlOf(name)
      }),
      () => drop(name)
    )
  })

/** The same database under another name. */
export const renamed = (url: string): Effect.Effect<string, never, Scope.Scope> =>
  Effect.suspend(() => {
    const name = newName()
    return Effect.acquireRelease(
      asAdmin(async (client) => {
        await client.query(`alter database ${nameOf(url)} rename to ${name}`)
        return urlOf(name)
      }),
      () => drop(name)
    )
  })

/** An own database with the schema of this version. */
export const migratedDatabase: Effect.Effect<string, never, Scope.Scope> = Effect.tap(
  emptyDatabase,
  (url) =>
    Migrations.migrate.pipe(
      Effect.provide(layerConnection({ url: Redacted.make(url), maxConnections: 1 })),
      Effect.orDie
    )
)
