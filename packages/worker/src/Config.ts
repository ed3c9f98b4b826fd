/**
 * What the worker process reads from its environment.
 *
 * @since 0.1.0
 */
import * as Config from "effect/Config"

/**
 * @since 0.1.0
 * @category config
 */
export const config = Config.all({
  databaseUrl: Config.redacted("DATABASE_URL"),
  tokenKeys: Config.redacted("EKTOLA_TOKEN_KEYS"),
  whatsappBaseUrl: Config.string("WHATSAPP_BASE_URL").pipe(Config.withDefault("https://graph.facebook.com")),
  whatsappVersion: Config.string("WHATSAPP_API_VERSION").pipe(Config.withDefault("v25.0")),
  inFlight: Config.integer("EKTOLA_IN_FLIGHT").pipe(Config.withDefault(256)),
  answerWithin: Config.duration("EKTOLA_ANSWER_WITHIN").pipe(Config.withDefault("2 minutes")),
  unconfirmedDeadline: Config.duration("EKTOLA_UNCONFIRMED_DEADLINE").pipe(Config.withDefault("15 minutes"))
})
