import { assert, beforeAll, describe, it } from "@effect/vitest"
import * as Embedded from "@ektola/adapters/embedded/Embedded"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { spawn } from "node:child_process"
import { once } from "node:events"
import * as fs from "node:fs"
import * as net from "node:net"
import * as os from "node:os"
import * as path from "node:path"
import { fileURLToPath } from "node:url"
import pg from "pg"

const root = fileURLToPath(new URL("../../../..", import.meta.url))

const folder = Effect.acquireRelease(
  Effect.sync(() => fs.mkdtempSync(path.join(os.tmpdir(), "ektola-embedded-"))),
  (directory) => Effect.sync(() => fs.rmSync(directory, { recursive: true, force: true }))
).pipe(Effect.map((directory) => path.join(directory, "data")))

const query = (url: string, text: string) =>
  Effect.promise(async () => {
    const client = new pg.Client(url)
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  })

/** Another process that holds the folder, with a row that it has committed and one that it has not. */
const holder = (dataDir: string) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const child = spawn(
        process.execPath,
        ["--conditions=@ektola/source", "--import", "tsx", fileURLToPath(new URL("hold.ts", import.meta.url)), dataDir],
        { cwd: root, stdio: ["ignore", "pipe", "inherit"] }
      )
      await Promise.race([
        once(child.stdout, "data"),
        once(child, "exit").then(([code]) => {
          throw new Error(`the other process ended with ${code}`)
        })
      ])
      return child
    }),
    (child) => Effect.sync(() => child.kill("SIGKILL"))
  )

const killed = (child: Effect.Effect.Success<ReturnType<typeof holder>>) =>
  Effect.promise(async () => {
    const gone = once(child, "exit")
    child.kill("SIGKILL")
    await gone
  })

const options = { timeout: 60_000 }

// A database from nothing takes seconds, one from a snapshot does not.
let snapshot: Blob

/** An empty database in a new folder. */
const made = Effect.tap(folder, (dataDir) => Effect.scoped(Embedded.start({ dataDir, snapshot })))

describe("the embedded database", () => {
  beforeAll(async () => {
    snapshot = await Effect.runPromise(
      Effect.scoped(Effect.flatMap(Embedded.start({ dataDir: null }), (database) => database.snapshot))
    )
  }, options.timeout)

  it.live("runs in memory, and is gone with its scope", () =>
    Effect.gen(function*() {
      const url = yield* Effect.scoped(Effect.gen(function*() {
        const database = yield* Embedded.start({ dataDir: null, snapshot })
        assert.deepStrictEqual(yield* query(database.url, "select 1 + 1 as two"), [{ two: 2 }])
        return database.url
      }))
      const port = Number(new URL(url).port)
      const refused = yield* Effect.promise(() =>
        new Promise<boolean>((resolve) => {
          const socket = net.connect(port, "127.0.0.1")
          socket.on("error", () => resolve(true)).on("connect", () => {
            socket.destroy()
            resolve(false)
          })
        })
      )
      assert.isTrue(refused)
    }), options)

  it.scopedLive(
    "keeps everything in its folder, also when clients were still connected at the end",
    () =>
      Effect.gen(function*() {
        const dataDir = yield* made
        const client = yield* Effect.scoped(Effect.gen(function*() {
          const database = yield* Embedded.start({ dataDir })
          yield* query(database.url, "create table kept as select generate_series(1, 1000) as id")
          const client = new pg.Client(database.url)
          client.on("error", () => {})
          yield* Effect.promise(() => client.connect())
          yield* Effect.promise(() => client.query("begin; delete from kept"))
          return client
        }))
        yield* Effect.promise(() => client.end().catch(() => {}))
        const again = yield* Embedded.start({ dataDir })
        assert.deepStrictEqual(yield* query(again.url, "select count(*)::int from kept"), [{ count: 1000 }])
      }),
    options
  )

  it.scopedLive("begins with the snapshot of another one", () =>
    Effect.gen(function*() {
      const first = yield* Embedded.start({ dataDir: null, snapshot })
      yield* query(first.url, "create table kept as select 7 as id")
      const second = yield* Embedded.start({ dataDir: null, snapshot: yield* first.snapshot })
      assert.deepStrictEqual(yield* query(second.url, "select id from kept"), [{ id: 7 }])
    }), options)

  it.scopedLive("is refused for a folder that this process has open, until it is closed", () =>
    Effect.gen(function*() {
      const dataDir = yield* made
      const scope = yield* Scope.make()
      yield* Scope.extend(Embedded.start({ dataDir }), scope)
      const error = yield* Effect.flip(Embedded.start({ dataDir }))
      assert.deepStrictEqual([error._tag, "pid" in error && error.pid], ["FolderInUse", process.pid])
      yield* Scope.close(scope, Exit.void)
      yield* Embedded.start({ dataDir })
    }), options)

  it.scopedLive(
    "is refused for a folder of another process; when that is killed, what it committed is there",
    () =>
      Effect.gen(function*() {
        const dataDir = yield* made
        const child = yield* holder(dataDir)
        const error = yield* Effect.flip(Embedded.start({ dataDir }))
        assert.strictEqual(error._tag, "FolderInUse")
        assert.match(error.message, new RegExp(`in use by process ${child.pid}\\b.*Stop it`))
        yield* killed(child)
        const database = yield* Embedded.start({ dataDir })
        assert.deepStrictEqual(yield* query(database.url, "select id from kept"), [{ id: 1 }])
      }),
    options
  )

  it.scopedLive("takes over the lock of a process whose id another one has now", () =>
    Effect.gen(function*() {
      const dataDir = yield* made
      const lock = `${fs.realpathSync(dataDir)}.lock`
      for (const left of [`${process.ppid} 1`, `${process.pid} 1`, ""]) {
        fs.writeFileSync(lock, left)
        yield* Effect.scoped(Embedded.start({ dataDir }))
        assert.isFalse(fs.existsSync(lock))
      }
      assert.deepStrictEqual(fs.readdirSync(path.dirname(dataDir)), ["data"])
    }), options)

  it.scopedLive("a folder that cannot be made is a typed failure", () =>
    Effect.gen(function*() {
      const dataDir = yield* folder
      fs.writeFileSync(dataDir, "a file")
      const error = yield* Effect.flip(Embedded.start({ dataDir }))
      assert.strictEqual(error._tag, "EmbeddedFailed")
      assert.include(error.message, dataDir)
    }), options)
})
