/**
 * The HTTP process: `node --enable-source-maps dist/main.js`, configured by its environment.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as CodeHasherHmac from "@ektola/adapters/crypto/CodeHasherHmac"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as RefreshTokensHmac from "@ektola/adapters/crypto/RefreshTokensHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as BusinessManagement from "@ektola/adapters/whatsapp/BusinessManagement"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Application from "./Application.js"
import * as Config from "./Config.js"
import * as RequestLimits from "./RequestLimits.js"
import * as Server from "./Server.js"

const program = Effect.gen(function*() {
  const settings = yield* Config.load
  const ports = Layer.mergeAll(
    Layer.provide(
      Postgres.layer,
      Postgres.layerConnection({ url: settings.databaseUrl, applicationName: "ektola-http" })
    ),
    IdGenerator.layer,
    PasswordHasherArgon2.layer,
    CodeHasherHmac.layer(settings.accessTokenSecrets[0]),
    RefreshTokensHmac.layer(settings.accessTokenSecrets),
    TokenCipherJwe.layer(settings.tokenKeys),
    PersonHasherHmac.layer(settings.personKey),
    CsvReader.layer,
    PhoneParser.layer,
    WebhookPayload.layer,
    BusinessManagement.layer({ baseUrl: settings.whatsappBaseUrl, version: settings.whatsappVersion })
  )
  const limits = yield* RequestLimits.fromSettings(settings.redisUrl)
  const server = Layer.unwrapEffect(Effect.map(UnitOfWork, ({ transact }) =>
    Server.layer({
      limits,
      corsOrigins: settings.corsOrigins,
      host: settings.host,
      port: settings.port,
      trustedProxies: settings.trustedProxies,
      accessTokenSecrets: settings.accessTokenSecrets,
      webhooks: settings,
      checks: { database: transact(TenantScope.system, Effect.void) }
    })))
  const { invitationUrl } = settings
  const application = Application.layer({
    // Behind the #, so that the secret stands in no server's log.
    team: { link: invitationUrl === null ? null : (secret) => `${invitationUrl}#${secret}` }
  })
  return yield* Effect.flatMap(Server.Listening, ({ url }) => Effect.logInfo(`listening on ${url}`)).pipe(
    Effect.zipRight(Effect.never),
    Effect.provide(server.pipe(Layer.provide(application), Layer.provide(ports)))
  )
})

NodeRuntime.runMain(
  Effect.scoped(program).pipe(
    // What keeps it from starting is for a person at a terminal.
    Effect.tapError((error) => Effect.sync(() => process.stderr.write(`${error.message}\n`))),
    Effect.tapDefect((cause) => Effect.logError("the process died", cause)),
    Effect.provide(Logger.json)
  ),
  { disableErrorReporting: true, disablePrettyLogger: true }
)
