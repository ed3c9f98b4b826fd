import { assert, describe } from "@effect/vitest"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import { MailId } from "@ektola/domain/mail/Mail"
import { Outbox } from "@ektola/domain/ports/Outbox"
import { type Kind, SealedTexts } from "@ektola/domain/ports/SealedTexts"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as KeyChange from "@ektola/domain/tenancy/KeyChange"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"
import type { Provider } from "../providers/registry.js"
import { at, uuid } from "./builders.js"
import { aShop } from "./stage.js"

const aKey = (kid: string) => `${kid}:${randomBytes(32).toString("base64url")}`
const withKeys = (...keys: ReadonlyArray<string>) =>
  Effect.provide(TokenCipherJwe.layer(Either.getOrThrow(TokenKeys.parse(keys.join(",")))))
const sealedBy = (text: string, key: string) =>
  Effect.flatMap(TokenCipher, ({ encrypt }) => encrypt(Redacted.make(text))).pipe(withKeys(key))

const aLetter = (sealed: string | null) =>
  Effect.gen(function*() {
    const id = MailId.make(uuid())
    const status = sealed === null ? "SENT" as const : "WAITING" as const
    yield* Effect.flatMap(Outbox, ({ insert }) =>
      insert([{
        id,
        userId: null,
        sealed,
        status,
        tries: 0,
        dueAt: at(0),
        expiresAt: null,
        createdAt: at(0),
        note: null
      }]))
    return id
  })

const listed = (kind: Kind, after: string | null, limit: number) =>
  Effect.flatMap(SealedTexts, ({ list }) => list(kind, after, limit))

export const suite = ({ it, name }: Provider) =>
  describe(`SealedTexts on ${name}`, () => {
    it("list gives the texts of a kind after an id, in id order, and leaves out what is not encrypted", () =>
      Effect.gen(function*() {
        const start = uuid()
        const letters = [yield* aLetter("a"), yield* aLetter(null), yield* aLetter("b")]
        assert.deepStrictEqual(yield* listed("LETTER", start, 10), [
          { id: letters[0]!, sealed: "a" },
          { id: letters[2]!, sealed: "b" }
        ])
        assert.deepStrictEqual(yield* listed("LETTER", start, 1), [{ id: letters[0]!, sealed: "a" }])
        const gone = yield* aShop({ account: { encryptedToken: "" } })
        const { account } = yield* aShop({ account: { encryptedToken: "token" } })
        const tokens = yield* listed("WHATSAPP_TOKEN", start, 1000)
        assert.deepInclude(tokens, { id: account.id, sealed: "token" })
        assert.isFalse(tokens.some(({ id }) => id === gone.account.id))
      }))

    it("replace changes one text, unless somebody was faster", () =>
      Effect.gen(function*() {
        const { replace } = yield* SealedTexts
        const accounts = yield* WhatsAppAccountStore
        const { account, jewellerId } = yield* aShop({ account: { encryptedToken: "old" } })
        assert.isTrue(yield* replace("WHATSAPP_TOKEN", { id: account.id, sealed: "old" }, "new"))
        assert.isFalse(yield* replace("WHATSAPP_TOKEN", { id: account.id, sealed: "old" }, "late"))
        assert.isFalse(yield* replace("LETTER", { id: account.id, sealed: "new" }, "other"))
        const found = Option.getOrThrow(yield* accounts.find(jewellerId))
        assert.deepStrictEqual(found, { ...account, encryptedToken: "new" })
      }))

    it("a change of keys ends with everything readable by the newest alone, and tells what no key reads", () =>
      Effect.gen(function*() {
        const [newest, older, lost] = [aKey("newest"), aKey("older"), aKey("lost")]
        const ids = [yield* aLetter(yield* sealedBy("mine", older)), yield* aLetter(yield* sealedBy("gone", lost))]
        const counts = yield* KeyChange.reencrypt("LETTER").pipe(withKeys(newest, older))
        assert.isAtLeast(counts.encrypted, 1)
        assert.isAtLeast(counts.unreadable, 1)
        const [text] = (yield* listed("LETTER", null, 1000)).filter(({ id }) => id === ids[0])
        const read = Effect.flatMap(TokenCipher, ({ decrypt }) => decrypt(text!.sealed)).pipe(withKeys(newest))
        assert.strictEqual(Redacted.value(yield* read), "mine")
      }))
  })
