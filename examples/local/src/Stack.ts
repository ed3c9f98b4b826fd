/** The whole product in one process: HTTP, worker, PostgreSQL, simulated WhatsApp. */
import * as CodeHasherHmac from "@ektola/adapters/crypto/CodeHasherHmac"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as RefreshTokensHmac from "@ektola/adapters/crypto/RefreshTokensHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Embedded from "@ektola/adapters/embedded/Embedded"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Migrations from "@ektola/adapters/postgres/Migrations"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as Timers from "@ektola/adapters/simulator/Timers"

import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as Mailer from "@ektola/domain/mail/Mailer"
import { defaults } from "@ektola/domain/messaging/Dispatcher"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import * as HttpApplication from "@ektola/http/Application"
import * as Server from "@ektola/http/Server"
import * as WorkerApplication from "@ektola/worker/Application"
import * as Worker from "@ektola/worker/Worker"
import * as Cause from "effect/Cause"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { randomUUID } from "node:crypto"
import { join } from "node:path"
import * as DemoData from "./DemoData.js"
import * as Mailbox from "./Mailbox.js"
import * as MovableClock from "./MovableClock.js"
import * as Secrets from "./Secrets.js"
import * as SimulatedWhatsApp from "./SimulatedWhatsApp.js"

/** `home` null keeps everything in memory. The times are the sender's and the settler's. */
export interface StackOptions {
  readonly host: string
  readonly port: number
  readonly home: string | null
  readonly demoData: boolean
  readonly logLevel: LogLevel.Literal
  readonly simulator: Simulator.Options
  readonly answerTimeout: Duration.DurationInput
  readonly answerWithin: Duration.DurationInput
  readonly unconfirmedDeadline: Duration.DurationInput
}

const stores = (url: string) =>
  Layer.provide(
    Layer.provideMerge(Postgres.layer, Layer.effectDiscard(Migrations.migrate)),
    Postgres.layerConnection({ url: Redacted.make(url), maxConnections: 1 })
  )

const owner = `local-${process.pid}`

const stack = (options: StackOptions, movable: MovableClock.MovableClock) =>
  Effect.gen(function*() {
    const secrets = Secrets.load(options.home)
    const simulator = yield* Effect.acquireRelease(
      Effect.sync(() =>
        Simulator.make({ ...options.simulator, timers: { ...Timers.system, now: () => movable.now() } })
      ),
      (simulator) => Effect.promise(() => simulator.close())
    )
    const whatsApp = yield* Effect.acquireRelease(
      Effect.promise(() => SimulatorServer.listen(simulator)),
      (server) => Effect.promise(() => server.close())
    )
    const database = yield* Embedded.start({
      dataDir: options.home === null ? null : join(options.home, "database")
    })

    const ports = Layer.mergeAll(
      stores(database.url),
      IdGenerator.layer,
      PasswordHasherArgon2.layer,
      CodeHasherHmac.layer(Redacted.make(secrets.jwtSecret)),
      RefreshTokensHmac.layer([Redacted.make(secrets.jwtSecret)]),
      TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(secrets.tokenKeys))),
      PersonHasherHmac.layer(Redacted.make(secrets.personKey)),
      CsvReader.layer,
      PhoneParser.layer,
      WebhookPayload.layer,
      SendBudgetMemory.layerWith({ holdFirst: 0 })
    )
    const mailbox = Mailbox.make()
    const address = { url: "" }
    const sender = SimulatedWhatsApp.layer({
      simulator,
      baseUrl: whatsApp.url,
      webhookUrl: () => `${address.url}/webhooks/whatsapp`,
      appSecret: secrets.appSecret,
      answerTimeout: options.answerTimeout
    })
    const application = Layer.mergeAll(
      HttpApplication.layer({ team: { link: null } }),
      Layer.provide(Mailer.layer, mailbox.transport),
      WorkerApplication.layer({
        dispatcher: { worker: { id: WorkerId.make(randomUUID()), host: owner }, ...defaults },
        sending: { name: "local", keyId: PersonHasherHmac.keyId(Redacted.make(secrets.personKey)) },
        settler: { answerWithin: options.answerWithin, deadline: options.unconfirmedDeadline }
      })
    ).pipe(Layer.provide(sender), Layer.provide(ports))

    const context = yield* Layer.build(application)
    return yield* Effect.gen(function*() {
      const admin = yield* DemoData.createAdmin
      if (options.demoData && Option.isSome(admin)) yield* DemoData.create(admin.value)
      const app = yield* Server.makeApp({
        accessTokenSecrets: [Redacted.make(secrets.jwtSecret)],
        webhooks: {
          appSecrets: [Redacted.make(secrets.appSecret)],
          verifyToken: Redacted.make(secrets.verifyToken)
        },
        mount: (app) =>
          app.use("/mailbox", mailbox.routes).use("/simulator/clock", MovableClock.routes(movable)).use(
            "/simulator",
            SimulatorServer.handler(simulator)
          )
      })
      const { url } = yield* Server.listen(app, { host: options.host, port: options.port })
      address.url = url
      // Forked last, so that it is the first to stop: what is on its way still gets its statuses.
      yield* Effect.forkScoped(Worker.run(owner))
      return { url }
    }).pipe(Effect.provide(context))
  })

/** Starts everything; `close` stops it in order. Rejects with a sentence when the port is taken or the folder in use. */
export const startStack = async (
  options: Omit<StackOptions, "host"> & { readonly host?: string }
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
  const scope = Effect.runSync(Scope.make())
  const movable = MovableClock.make(options.home)
  const close = () => Effect.runPromise(Scope.close(scope, Exit.void))
  const exit = await Effect.runPromiseExit(
    stack({ host: "127.0.0.1", ...options }, movable).pipe(
      Effect.withClock(movable.clock),
      Scope.extend(scope),
      Effect.provide(Logger.minimumLogLevel(LogLevel.fromLiteral(options.logLevel)))
    )
  )
  if (Exit.isSuccess(exit)) return { url: exit.value.url, close }
  await close()
  throw Cause.squash(exit.cause)
}
