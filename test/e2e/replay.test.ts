import { assert, describe, it } from "@effect/vitest"
import * as Postgres from "@ektola/adapters/postgres/layer"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { anEvent, at } from "../contract/builders.js"
import { migratedDatabase } from "../providers/postgresDatabase.js"
import { workerEnvironment } from "./platform.js"

/** `npm run webhooks:replay`. */
const replay = (databaseUrl: string, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const script = fileURLToPath(new URL("../../packages/worker/src/replayWebhooks.ts", import.meta.url))
    const child = spawn(process.execPath, ["--conditions=@ektola/source", "--import", "tsx", script, ...args], {
      env: workerEnvironment(databaseUrl),
      stdio: ["ignore", "pipe", "pipe"]
    })
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve))
    const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
    return { out, error, code }
  })

describe("npm run webhooks:replay (needs DATABASE_URL)", () => {
  it.skipIf(process.env["DATABASE_URL"] === undefined)("shows what is set aside and makes it pending again", {
    timeout: 120_000
  }, () =>
    Effect.gen(function*() {
      const url = yield* migratedDatabase
      const [first, second] = [anEvent(), anEvent()]
      const events = [first, second]
      const stores = Layer.provide(Postgres.layer, Postgres.layerConnection({ url: Redacted.make(url) }))
      const pending = Effect.flatMap(WebhookInbox, (inbox) =>
        Effect.flatMap(DateTime.now, (now) => inbox.lockPending(now, 10))).pipe(Effect.provide(stores))
      assert.deepStrictEqual(yield* replay(url), { out: "Nothing is set aside.\n", error: "", code: 0 })
      yield* Effect.flatMap(WebhookInbox, (inbox) =>
        Effect.zipRight(
          inbox.append(events),
          inbox.finish(events.map(({ id }) => ({ _tag: "SetAside", id, at: at(60), note: "no readable timestamp" })))
        )).pipe(Effect.provide(stores))

      const shown = (yield* replay(url)).out.trimEnd().split("\n")
      assert.deepStrictEqual(
        shown,
        events.map(({ id, receivedAt }) =>
          `${id}  received ${DateTime.formatIso(receivedAt)}, tried 1 times: no readable timestamp`
        )
      )
      assert.deepStrictEqual(yield* pending, [])
      assert.strictEqual((yield* replay(url, "--every")).code, 2)
      assert.deepStrictEqual(yield* pending, [])
      assert.strictEqual((yield* replay(url, second.id)).out, "1 webhooks will be applied again.\n")
      assert.deepStrictEqual(yield* pending, [second])
      assert.strictEqual((yield* replay(url, "--all")).out, "1 webhooks will be applied again.\n")
      assert.deepStrictEqual(yield* pending, events)
    }).pipe(Effect.scoped, Effect.runPromise))
})
