import { assert, describe } from "@effect/vitest"
import { type Mail, MailId } from "@ektola/domain/mail/Mail"
import { Outbox } from "@ektola/domain/ports/Outbox"
import { UserStore } from "@ektola/domain/ports/UserStore"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { at, aUser, uuid } from "./builders.js"
import { allPages, ids } from "./stage.js"

const aMail = (over: Partial<Mail> = {}): Mail => ({
  id: MailId.make(uuid()),
  userId: null,
  sealed: "a.sealed.letter",
  status: "WAITING",
  tries: 0,
  dueAt: at(0),
  expiresAt: at(600.5),
  createdAt: at(-1),
  note: null,
  ...over
})

/** Stores mails, and claims away what earlier tests left. */
const inserted = (...mails: ReadonlyArray<Mail>) =>
  Effect.gen(function*() {
    const outbox = yield* Outbox
    yield* outbox.claim(at(1_000_000), at(2_000_000), 1000)
    yield* outbox.insert(mails)
    return outbox
  })

export const suite = ({ it, name }: Provider) =>
  describe(`Outbox on ${name}`, () => {
    it("claim gives what was inserted, the longest due first, once until its time is over", () =>
      Effect.gen(function*() {
        const user = aUser()
        yield* Effect.flatMap(UserStore, ({ insert }) => insert(user))
        const [second, first, later] = [
          aMail({ dueAt: at(2), userId: user.id, expiresAt: null }),
          aMail({ dueAt: at(1) }),
          aMail({ dueAt: at(60) })
        ]
        const outbox = yield* inserted(second, first, later)
        assert.deepStrictEqual(yield* outbox.claim(at(10), at(30), 10), [
          { ...first, dueAt: at(30) },
          { ...second, dueAt: at(30) }
        ])
        assert.deepStrictEqual(yield* outbox.claim(at(29), at(50), 10), [])
        assert.deepStrictEqual(ids(yield* outbox.claim(at(30), at(50), 1)), [second.id])
      }))

    it("claim gives a mail to one of many at once", () =>
      Effect.gen(function*() {
        const mails = Array.from({ length: 12 }, () => aMail())
        const outbox = yield* inserted(...mails)
        const claims = yield* Effect.all(Array.from({ length: 6 }, () => outbox.claim(at(1), at(500), 2)), {
          concurrency: "unbounded"
        })
        const rest = yield* outbox.claim(at(1), at(500), 100)
        const given = ids([...claims.flat(), ...rest])
        assert.lengthOf(given, 12)
        assert.sameMembers([...given], mails.map(({ id }) => id))
      }))

    it("save ends a mail, and those that are dead are listed by page", () =>
      Effect.gen(function*() {
        const mails = Array.from({ length: 4 }, () => aMail())
        const outbox = yield* inserted(...mails)
        const [sent, ...dead] = mails.map((mail, index): Mail => ({
          ...mail,
          sealed: null,
          tries: index + 1,
          status: index === 0 ? "SENT" : "DEAD",
          note: index === 0 ? null : "EENVELOPE 550"
        }))
        yield* outbox.save([sent!, ...dead])
        assert.deepStrictEqual(yield* outbox.claim(at(10_000), at(20_000), 10), [])
        const page = yield* outbox.listDead({ after: sent!.id, limit: 10 })
        assert.deepStrictEqual(page.items, dead)
        assert.deepStrictEqual(yield* allPages(2, outbox.listDead, sent!.id), [
          [dead[0]!.id, dead[1]!.id],
          [dead[2]!.id]
        ])
      }))

    it("removeBefore removes at most so many old mails that wait no more", () =>
      Effect.gen(function*() {
        const past = { createdAt: at(-10_000_000), sealed: null, status: "DEAD" } as const
        const old = [aMail(past), aMail(past)]
        const kept = [aMail({ ...past, createdAt: at(-1) })]
        const outbox = yield* inserted(...old, ...kept, aMail({ createdAt: at(-10_000_000), dueAt: at(30) }))
        assert.strictEqual(yield* outbox.removeBefore(at(-5_000_000), 1), 1)
        yield* Effect.repeat(outbox.removeBefore(at(-5_000_000), 1), { until: (removed) => removed === 0 })
        const { items } = yield* outbox.listDead({ after: null, limit: 1000 })
        const found = (mail: Mail) => items.some(({ id }) => id === mail.id)
        assert.deepStrictEqual([...old, ...kept].map(found), [false, false, true])
        assert.lengthOf(yield* outbox.claim(at(31), at(40), 10), 1)
      }))
  })
