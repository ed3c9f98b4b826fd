import * as CodeHasherHmac from "@ektola/adapters/crypto/CodeHasherHmac"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as RefreshTokensHmac from "@ektola/adapters/crypto/RefreshTokensHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as HttpApplication from "@ektola/http/Application"
import * as Server from "@ektola/http/Server"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

export const appSecret = "f0c95b1e6a7d4283be51"
export const personKey = "the-same-for-as-long-as-the-data-lives-0123"
const tokenKeys = "test:c2l4dGVlbi1vci1tb3JlLXJhbmRvbS1ieXRlcy1vayE"

/** What a worker has to share with that platform to read its data. */
export const workerSecrets = {
  EKTOLA_ENVIRONMENT: "test",
  EKTOLA_TOKEN_KEYS: tokenKeys,
  EKTOLA_PERSON_KEY: personKey
} as const

/** HTTP on a real port over a Postgres database, and a WhatsApp simulator on another. */
export const platform = (options: { readonly databaseUrl: string; readonly simulator: Simulator.Options }) =>
  Effect.gen(function*() {
    const simulator = yield* Effect.acquireRelease(
      Effect.sync(() => Simulator.make(options.simulator)),
      (simulator) => Effect.promise(() => simulator.close())
    )
    const whatsApp = yield* Effect.acquireRelease(
      Effect.promise(() => SimulatorServer.listen(simulator)),
      (server) => Effect.promise(() => server.close())
    )
    const ports = Layer.mergeAll(
      Layer.provide(Postgres.layer, Postgres.layerConnection({ url: Redacted.make(options.databaseUrl) })),
      IdGenerator.layer,
      PasswordHasherArgon2.layer,
      CodeHasherHmac.layer(Redacted.make("a-jwt-secret-for-tests-that-is-long-enough")),
      RefreshTokensHmac.layer([Redacted.make("a-jwt-secret-for-tests-that-is-long-enough")]),
      TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(tokenKeys))),
      PersonHasherHmac.layer(Redacted.make(personKey)),
      CsvReader.layer,
      PhoneParser.layer,
      WebhookPayload.layer
    )
    const context = yield* Layer.build(Layer.provideMerge(HttpApplication.layer({ team: { link: null } }), ports))
    const server = yield* Server.makeApp({
      accessTokenSecrets: [Redacted.make("a-jwt-secret-for-tests-that-is-long-enough")],
      webhooks: {
        appSecrets: [Redacted.make(appSecret)],
        verifyToken: Redacted.make("a-verify-token-for-tests")
      }
    }).pipe(Effect.provide(context), Effect.flatMap((app) => Server.listen(app, { host: "127.0.0.1", port: 0 })))
    return { simulator, whatsAppUrl: whatsApp.url, url: server.url, context }
  })

/** What worker processes, and commands beside them, are configured with. */
export const workerEnvironment = (databaseUrl: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_OPTIONS: "",
  DATABASE_URL: databaseUrl,
  ...workerSecrets
})

/** The worker as its own process, from source. `log` is what it has logged so far. */
export const startWorker = (options: {
  readonly databaseUrl: string
  readonly whatsAppUrl: string
  readonly environment?: Readonly<Record<string, string>>
}): { readonly process: ChildProcess; readonly exited: Promise<unknown>; readonly log: () => string } => {
  const main = fileURLToPath(new URL("../../packages/worker/src/main.ts", import.meta.url))
  const child = spawn(process.execPath, ["--conditions=@ektola/source", "--import", "tsx", main], {
    env: {
      ...workerEnvironment(options.databaseUrl),
      WHATSAPP_BASE_URL: options.whatsAppUrl,
      ...options.environment
    },
    stdio: ["ignore", "pipe", "inherit"]
  })
  let log = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => log += text)
  return { process: child, exited: once(child, "exit"), log: () => log }
}
