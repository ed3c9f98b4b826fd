/**
 * The worker process: `node --enable-source-maps dist/main.js`, configured by its environment.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as IdGeneratorCrypto from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as MailTransportSmtp from "@ektola/adapters/smtp/MailTransportSmtp"
import * as ApiVersion from "@ektola/adapters/whatsapp/ApiVersion"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as WhatsAppSender from "@ektola/adapters/whatsapp/WhatsAppSender"
import * as Mailer from "@ektola/domain/mail/Mailer"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import { hostname } from "node:os"
import * as Application from "./Application.js"
import * as Budget from "./Budget.js"
import * as Config from "./Config.js"
import * as Worker from "./Worker.js"

const program = Effect.gen(function*() {
  const config = yield* Config.load
  const host = `${hostname()}-${process.pid}`
  const id = WorkerId.make(yield* Effect.provide(Effect.flatMap(IdGenerator, ({ id }) => id), IdGeneratorCrypto.layer))
  const ending = ApiVersion.warning(config.whatsappVersion, yield* DateTime.now)
  if (ending !== null) yield* Effect.logWarning(ending)
  const ports = Layer.mergeAll(
    Layer.provide(
      Postgres.layer,
      Postgres.layerConnection({ url: config.databaseUrl, applicationName: "ektola-worker" })
    ),
    IdGeneratorCrypto.layer,
    TokenCipherJwe.layer(config.tokenKeys),
    PersonHasherHmac.layer(config.personKey),
    CsvReader.layer,
    PhoneParser.layer,
    WebhookPayload.layer,
    WhatsAppSender.layer({
      baseUrl: config.whatsappBaseUrl,
      version: config.whatsappVersion,
      marketingEndpoint: config.marketingEndpoint,
      // Fewer would let one sender whose answers hang keep the others waiting.
      connections: config.inFlight
    }),
    Budget.layer(config.redisUrl)
  )
  const application = Application.layer({
    dispatcher: { worker: { id, host }, inFlight: config.inFlight, aliveFor: config.leaseFor },
    sending: { name: config.environment, keyId: PersonHasherHmac.keyId(config.personKey) },
    settler: { answerWithin: config.answerWithin, deadline: config.unconfirmedDeadline }
  })
  if (Option.isNone(config.smtpUrl)) yield* Effect.logWarning("no e-mail leaves: EKTOLA_SMTP_URL is not set")
  const mailer = Option.match(config.smtpUrl, {
    onNone: () => Layer.empty,
    onSome: (url) => Layer.provide(Mailer.layer, MailTransportSmtp.layer({ url, from: config.mailFrom }))
  })
  return yield* Worker.run(host).pipe(Effect.provide(Layer.provide(Layer.merge(application, mailer), ports)))
})

NodeRuntime.runMain(
  program.pipe(
    // What keeps it from starting is for a person at a terminal.
    Effect.tapError((error) => Effect.sync(() => process.stderr.write(`${error.message}\n`))),
    Effect.tapDefect((cause) => Effect.logError("the process died", cause)),
    Effect.provide(Logger.json)
  ),
  { disableErrorReporting: true, disablePrettyLogger: true }
)
