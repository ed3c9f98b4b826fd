import { assert, describe, it } from "@effect/vitest"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import type { Account } from "@ektola/adapters/simulator/Catalogue"
import * as Sending from "@ektola/domain/messaging/Sending"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { spawn } from "node:child_process"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { aContact, approvalsOf, aTemplate } from "../contract/builders.js"
import { aLaunch, aShop, someMessages } from "../contract/stage.js"
import { copyOf, migratedDatabase } from "../providers/postgresDatabase.js"
import { appSecret, personKey, platform, startWorker, workerEnvironment } from "./platform.js"
import { until } from "./until.js"

const queued = 5

/** A shop with messages that are due, in a database that belongs to production. */
const aBusyProduction = Effect.gen(function*() {
  const cipher = yield* TokenCipher
  const shop = yield* aShop({ account: { encryptedToken: yield* cipher.encrypt(Redacted.make("a-token")) } })
  const template = aTemplate({ parameterFormat: "POSITIONAL", variables: {} })
  const translations = template.translations.slice(0, 1)
    .map((translation) => ({ ...translation, language: "en" as const, header: null, body: "Your interest is due." }))
  yield* Effect.flatMap(TemplateStore, (templates) =>
    Effect.zipRight(
      templates.insert({ ...template, translations }),
      templates.saveApprovals(approvalsOf({ ...template, translations }, shop.account))
    ))
  const now = yield* DateTime.now
  const contacts = Array.from({ length: queued }, () => aContact())
  yield* Effect.flatMap(ContactStore, (store) => store.upsertMany(shop.jewellerId, contacts, "REPLACE", now))
  const { run } = yield* aLaunch({ ...shop, template: { ...template, translations } })
  yield* someMessages(
    { ...shop, template: { ...template, translations } },
    run,
    contacts.map(({ id, input }) => ({
      contactId: id,
      phone: input.phone,
      templateName: template.name,
      language: "en",
      rendered: { header: [], body: [] },
      dueAt: now,
      notAfter: DateTime.add(now, { hours: 1 })
    }))
  )
  const held = yield* Effect.flatMap(Sending.Sending, ({ check }) => check).pipe(Effect.provide(
    Sending.layer({ name: "live", keyId: PersonHasherHmac.keyId(Redacted.make(personKey)) })
  ))
  assert.strictEqual(held, null)
  return (webhookUrl: string): Account => ({
    phoneNumberId: shop.account.phoneNumberId,
    wabaId: shop.account.wabaId,
    displayPhoneNumber: shop.account.displayPhoneNumber,
    accessToken: "a-token",
    appSecret,
    webhookUrl,
    templates: [{
      name: template.name,
      language: "en",
      category: "UTILITY",
      status: "APPROVED",
      body: "Your interest is due."
    }]
  })
})

/** Production, and a copy of its database, on one simulated WhatsApp. */
const productionAndCopy = Effect.gen(function*() {
  const production = yield* migratedDatabase
  // Closed before the copy is made, which demands that nobody is connected.
  const account = yield* Effect.scoped(
    Effect.flatMap(
      platform({ databaseUrl: production, simulator: {} }),
      ({ context }) => Effect.provide(aBusyProduction, context)
    )
  )
  const copy = yield* copyOf(production)
  const { simulator, url, whatsAppUrl } = yield* platform({ databaseUrl: copy, simulator: {} })
  simulator.register(account(`${url}/webhooks/whatsapp`))
  const worker = (databaseUrl: string, name: string) =>
    Effect.acquireRelease(
      Effect.sync(() => startWorker({ databaseUrl, whatsAppUrl, environment: { EKTOLA_ENVIRONMENT: name } })),
      ({ exited, process }) => {
        process.kill("SIGTERM")
        return Effect.promise(() => exited)
      }
    )
  const seen = () => simulator.seen("recipient").map(({ accepted }) => accepted)
  return { production, copy, worker, seen }
})

