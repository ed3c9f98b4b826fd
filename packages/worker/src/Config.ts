/**
 * What the worker process reads from its environment. Everything that is missing or wrong is told at once.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"

const tokenKeys = Config.mapOrFail(Config.redacted("EKTOLA_TOKEN_KEYS"), (text) =>
  Either.mapLeft(
    TokenKeys.parse(Redacted.value(text)),
    (reason) => ConfigError.InvalidData(["EKTOLA_TOKEN_KEYS"], `EKTOLA_TOKEN_KEYS ${reason}`)
  ))

/**
 * @since 0.1.0
 * @category config
 */
export const load = Config.all({
  databaseUrl: Config.redacted("DATABASE_URL"),
  tokenKeys,
  whatsappBaseUrl: Config.string("WHATSAPP_BASE_URL").pipe(Config.withDefault("https://graph.facebook.com")),
  whatsappVersion: Config.string("WHATSAPP_API_VERSION").pipe(Config.withDefault("v25.0")),
  inFlight: Config.integer("EKTOLA_IN_FLIGHT").pipe(Config.withDefault(256)),
  leaseFor: Config.duration("EKTOLA_LEASE_FOR").pipe(Config.withDefault("1 minute")),
  answerWithin: Config.duration("EKTOLA_ANSWER_WITHIN").pipe(Config.withDefault("2 minutes")),
  unconfirmedDeadline: Config.duration("EKTOLA_UNCONFIRMED_DEADLINE").pipe(Config.withDefault("15 minutes"))
})
