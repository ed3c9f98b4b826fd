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
import { isIP } from "node:net"
import type { TrustedProxies } from "./Server.js"

const listOf = (text: Option.Option<string>): ReadonlyArray<string> =>
  Option.getOrElse(text, () => "").split(",").map((entry) => entry.trim()).filter((entry) => entry !== "")

const isNetwork = (text: string): boolean => {
  const [address = "", bits, ...more] = text.split("/")
  const most = isIP(address) === 4 ? 32 : 128
  return more.length === 0 && isIP(address) !== 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
}

/** Whoever is trusted without need may write any address into the limits' books, so "all" is no choice. */
const proxiesOf = (text: Option.Option<string>): Either.Either<TrustedProxies, string> => {
  const entries = listOf(text)
  const [first] = entries
  if (first === undefined) return Either.right(0)
  if (entries.length === 1 && /^\d$/.test(first)) return Either.right(Number(first))
  return entries.every(isNetwork)
    ? Either.right(entries)
    : Either.left("is neither the number of proxies before this server nor a list of their addresses or networks")
}

const originsOf = (text: Option.Option<string>): Either.Either<ReadonlyArray<string>, string> => {
  const entries = listOf(text)
  return entries.every((entry) => /^https?:\/\//.test(entry) && URL.canParse(entry) && new URL(entry).origin === entry)
    ? Either.right(entries)
    : Either.left("is no list of origins, such as https://console.example.com, separated by commas")
}

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
    redisUrl: Environment.redisUrl,
    trustedProxies: Environment.checked(
      "EKTOLA_TRUSTED_PROXIES",
      Config.option(Config.nonEmptyString("EKTOLA_TRUSTED_PROXIES")),
      proxiesOf
    ),
    corsOrigins: Environment.checked("CORS_ORIGINS", Config.option(Config.nonEmptyString("CORS_ORIGINS")), originsOf),
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
