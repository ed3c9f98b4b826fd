/**
 * What the HTTP process reads from its environment. Everything that is missing or weak is told at once, and then nothing
 * starts.
 *
 * @since 0.1.0
 */
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Arr from "effect/Array"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"

/**
 * The settings that are missing or wrong, one sentence each, without their values.
 *
 * @since 0.1.0
 * @category errors
 */
export class ConfigRefused extends Data.TaggedError("ConfigRefused")<{ readonly faults: ReadonlyArray<string> }> {
  override get message() {
    return ["EkTola does not start:", ...this.faults.map((fault) => `  ${fault}`)].join("\n")
  }
}

// The name stands in the sentence: whether Config adds it to the path depends on how the setting is composed.
const checked = <A, B>(name: string, config: Config.Config<A>, check: (value: A) => Either.Either<B, string>) =>
  Config.mapOrFail(
    config,
    (value) => Either.mapLeft(check(value), (reason) => ConfigError.InvalidData([], `${name} ${reason}`))
  )

/** A comma-separated list of secrets, the newest first. */
const secrets = (name: string, leastBytes: number) =>
  checked(name, Config.nonEmptyString(name), (text) => {
    const all = text.split(",").map((entry) => entry.trim())
    const weak = all.findIndex((entry) => isWeak(entry, leastBytes))
    const where = all.length > 1 ? ` (entry ${weak + 1})` : ""
    return weak === -1 && Arr.isNonEmptyReadonlyArray(all)
      ? Either.right(Arr.map(all, (entry) => Redacted.make(entry)))
      : Either.left(`is too weak${where}: use at least ${leastBytes} random characters`)
  })

const isWeak = (secret: string, leastBytes: number): boolean =>
  Buffer.byteLength(secret) < leastBytes || new Set(secret).size < 8

const address = checked(
  "DATABASE_URL",
  Config.nonEmptyString("DATABASE_URL"),
  (text) =>
    /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)
      ? Either.right(Redacted.make(text))
      : Either.left("is no Postgres address, such as postgres://user:password@host:5432/ektola")
)

/**
 * @since 0.1.0
 * @category config
 */
export const config = Config.all({
  host: Config.nonEmptyString("HOST").pipe(Config.withDefault("0.0.0.0")),
  port: checked(
    "PORT",
    Config.withDefault(Config.nonEmptyString("PORT"), "8000"),
    (text) =>
      /^\d{1,5}$/.test(text) && Number(text) <= 65_535
        ? Either.right(Number(text))
        : Either.left("is no port: a whole number from 0 to 65535")
  ),
  databaseUrl: address,
  accessTokenSecrets: secrets("EKTOLA_JWT_SECRET", 32),
  tokenKeys: checked("EKTOLA_TOKEN_KEYS", Config.nonEmptyString("EKTOLA_TOKEN_KEYS"), TokenKeys.parse),
  appSecrets: secrets("WHATSAPP_APP_SECRET", 16),
  verifyToken: checked(
    "WHATSAPP_VERIFY_TOKEN",
    Config.nonEmptyString("WHATSAPP_VERIFY_TOKEN"),
    (text) =>
      isWeak(text, 16)
        ? Either.left("is too weak: use at least 16 random characters")
        : Either.right(Redacted.make(text))
  )
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
export const load: Effect.Effect<Settings, ConfigRefused> = Effect.mapError(
  config,
  (error) => new ConfigRefused({ faults: faultsOf(error) })
)

const faultsOf = (error: ConfigError.ConfigError): ReadonlyArray<string> => {
  switch (error._op) {
    case "And":
    case "Or":
      return [...faultsOf(error.left), ...faultsOf(error.right)]
    case "MissingData":
      return [`${error.path.join("_")} is missing`]
    case "InvalidData":
    case "SourceUnavailable":
    case "Unsupported":
      return [error.message]
  }
}
