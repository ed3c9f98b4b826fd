/**
 * `npm run verify`: recounts everything in the database from messages, attempts and events, and says where what is stored
 * differs. It reads `DATABASE_URL`, changes nothing and may run while everything else does; `--repair` corrects figures
 * afterwards. Exit codes: 0 no difference is left, 1 there are differences, 2 wrong usage.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as AuditViewPg from "@ektola/adapters/postgres/AuditViewPg"
import * as Database from "@ektola/adapters/postgres/Database"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Verification from "@ektola/domain/messaging/Verification"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"

class Usage extends Data.TaggedError("Usage") {
  override get message() {
    return "Write: npm run verify, or npm run verify -- --repair to correct figures."
  }
}

class Differs extends Data.TaggedError("Differs")<{ readonly findings: number }> {
  override get message() {
    return `${this.findings} ${this.findings === 1 ? "difference" : "differences"}.`
  }
}

const count = (number: number): string => number.toLocaleString("en")

const verify = Effect.gen(function*() {
  const verification = yield* Verification.Verification
  const summary = yield* verification.verify(({ about, difference, id, runId }) =>
    Console.log(`${about.toLowerCase()} ${id}${about === "MESSAGE" ? ` of run ${runId}` : ""}: ${difference}`)
  )
  yield* Console.log(
    `Looked at ${count(summary.campaigns)} campaigns, ${count(summary.runs)} runs, ${
      count(summary.messages)
    } messages, ` +
      `${count(summary.skips)} skips, ${count(summary.attempts)} attempts, ${count(summary.events)} status events.`
  )
  if (summary.settled > 0) {
    yield* Console.log(
      `${
        count(summary.settled)
      } runs have nothing open and are not COMPLETED yet: a worker completes them within a second.`
    )
  }
  return summary.findings
})

const program = Effect.gen(function*() {
  const [first, ...more] = process.argv.slice(2)
  if (more.length > 0 || (first !== undefined && first !== "--repair")) return yield* new Usage()
  const { databaseUrl } = yield* Environment.load(Config.all({ databaseUrl: Environment.databaseUrl }))
  const verification = Verification.layer.pipe(
    Layer.provide(AuditViewPg.layer),
    Layer.provide(Database.layer),
    Layer.provide(Postgres.layerConnection({ url: databaseUrl, maxConnections: 1, applicationName: "ektola-verify" }))
  )
  yield* Effect.gen(function*() {
    let findings = yield* verify
    if (findings > 0 && first === "--repair") {
      const corrected = yield* (yield* Verification.Verification).repair
      yield* Console.log(`\nThe figures of ${count(corrected)} runs were corrected. Looking again:`)
      findings = yield* verify
    }
    if (findings > 0) return yield* new Differs({ findings })
    yield* Console.log("No difference.")
  }).pipe(Effect.provide(verification))
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
