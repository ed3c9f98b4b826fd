/**
 * The HTTP process: `node --enable-source-maps dist/main.js`, configured by its environment.
 *
 * @since 0.1.0
 */
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Application from "./Application.js"
import * as Config from "./Config.js"
import * as Server from "./Server.js"

const program = Effect.gen(function*() {
  const settings = yield* Config.load
  const ports = Layer.mergeAll(
    Postgres.layer({ url: settings.databaseUrl }),
    IdGenerator.layer,
    PasswordHasherArgon2.layer,
    TokenCipherJwe.layer(settings.tokenKeys),
    CsvReader.layer,
    PhoneParser.layer,
    WebhookPayload.layer
  )
  const server = Server.layer({
    host: settings.host,
    port: settings.port,
    accessTokenSecrets: settings.accessTokenSecrets,
    webhooks: settings
  })
  const logged = Layer.effectDiscard(
    Effect.flatMap(Server.Listening, ({ url }) => Effect.logInfo(`listening on ${url}`))
  )
  return yield* logged.pipe(
    Layer.provide(server),
    Layer.provide(Application.layer),
    Layer.provide(ports),
    Layer.launch
  )
})

NodeRuntime.runMain(program.pipe(Effect.provide(Logger.json)), { disablePrettyLogger: true })
