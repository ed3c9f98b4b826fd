/**
 * `npm run admin:create -- admin@example.com "Full Name"`: the first admin, or another one. The password comes from
 * `EKTOLA_ADMIN_PASSWORD`, so that it stands in no process list.
 *
 * @since 0.1.0
 */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PasswordHasherArgon2 from "@ektola/adapters/crypto/PasswordHasherArgon2"
import * as Environment from "@ektola/adapters/environment/Environment"
import * as Postgres from "@ektola/adapters/postgres/layer"
import * as Identity from "@ektola/domain/identity/Identity"
import { Email } from "@ektola/domain/identity/User"
import * as Config from "effect/Config"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

class Usage extends Data.TaggedError("Usage") {
  override get message() {
    return "Write: npm run admin:create -- admin@example.com \"Full Name\""
  }
}

const password = Config.redacted(Config.nonEmptyString("EKTOLA_ADMIN_PASSWORD"))

const program = Effect.gen(function*() {
  const [address, name] = process.argv.slice(2)
  const email = Schema.decodeUnknownEither(Email)(address)
  if (Either.isLeft(email) || name === undefined) return yield* new Usage()
  const settings = yield* Environment.load(Config.all({ databaseUrl: Environment.databaseUrl, password }))
  const identity = Identity.layer.pipe(
    Layer.provide(Layer.mergeAll(
      IdGenerator.layer,
      PasswordHasherArgon2.layer,
      Layer.provide(
        Postgres.layer,
        Postgres.layerConnection({ url: settings.databaseUrl, maxConnections: 1 })
      )
    ))
  )
  yield* Effect.flatMap(
    Identity.Identity,
    ({ createAdmin }) => createAdmin({ name, email: email.right, password: settings.password })
  ).pipe(Effect.provide(identity))
  yield* Console.log(`${email.right} can log in as an admin now.`)
})

NodeRuntime.runMain(
  Effect.tapError(program, (error) => Effect.sync(() => process.stderr.write(`${error.message}\n`))),
  { disableErrorReporting: true }
)
