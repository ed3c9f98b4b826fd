/**
 * What the worker process reads from its environment.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Config from "effect/Config"

/**
 * The settings of this environment, or all of its faults.
 *
 * @since 0.1.0
 * @category config
 */
export const load = Environment.load(Config.all({
  databaseUrl: Environment.databaseUrl,
  tokenKeys: Environment.checked("EKTOLA_TOKEN_KEYS", Config.nonEmptyString("EKTOLA_TOKEN_KEYS"), TokenKeys.parse),
  whatsappBaseUrl: Config.string("WHATSAPP_BASE_URL").pipe(Config.withDefault("https://graph.facebook.com")),
  whatsappVersion: Config.string("WHATSAPP_API_VERSION").pipe(Config.withDefault("v25.0")),
  inFlight: Config.integer("EKTOLA_IN_FLIGHT").pipe(Config.withDefault(256)),
  leaseFor: Config.duration("EKTOLA_LEASE_FOR").pipe(Config.withDefault("1 minute")),
  answerWithin: Config.duration("EKTOLA_ANSWER_WITHIN").pipe(Config.withDefault("2 minutes")),
  unconfirmedDeadline: Config.duration("EKTOLA_UNCONFIRMED_DEADLINE").pipe(Config.withDefault("15 minutes"))
}))