/** `npm run arm`, with what an operator types. */
const arm = (databaseUrl: string, options: { readonly args?: ReadonlyArray<string>; readonly typed?: string } = {}) =>
  Effect.promise(async () => {
    const script = fileURLToPath(new URL("../../packages/worker/src/arm.ts", import.meta.url))
    const child = spawn(
      process.execPath,
      ["--conditions=@ektola/source", "--import", "tsx", script, ...options.args ?? []],
      { env: { ...workerEnvironment(databaseUrl), EKTOLA_ENVIRONMENT: "staging" }, stdio: "pipe" }
    )
    const exited = new Promise<number | null>((resolve) => child.once("exit", resolve))
    child.stdin.on("error", () => {}).end(options.typed ?? "")
    const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
    return { out, error, code }
  })

const errors = (log: string): ReadonlyArray<string> =>
  log.split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { readonly message: string; readonly logLevel: string })
    .filter(({ logLevel }) => logLevel === "ERROR")
    .map(({ message }) => message)

const says = (log: () => string, what: RegExp) =>
  Effect.promise(() => until(String(what), async () => log(), (all) => what.test(all)))

const test = it.skipIf(process.env["DATABASE_URL"] === undefined)
const run = <A, E>(effect: Effect.Effect<A, E, Effect.Effect.Context<typeof productionAndCopy>>) =>
  effect.pipe(Effect.scoped, Effect.provide(Logger.minimumLogLevel(LogLevel.Warning)), Effect.runPromise)

describe("a copy of a database (needs DATABASE_URL)", () => {
  test("does not send in another environment until an operator releases it, and then without a restart", {
    timeout: 180_000
  }, () =>
    run(Effect.gen(function*() {
      const { copy, seen, worker } = yield* productionAndCopy
      const { log } = yield* worker(copy, "staging")
      yield* says(log, /Sending is held/)

      const mistyped = yield* arm(copy, { typed: "live\n" })
      assert.strictEqual(mistyped.code, 1)
      assert.include(mistyped.out, "This process runs as \"staging\", but the database belongs to \"live\".")
      assert.include(mistyped.out, "5 messages are queued, and 1 run is open.")
      assert.include(mistyped.error, "Nothing was changed.")
      const misused = yield* arm(copy, { args: ["--force"] })
      assert.strictEqual(misused.code, 2)
      // All this took seconds, in which a worker that may send would have sent.
      assert.deepStrictEqual(seen(), [])
      const [said, ...again] = errors(log())
      assert.match(
        said ?? "",
        /^Sending is held\. This process runs as "staging".*"live"\. The database is a copy.*`npm run arm`/
      )
      assert.deepStrictEqual(again, [])

      const armed = yield* arm(copy, { typed: "staging\n" })
      assert.deepStrictEqual([armed.code, armed.error], [0, ""])
      yield* Effect.promise(() => until("all is sent", async () => seen().length, (count) => count === queued))
      assert.deepStrictEqual(seen(), Array.from({ length: queued }, () => 1))
      assert.match(log(), /Sending is released/)

      const needless = yield* arm(copy, { args: ["--yes"] })
      assert.strictEqual(needless.code, 0)
      assert.include(needless.out, "nothing was changed")
    })))

  test(
    "does not send under the name of the original either, while the original does",
    { timeout: 180_000 },
    () =>
      run(Effect.gen(function*() {
        const { copy, production, seen, worker } = yield* productionAndCopy
        const copied = yield* worker(copy, "live")
        yield* says(copied.log, /Sending is held/)
        const original = yield* worker(production, "live")
        yield* Effect.promise(() => until("all is sent", async () => seen().length, (count) => count === queued))
        assert.deepStrictEqual(seen(), Array.from({ length: queued }, () => 1))
        assert.deepStrictEqual(errors(original.log()), [])
        const [said] = errors(copied.log())
        assert.match(
          said ?? "",
          /^Sending is held\. The database is a copy or was moved: it was database .* If messages/
        )
      }))
  )
})
