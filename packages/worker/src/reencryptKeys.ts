/**
 * `npm run keys:reencrypt`: encrypts WhatsApp tokens and waiting letters with the newest of `EKTOLA_TOKEN_KEYS`, so that
 * older ones can be left out of it. It reads that and `DATABASE_URL`, and may run while everything goes on. Exit codes:
 * 0 everything is encrypted by the newest key, 1 something could not be read, or the database does not answer.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as KeyChange from "@ektola/domain/tenancy/KeyChange"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

class Unreadable extends Data.TaggedError("Unreadable")<{ readonly count: number }> {
  override get message() {
    return `${this.count} cannot be read with any of the keys and stay as they are. Add the key they were encrypted with, ` +
      "or have WhatsApp connected again."
  }
}

const kinds = [["WHATSAPP_TOKEN", "WhatsApp tokens"], ["LETTER", "waiting letters"]] as const

const program = Effect.gen(function*() {
  const { databaseUrl, tokenKeys } = yield* Environment.load(Config.all({
    databaseUrl: Environment.databaseUrl,
    tokenKeys: Environment.checked("EKTOLA_TOKEN_KEYS", Config.nonEmptyString("EKTOLA_TOKEN_KEYS"), TokenKeys.parse)
  }))
  const ports = Layer.merge(
    TokenCipherJwe.layer(tokenKeys),
    Layer.provide(
      Postgres.layer,
      Postgres.layerConnection({ url: databaseUrl, maxConnections: 1, applicationName: "ektola-keys" })
    )
  )
  yield* Effect.gen(function*() {
    let count = 0
    for (const [kind, name] of kinds) {
      const { encrypted, unreadable } = yield* KeyChange.reencrypt(kind)
      yield* Console.log(`${encrypted} ${name} are encrypted with "${tokenKeys[0].kid}" now.`)
      count += unreadable
    }
    if (count > 0) return yield* new Unreadable({ count })
  }).pipe(Effect.provide(ports))
})

NodeRuntime.runMain(
  program.pipe(
    Effect.tapError((error) => Effect.sync(() => process.stderr.write(`${error.message}\n`))),
    Effect.tapDefect((cause) => Console.error(Cause.pretty(cause)))
  ),
  { disableErrorReporting: true }
)
