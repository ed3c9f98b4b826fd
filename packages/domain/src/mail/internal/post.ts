import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type { UserId } from "../../identity/User.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as TokenCipher from "../../ports/TokenCipher.js"
import { Letter } from "../Letter.js"
import { type Mail, MailId } from "../Mail.js"

const asText = Schema.parseJson(Letter)

/** A mail to be inserted; made before the unit of work begins, so that encrypting holds nobody up. */
export const mailOf = Effect.fnUntraced(function*(
  deps: { readonly cipher: TokenCipher.Service; readonly ids: IdGenerator.Service },
  userId: UserId | null,
  letter: Letter,
  usefulFor: Duration.Duration | null
) {
  const now = yield* DateTime.now
  return {
    id: MailId.make(yield* deps.ids.id),
    userId,
    sealed: yield* deps.cipher.encrypt(Redacted.make(Schema.encodeSync(asText)(letter))),
    status: "WAITING",
    tries: 0,
    dueAt: now,
    expiresAt: usefulFor === null ? null : DateTime.addDuration(now, usefulFor),
    createdAt: now,
    note: null
  } satisfies Mail
})

export const unseal = (cipher: TokenCipher.Service, sealed: string) =>
  Effect.flatMap(cipher.decrypt(sealed), (text) => Schema.decode(asText)(Redacted.value(text)))
