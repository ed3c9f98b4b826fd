/**
 * Reading settings from the environment. Everything that is missing or weak is told at once, without its value.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
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

/**
 * A setting with a rule of its own; the left is what is wrong with the value.
 *
 * @since 0.1.0
 * @category config
 */
// The name stands in the sentence: whether Config adds it to the path depends on how the setting is composed.
export const checked = <A, B>(name: string, config: Config.Config<A>, check: (value: A) => Either.Either<B, string>) =>
  Config.mapOrFail(
    config,
    (value) => Either.mapLeft(check(value), (reason) => ConfigError.InvalidData([], `${name} ${reason}`))
  )

/**
 * A comma-separated list of secrets, the newest first.
 *
 * @since 0.1.0
 * @category config
 */
export const secrets = (name: string, leastBytes: number) =>
  checked(name, Config.nonEmptyString(name), (text) => {
    const all = text.split(",").map((entry) => entry.trim())
    const weak = all.findIndex((entry) => isWeak(entry, leastBytes))
    const where = all.length > 1 ? ` (entry ${weak + 1})` : ""
    return weak === -1 && Arr.isNonEmptyReadonlyArray(all)
      ? Either.right(Arr.map(all, (entry) => Redacted.make(entry)))
      : Either.left(`is too weak${where}: use at least ${leastBytes} random characters`)
  })

/**
 * @since 0.1.0
 * @category rules
 */
const isWeak = (secret: string, leastBytes: number): boolean =>
  Buffer.byteLength(secret) < leastBytes || new Set(secret).size < 8

/**
 * One secret that is never changed, and so no list.
 *
 * @since 0.1.0
 * @category config
 */
export const secret = (name: string, leastBytes: number) =>
  checked(
    name,
    Config.nonEmptyString(name),
    (text) =>
      isWeak(text, leastBytes)
        ? Either.left(`is too weak: use at least ${leastBytes} random characters`)
        : Either.right(Redacted.make(text))
  )

/**
 * @since 0.1.0
 * @category config
 */
export const databaseUrl = checked(
  "DATABASE_URL",
  Config.nonEmptyString("DATABASE_URL"),
  (text) =>
    /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text)
      ? Either.right(Redacted.make(text))
      : Either.left("is no Postgres address, such as postgres://user:password@host:5432/ektola")
)

/**
 * Where Redis is; none for a worker that is the only one.
 *
 * @since 0.1.0
 * @category config
 */
export const redisUrl = checked(
  "REDIS_URL",
  Config.option(Config.nonEmptyString("REDIS_URL")),
  Option.match({
    onNone: () => Either.right(Option.none<Redacted.Redacted<string>>()),
    onSome: (text) =>
      /^rediss?:\/\/./.test(text) && URL.canParse(text)
        ? Either.right(Option.some(Redacted.make(text)))
        : Either.left("is no Redis address, such as redis://user:password@host:6379/0")
  })
)

/**
 * The settings, or all faults of the environment.
 *
 * @since 0.1.0
 * @category config
 */
export const load = <A>(config: Config.Config<A>): Effect.Effect<A, ConfigRefused> =>
  Effect.mapError(config, (error) => new ConfigRefused({ faults: faultsOf(error) }))

const faultsOf = (error: ConfigError.ConfigError): ReadonlyArray<string> => {
  switch (error._op) {
    case "And":
    case "Or":
      return [...faultsOf(error.left), ...faultsOf(error.right)]
    case "MissingData":
      return [`${error.path.join("_")} is missing`]
    case "InvalidData":
    case "SourceUnavailable":
    case "Unsupported": {
      const name = error.path.join("_")
      return [error.message.startsWith(name) ? error.message : `${name}: ${error.message}`]
    }
  }
}
