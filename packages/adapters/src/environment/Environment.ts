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

// What stands in examples and in notes for a first try. A random text of this length holds none of it.
const placeholder =
  /replace|change.?me|placeholder|example|password|secret|default|develop|insecure|0123456789|abcdefgh/i

const isWeak = (secret: string, leastBytes: number): boolean =>
  Buffer.byteLength(secret) < leastBytes || new Set(secret).size < 8 || placeholder.test(secret)

const guessed = new Set(["", "admin", "changeme", "ektola", "password", "postgres", "root", "secret", "test"])

/** A password that stands in an address, if it is one of those that everybody tries; none at all may be another log-in. */
const hasGuessedPassword = (address: string): boolean => {
  const { password, username } = new URL(address)
  const decoded = decodeURIComponent(password).toLowerCase()
  return password !== "" && (guessed.has(decoded) || decoded === decodeURIComponent(username).toLowerCase())
}

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
    !/^postgres(ql)?:\/\/./.test(text) || !URL.canParse(text)
      ? Either.left("is no Postgres address, such as postgres://user:password@host:5432/ektola")
      : hasGuessedPassword(text)
      ? Either.left("has a password that everybody tries: give the log-in another one")
      : Either.right(Redacted.make(text))
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
      !/^rediss?:\/\/./.test(text) || !URL.canParse(text)
        ? Either.left("is no Redis address, such as redis://user:password@host:6379/0")
        : hasGuessedPassword(text)
        ? Either.left("has a password that everybody tries: give the log-in another one")
        : Either.right(Option.some(Redacted.make(text)))
  })
)

/**
 * A fault for each setting that has the same value as one before it: who learns one secret must not know another.
 *
 * @since 0.1.0
 * @category config
 */
export const distinct = <A>(
  config: Config.Config<A>,
  secretsOf: (settings: A) => Readonly<Record<string, ReadonlyArray<Redacted.Redacted<unknown>>>>
): Config.Config<A> =>
  Config.mapOrFail(config, (settings) => {
    const owners = new Map<string, string>()
    for (const [name, values] of Object.entries(secretsOf(settings))) {
      for (const value of values) {
        const text = String(Redacted.value(value))
        const other = owners.get(text) ?? name
        if (other !== name) return Either.left(ConfigError.InvalidData([], `${name} is the same as ${other}`))
        owners.set(text, name)
      }
    }
    return Either.right(settings)
  })

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
