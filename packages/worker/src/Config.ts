/**
 * What the worker process reads from its environment.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as ApiVersion from "@ektola/adapters/whatsapp/ApiVersion"
import { Email } from "@ektola/domain/identity/User"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import { isName } from "@ektola/domain/messaging/Environment"
import * as Arr from "effect/Array"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

const atLeastOneSecond = (name: string, otherwise: Duration.DurationInput) =>
  Environment.checked(
    name,
    Config.withDefault(Config.duration(name), Duration.decode(otherwise)),
    (duration) =>
      Duration.greaterThanOrEqualTo(duration, "1 second")
        ? Either.right(duration)
        : Either.left("must be at least 1 second")
  )

/**
 * The environment that this process belongs to, and the key of persons: both have to be those of the database.
 *
 * @since 0.1.0
 * @category config
 */
export const identity = {
  environment: Environment.checked(
    "EKTOLA_ENVIRONMENT",
    Config.nonEmptyString("EKTOLA_ENVIRONMENT"),
    (text) =>
      isName(text)
        ? Either.right(text)
        : Either.left("must be a name of letters, digits and dashes, such as production or staging-2")
  ),
  personKey: Environment.secret("EKTOLA_PERSON_KEY", 32)
}

/** What is fine for a first try, and no more: tokens in clear text, and mail from an address that nobody can answer. */
const forProduction = <
  A extends {
    readonly environment: string
    readonly mailFrom: string
    readonly smtpUrl: Option.Option<unknown>
    readonly whatsappBaseUrl: string
  }
>(config: Config.Config<A>): Config.Config<A> =>
  Config.mapOrFail(config, (settings) => {
    const { environment, mailFrom, smtpUrl, whatsappBaseUrl } = settings
    const faults = [
      ...environment === "production" && !whatsappBaseUrl.startsWith("https://")
        ? ["WHATSAPP_BASE_URL must begin with https:// in production"]
        : [],
      ...Option.isSome(smtpUrl) && mailFrom === unsetMailFrom
        ? ["EKTOLA_MAIL_FROM is missing: EKTOLA_SMTP_URL is set"]
        : []
    ]
    const errors = faults.map((fault) => ConfigError.InvalidData([], fault))
    return Arr.isNonEmptyReadonlyArray(errors)
      ? Either.left(errors.reduce((all: ConfigError.ConfigError, error) => ConfigError.And(all, error)))
      : Either.right(settings)
  })

const unsetMailFrom = "no-reply@localhost.localdomain"

/**
 * The settings of this environment, or all of its faults.
 *
 * @since 0.1.0
 * @category config
 */
export const load = Environment.load(forProduction(Config.all({
  ...identity,
  databaseUrl: Environment.databaseUrl,
  redisUrl: Environment.redisUrl,
  tokenKeys: Environment.checked("EKTOLA_TOKEN_KEYS", Config.nonEmptyString("EKTOLA_TOKEN_KEYS"), TokenKeys.parse),
  whatsappBaseUrl: Config.string("WHATSAPP_BASE_URL").pipe(Config.withDefault("https://graph.facebook.com")),
  whatsappVersion: Environment.checked(
    "WHATSAPP_API_VERSION",
    Config.withDefault(Config.string("WHATSAPP_API_VERSION"), ApiVersion.standard),
    ApiVersion.parse
  ),
  marketingEndpoint: Config.withDefault(Config.boolean("WHATSAPP_MARKETING_ENDPOINT"), false),
  inFlight: Environment.checked(
    "EKTOLA_IN_FLIGHT",
    Config.withDefault(Config.integer("EKTOLA_IN_FLIGHT"), Dispatcher.defaults.inFlight),
    (count) => count >= 1 && count <= 10_000 ? Either.right(count) : Either.left("must be from 1 to 10000")
  ),
  smtpUrl: Environment.checked(
    "EKTOLA_SMTP_URL",
    Config.option(Config.redacted(Config.nonEmptyString("EKTOLA_SMTP_URL"))),
    (url) =>
      Option.isNone(url) ||
        /^smtps?:\/\/\S+$/.test(Redacted.value(url.value)) && URL.canParse(Redacted.value(url.value))
        ? Either.right(url)
        : Either.left("must be an address such as smtps://user:password@mail.example.com")
  ),
  mailFrom: Environment.checked(
    "EKTOLA_MAIL_FROM",
    Config.withDefault(Config.nonEmptyString("EKTOLA_MAIL_FROM"), unsetMailFrom),
    (address) => Schema.is(Email)(address) ? Either.right(address) : Either.left("must be an e-mail address")
  ),
  leaseFor: atLeastOneSecond("EKTOLA_LEASE_FOR", Dispatcher.defaults.aliveFor),
  answerWithin: atLeastOneSecond("EKTOLA_ANSWER_WITHIN", "2 minutes"),
  unconfirmedDeadline: atLeastOneSecond("EKTOLA_UNCONFIRMED_DEADLINE", "15 minutes")
})))
