/**
 * `npm run arm`: releases sending on a database that was restored, copied or moved, after showing what would leave. It
 * reads `DATABASE_URL`, `EKTOLA_ENVIRONMENT` and `EKTOLA_PERSON_KEY`, as the worker does, and asks for the environment's
 * name; `--yes` is for scripts. Exit codes: 0 nothing is held (any more), 1 sending stays held, 2 wrong usage.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { createInterface } from "node:readline"
import { identity } from "./Config.js"
import { armReport } from "./internal/armReport.js"

class Usage extends Data.TaggedError("Usage") {
  override get message() {
    return "Write: npm run arm, or npm run arm -- --yes to be asked nothing."
  }
}

class NotConfirmed extends Data.TaggedError("NotConfirmed") {
  override get message() {
    return "Nothing was changed. Sending stays held."
  }
}

/** A line of the terminal or of a pipe; empty when there is none. */
const ask = (question: string) =>
  Effect.acquireUseRelease(
    // Not as a terminal: that would take Ctrl-C away from the process.
    Effect.sync(() => createInterface({ input: process.stdin, terminal: false })),
    (lines) =>
      Effect.async<string>((resume) => {
        process.stdout.write(question)
        lines.once("line", (line) => resume(Effect.succeed(line.trim())))
        lines.once("close", () => resume(Effect.succeed("")))
      }),
    (lines) => Effect.sync(() => lines.close())
  )

const release = (confirmed: boolean) =>
  Effect.gen(function*() {
    const sending = yield* Sending.Sending
    const inspection = yield* sending.inspect
    const { current, verdict } = inspection
    if (verdict._tag !== "Held") {
      return yield* Console.log(
        verdict._tag === "Same"
          ? `Nothing is held, and nothing was changed: the database belongs to "${current.name}".`
          : "Nothing is held, and nothing was changed: the first worker to start here claims the database."
      )
    }
    yield* Console.log(armReport(inspection, verdict))
    if (!confirmed && (yield* ask(`\nType ${current.name} to release sending: `)) !== current.name) {
      return yield* new NotConfirmed()
    }
    yield* sending.arm(current)
    yield* Console.log(
      `\nSending is released: the database belongs to "${current.name}". Its workers go on within seconds.`
    )
  })

const program = Effect.gen(function*() {
  const [first, ...more] = process.argv.slice(2)
  if (more.length > 0 || (first !== undefined && first !== "--yes")) return yield* new Usage()
  const { databaseUrl, environment, personKey } = yield* Environment.load(
    Config.all({ ...identity, databaseUrl: Environment.databaseUrl })
  )
  const sending = Sending.layer({ name: environment, keyId: PersonHasherHmac.keyId(personKey) }).pipe(
    Layer.provide(Postgres.layer),
    Layer.provide(Postgres.layerConnection({ url: databaseUrl, maxConnections: 1, applicationName: "ektola-arm" }))
  )
  yield* Effect.provide(release(first === "--yes"), sending)
})

const exitCode = (exit: Exit.Exit<unknown, { readonly _tag: string }>): number =>
  Exit.match(exit, {
    onSuccess: () => 0,
    onFailure: (cause) => Option.exists(Cause.failureOption(cause), ({ _tag }) => _tag === "Usage") ? 2 : 1
  })

NodeRuntime.runMain(
  program.pipe(
    Effect.tapError((error) => Effect.sync(() => process.stderr.write(`${error.message}\n`))),
    Effect.tapDefect((cause) => Console.error(Cause.pretty(cause)))
  ),
  { disableErrorReporting: true, teardown: (exit, onExit) => onExit(exitCode(exit as Parameters<typeof exitCode>[0])) }
)
