import { assert } from "@effect/vitest"
import * as Postgres from "@ektola/adapters/postgres/layer"
import { EnvironmentStore } from "@ektola/domain/ports/EnvironmentStore"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import pg from "pg"
import { onPostgres } from "../../providers/onPostgres.js"
import { copyOf, migratedDatabase, renamed } from "../../providers/postgresDatabase.js"

/** What a database says about itself to a process that has just started. */
const serverOf = (url: string) =>
  Effect.map(Effect.flatMap(EnvironmentStore, ({ read }) => read), ({ server }) => server).pipe(
    Effect.provide(Postgres.layer),
    Effect.provide(Postgres.layerConnection({ url: Redacted.make(url), maxConnections: 1 }))
  )

const execute = (url: string, text: string) =>
  Effect.promise(async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  })

const parts = /^database (\S+) \((\d+)\) of cluster (\d+|unknown)$/

onPostgres((it) => {
  it("a database says the same as long as it stays where it is, and something else in a copy or under another name", () =>
    Effect.scoped(Effect.gen(function*() {
      const url = yield* migratedDatabase
      const here = yield* serverOf(url)
      const [, name, oid, cluster] = parts.exec(here) ?? []
      assert.strictEqual(name, new URL(url).pathname.slice(1))
      assert.match(cluster ?? "", /^\d{10,}$/)
      assert.strictEqual(yield* serverOf(url), here)

      const [, copyName, copyOid, copyCluster] = parts.exec(yield* serverOf(yield* copyOf(url))) ?? []
      assert.notStrictEqual(copyName, name)
      assert.notStrictEqual(copyOid, oid)
      assert.strictEqual(copyCluster, cluster)

      const other = yield* renamed(url)
      const [, newName, sameOid] = parts.exec(yield* serverOf(other)) ?? []
      assert.notStrictEqual(newName, name)
      assert.strictEqual(sameOid, oid)
    })))

  it("an owner that may not ask for the cluster's identifier still tells its databases apart", () =>
    Effect.scoped(Effect.gen(function*() {
      const url = yield* migratedDatabase
      const owner = `ektola_owner_${process.pid}`
      yield* Effect.acquireRelease(
        execute(
          url,
          `create role ${owner}; grant create on schema public to ${owner};
           alter function environment_server() owner to ${owner};
           revoke execute on function pg_control_system() from public`
        ),
        () => execute(url, `drop owned by ${owner}; drop role ${owner}`)
      )
      const copy = yield* copyOf(url)
      const [here, there] = [yield* serverOf(url), yield* serverOf(copy)]
      assert.strictEqual(parts.exec(here)?.[3], "unknown")
      assert.strictEqual(parts.exec(there)?.[3], "unknown")
      assert.notStrictEqual(here, there)
    })))
})
