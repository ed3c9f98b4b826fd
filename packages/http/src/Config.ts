/**
 * What the HTTP process reads from its environment.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as ApiVersion from "@ektola/adapters/whatsapp/ApiVersion"
import * as Config from "effect/Config"
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"

const config = Environment.distinct(
  Config.all({
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
    trustedProxies: Environment.checked(
      "EKTOLA_TRUSTED_PROXIES",
      Config.withDefault(Config.nonEmptyString("EKTOLA_TRUSTED_PROXIES"), "0"),
      (text) =>
        /^\d$/.test(text)
          ? Either.right(Number(text))
          : Either.left("must be the number of proxies in front, from 0 to 9")
    ),
    invitationUrl: Environment.checked(
      "EKTOLA_INVITATION_URL",
      Config.option(Config.nonEmptyString("EKTOLA_INVITATION_URL")),
      Option.match({
        onNone: () => Either.right(null),
        onSome: (text) =>
          /^https:\/\/[^#]+$/.test(text) && URL.canParse(text)
            ? Either.right(text)
            : Either.left("must be the address of a page without #, such as https://app.example.com/invitation")
      })
    ),
    whatsappBaseUrl: Config.string("WHATSAPP_BASE_URL").pipe(Config.withDefault("https://graph.facebook.com")),
    whatsappVersion: Environment.checked(
      "WHATSAPP_API_VERSION",
      Config.withDefault(Config.string("WHATSAPP_API_VERSION"), ApiVersion.standard),
      ApiVersion.parse
    ),
    verifyToken: Environment.secret("WHATSAPP_VERIFY_TOKEN", 16)
  }),
  ({ accessTokenSecrets, appSecrets, personKey, verifyToken }) => ({
    EKTOLA_JWT_SECRET: accessTokenSecrets,
    EKTOLA_PERSON_KEY: [personKey],
    WHATSAPP_APP_SECRET: appSecrets,
    WHATSAPP_VERIFY_TOKEN: [verifyToken]
  })
)

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
