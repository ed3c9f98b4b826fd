/**
 * `npm run webhooks:replay`: shows the webhooks that are set aside, because something in them could not be applied. With
 * `-- --all`, or with the ids of some, workers apply them again within a second; what was applied before stays as it is.
 * It reads `DATABASE_URL`. Exit codes: 0 done, 1 the database does not answer, 2 wrong usage.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Postgres from "@ektola/adapters/postgres/layer"
import { WebhookEventId, WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"

class Usage extends Data.TaggedError("Usage") {
  override get message() {
    return "Write: npm run webhooks:replay to see what is set aside, then npm run webhooks:replay -- --all, or ids in place of --all."
  }
}

const shownAtOnce = 100

const show = Effect.gen(function*() {
  const inbox = yield* WebhookInbox
  const { items, next } = yield* inbox.listSetAside({ after: null, limit: shownAtOnce })
  if (items.length === 0) return yield* Console.log("Nothing is set aside.")
  for (const { id, note, receivedAt, tries } of items) {
    yield* Console.log(`${id}  received ${DateTime.formatIso(receivedAt)}, tried ${tries} times: ${note}`)
  }
  if (next !== null) yield* Console.log(`… and more than these ${shownAtOnce}.`)
})

const replay = (which: ReadonlyArray<WebhookEventId> | "all") =>
  Effect.gen(function*() {
    const inbox = yield* WebhookInbox
    const replayed = yield* inbox.replay(which, yield* DateTime.now)
    yield* Console.log(`${replayed} webhooks will be applied again.`)
  })

const decodeIds = Schema.decodeUnknown(Schema.Array(WebhookEventId))

const program = Effect.gen(function*() {
  const [first, ...more] = process.argv.slice(2)
  if (first === "--all" && more.length > 0) return yield* new Usage()
  const work = first === undefined
    ? show
    : first === "--all"
    ? replay("all")
    : replay(yield* Effect.mapError(decodeIds([first, ...more]), () => new Usage()))
  const { databaseUrl } = yield* Environment.load(Config.all({ databaseUrl: Environment.databaseUrl }))
  const stores = Layer.provide(
    Postgres.layer,
    Postgres.layerConnection({ url: databaseUrl, maxConnections: 1, applicationName: "ektola-replay" })
  )
  yield* Effect.provide(work, stores)
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
