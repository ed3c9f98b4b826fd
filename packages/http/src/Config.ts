/**
 * What the HTTP process reads from its environment.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Config from "effect/Config"
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"

const config = Config.all({
  host: Config.nonEmptyString("HOST").pipe(Config.withDefault("0.0.0.0")),
  port: Environment.checked(
    "PORT",
    Config.withDefault(Config.nonEmptyString("PORT"), "8000"),
    (text) =>
      /^\d{1,5}$/.test(text) && Number(text) <= 65_535
        ? Either.right(Number(text))
        : Either.left("is no port: a whole number from 0 to 65535")
  ),
  databaseUrl: Environment.databaseUrl,
  accessTokenSecrets: Environment.secrets("EKTOLA_JWT_SECRET", 32),
  tokenKeys: Environment.checked("EKTOLA_TOKEN_KEYS", Config.nonEmptyString("EKTOLA_TOKEN_KEYS"), TokenKeys.parse),
  personKey: Environment.secret("EKTOLA_PERSON_KEY", 32),
  appSecrets: Environment.secrets("WHATSAPP_APP_SECRET", 16),
  verifyToken: Environment.secret("WHATSAPP_VERIFY_TOKEN", 16)
})

/**
 * @since 0.1.0
 * @category config
 */
export type Settings = Config.Config.Success<typeof config>

/**
 * The settings of this environment, or all of its faults.
 *
 * @since 0.1.0
 * @category config
 */
export const load: Effect.Effect<Settings, Environment.ConfigRefused> = Environment.load(config)
