import * as Embedded from "@ektola/adapters/embedded/Embedded"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createHash } from "node:crypto"
import * as fs from "node:fs"
import { createRequire } from "node:module"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import * as pgBackdoor from "./pgBackdoor.js"

// A new database takes seconds, one from a snapshot half a second: the snapshot of this schema is kept between runs.
const snapshotFile = (): string => {
  const hash = createHash("sha256")
  const migrations = fileURLToPath(new URL("../../packages/adapters/src/postgres/migrations", import.meta.url))
  for (const file of fs.readdirSync(migrations).toSorted()) hash.update(fs.readFileSync(path.join(migrations, file)))
  const pglite = createRequire(import.meta.url).resolve("@electric-sql/pglite")
  hash.update(fs.readFileSync(path.join(path.dirname(pglite), "..", "package.json")))
  return path.join(os.tmpdir(), `ektola-pglite-${hash.digest("hex").slice(0, 16)}.tar`)
}

// Snapshots of schemas that nobody has used for a day.
const dropOld = (folder: string): void => {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name)
    if (!name.startsWith("ektola-pglite-")) continue
    if (Date.now() - fs.statSync(file).mtimeMs > 86_400_000) fs.rmSync(file, { force: true })
  }
}

const connection = (url: string) => Postgres.layerConnection({ url: Redacted.make(url), maxConnections: 1 })

const migrated = Effect.gen(function*() {
  const file = snapshotFile()
  if (fs.existsSync(file)) {
    return yield* Embedded.start({ dataDir: null, snapshot: new Blob([fs.readFileSync(file)]) })
  }
  const database = yield* Embedded.start({ dataDir: null })
  yield* Effect.provide(Migrations.migrate, connection(database.url))
  const snapshot = yield* database.snapshot
  const unfinished = `${file}.${process.pid}`
  fs.writeFileSync(unfinished, Buffer.from(yield* Effect.promise(() => snapshot.arrayBuffer())))
  dropOld(path.dirname(file))
  fs.renameSync(unfinished, file)
  return database
})

/** The stores, and the connection below them. */
export const layer = Layer.unwrapScoped(
  Effect.map(migrated, ({ url }) => Layer.provideMerge(Layer.merge(Postgres.layer, pgBackdoor.layer), connection(url)))
)
