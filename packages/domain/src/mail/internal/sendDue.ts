import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as MailTransport from "../../ports/MailTransport.js"
import type * as Outbox from "../../ports/Outbox.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import type * as UserStore from "../../ports/UserStore.js"
import type { Letter } from "../Letter.js"
import * as Mail from "../Mail.js"
import * as MailText from "../MailText.js"
import { unseal } from "./post.js"

interface Deps {
  readonly jewellers: JewellerStore.Service
  readonly transport: MailTransport.Service
  readonly outbox: Outbox.Service
  readonly cipher: TokenCipher.Service
  readonly users: UserStore.Service
}

const batch = 20
const atOnce = 5

// Longer than the transport's time-outs for a whole batch.
const claimedFor = Duration.minutes(10)

export const sendDue = (deps: Deps) =>
  Effect.gen(function*() {
    const now = yield* DateTime.now
    const mails = yield* deps.outbox.claim(now, DateTime.addDuration(now, claimedFor), batch)
    yield* Effect.forEach(mails, (mail) => tryOnce(deps, mail), { concurrency: atOnce, discard: true })
    return mails.length
  }).pipe(Effect.withSpan("Mailer.step"))

// Each is saved as soon as its answer is known: what a crash repeats is at most what was on the wire.
const tryOnce = Effect.fnUntraced(function*(deps: Deps, mail: Mail.Mail) {
  const outcome = yield* attempt(deps, mail)
  const next = Mail.after(mail, outcome, yield* DateTime.now)
  yield* deps.outbox.save([next])
  if (next.status === "DEAD") {
    yield* Effect.annotateLogs(Effect.logWarning("a mail did not leave and is not tried again"), {
      mail: mail.id,
      tries: next.tries,
      note: next.note
    })
  }
})

const attempt = Effect.fnUntraced(
  function*(deps: Deps, mail: Mail.Mail) {
    if (mail.sealed === null) return { _tag: "Nobody" } as const
    if (Mail.isExpired(mail, yield* DateTime.now)) return refused("its code is too old")
    const letter = yield* unseal(deps.cipher, mail.sealed)
    const reader = yield* readerOf(deps, mail, letter)
    if (reader === null) return { _tag: "Nobody" } as const
    yield* deps.transport.send({ id: mail.id, to: reader.to, ...MailText.render(letter, reader.language) })
    return { _tag: "Sent" } as const
  },
  Effect.catchTags({
    MailRefused: ({ permanent, reason }) => Effect.succeed({ _tag: "Refused", permanent, reason } as const),
    ParseError: () => Effect.succeed(refused("its letter is not understood")),
    TokenUnreadable: () => Effect.succeed(refused("its letter was sealed with a key that is not there")),
    UserNotFound: () => Effect.succeed({ _tag: "Nobody" } as const),
    JewellerNotFound: () => Effect.succeed({ _tag: "Nobody" } as const)
  })
)

const readerOf = Effect.fnUntraced(function*(deps: Deps, { userId }: Mail.Mail, letter: Letter) {
  if (letter.kind === "INVITATION") return letter
  if (userId === null) return null
  const { email, jewellerId } = yield* deps.users.get(userId)
  const language = jewellerId === null ? "en" as const : (yield* deps.jewellers.get(jewellerId)).defaultLanguage
  return { to: email, language }
})

const refused = (reason: string) => ({ _tag: "Refused", permanent: true, reason }) as const
