import { assert, describe, it } from "@effect/vitest"
import { Identity } from "@ektola/domain/identity/Identity"
import { Sessions } from "@ektola/domain/identity/Sessions"
import { Email } from "@ektola/domain/identity/User"
import * as Mailer from "@ektola/domain/mail/Mailer"
import { MailRefused, MailTransport } from "@ektola/domain/ports/MailTransport"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { TokenCipher, TokenUnreadable } from "@ektola/domain/ports/TokenCipher"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { layer, Provider } from "../world.js"

const email = Email.make("asha@example.com")

/** A mail server: what it took, and what it says to the next. */
class Post {
  readonly taken: Array<string> = []
  refusal: MailRefused | null = null

  readonly layer = Layer.succeed(MailTransport, {
    send: ({ subject, to }) =>
      Effect.suspend(() => this.refusal ?? Effect.sync(() => void this.taken.push(`${to}: ${subject}`)))
  })
}

const world = (post: Post) => Layer.provideMerge(Layer.provide(Mailer.layer, post.layer), layer(new Provider()))

const register = Effect.flatMap(Identity, (identity) =>
  identity.register({
    jewellerName: "Mehta Gold",
    zone: "Asia/Kolkata",
    defaultLanguage: "hi",
    name: "Asha",
    email,
    password: Redacted.make("violet harbour lamp")
  }))
const ask = Effect.flatMap(Sessions, (sessions) => sessions.requestCode(email, "LOG_IN"))
const step = Effect.flatMap(Mailer.Mailer, (mailer) => mailer.step)
const mails = Effect.map(
  MemoryDatabase,
  ({ tables }) =>
    [...tables.outbox.values()].map(({ note, sealed, status, tries }) => ({
      status,
      tries,
      note,
      kept: sealed !== null
    }))
)

describe("Mailer", () => {
  it.effect("sends in the language of the reader's jeweller, once, and drops what has no reader", () => {
    const post = new Post()
    return Effect.gen(function*() {
      yield* ask
      yield* register
      yield* ask
      assert.strictEqual(yield* step, 2)
      assert.strictEqual(yield* step, 0)
      assert.deepStrictEqual(post.taken, ["asha@example.com: EkTola के लिए आपका कोड"])
      assert.deepStrictEqual(yield* mails, [
        { status: "DROPPED", tries: 1, note: null, kept: false },
        { status: "SENT", tries: 1, note: null, kept: false }
      ])
    }).pipe(Effect.provide(world(post)))
  })

  it.effect("tries again after a pause what the server could not take, and never a code that is too old", () => {
    const post = new Post()
    return Effect.gen(function*() {
      yield* register
      yield* ask
      post.refusal = new MailRefused({ permanent: false, reason: "ECONNECTION" })
      assert.strictEqual(yield* step, 1)
      assert.deepStrictEqual(yield* mails, [{ status: "WAITING", tries: 1, note: "ECONNECTION", kept: true }])
      assert.strictEqual(yield* step, 0)
      yield* TestClock.adjust("30 seconds")
      post.refusal = null
      assert.strictEqual(yield* step, 1)
      assert.lengthOf(post.taken, 1)

      yield* ask
      yield* TestClock.adjust("10 minutes")
      yield* step
      assert.lengthOf(post.taken, 1)
      assert.deepStrictEqual((yield* mails)[1], { status: "DEAD", tries: 1, note: "its code is too old", kept: false })
    }).pipe(Effect.provide(world(post)))
  })

  it.effect("gives up at once what is refused for good, or cannot be read, and the others still leave", () => {
    const post = new Post()
    return Effect.gen(function*() {
      yield* register
      yield* ask
      post.refusal = new MailRefused({ permanent: true, reason: "EENVELOPE 550" })
      yield* step
      post.refusal = null
      yield* ask
      const db = yield* MemoryDatabase
      const [, broken] = [...db.tables.outbox.values()]
      yield* db.call({ _tag: "System" }, () => db.put(db.tables.outbox, broken!.id, { ...broken!, sealed: "{}" }))
      yield* ask
      assert.strictEqual(yield* step, 2)
      assert.deepStrictEqual((yield* mails).map(({ note, status }) => [status, note]), [
        ["DEAD", "EENVELOPE 550"],
        ["DEAD", "its letter is not understood"],
        ["SENT", null]
      ])
    }).pipe(Effect.provide(world(post)))
  })

  it.effect("a key that is gone is the end of a letter, and not of the mailer", () => {
    const keyless = Layer.succeed(TokenCipher, {
      encrypt: (token) => Effect.succeed(Redacted.value(token)),
      decrypt: () => new TokenUnreadable({ reason: "no key" })
    })
    const post = new Post()
    return Effect.gen(function*() {
      yield* register
      yield* ask
      yield* step.pipe(Effect.provide(Layer.provide(Mailer.layer, Layer.merge(post.layer, keyless))))
      assert.strictEqual((yield* mails)[0]?.note, "its letter was sealed with a key that is not there")
    }).pipe(Effect.provide(world(post)))
  })
})
