/** Opens the database of a folder, adds a row and holds it until it is killed. */
import * as Embedded from "@ektola/adapters/embedded/Embedded"
import * as Effect from "effect/Effect"
import pg from "pg"

const program = Effect.gen(function*() {
  const database = yield* Embedded.start({ dataDir: process.argv[2] ?? "" })
  yield* Effect.promise(async () => {
    const client = new pg.Client(database.url)
    await client.connect()
    await client.query("create table if not exists kept (id int primary key); insert into kept values (1)")
    await client.query("begin; insert into kept values (2)")
  })
  process.stdout.write("held\n")
  return yield* Effect.never
})

void Effect.runPromise(Effect.scoped(program))
