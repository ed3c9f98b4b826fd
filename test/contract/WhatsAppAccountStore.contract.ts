import { assert, describe } from "@effect/vitest"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type * as AccountStanding from "@ektola/domain/tenancy/AccountStanding"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import type * as SenderPause from "@ektola/domain/tenancy/SenderPause"
import type { PhoneNumberId, WabaId, WhatsAppAccount } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../providers/registry.js"
import { anAccount, at, newPhoneNumberId, newWabaId } from "./builders.js"
import { aTenant, failure } from "./stage.js"

const find = (jewellerId: JewellerId) =>
  Effect.flatMap(WhatsAppAccountStore, (accounts) => Effect.map(accounts.find(jewellerId), Option.getOrNull))

const route = (phoneNumberId: PhoneNumberId) =>
  Effect.flatMap(
    WhatsAppAccountStore,
    (accounts) => Effect.map(accounts.findByPhoneNumberId(phoneNumberId), Option.getOrNull)
  )

const connected = Effect.gen(function*() {
  const accounts = yield* WhatsAppAccountStore
  return yield* accounts.connect(anAccount(yield* aTenant()))
})

export const suite = ({ it, name }: Provider) =>
  describe(`WhatsAppAccountStore on ${name}`, () => {
    it("connect stores the jeweller's connection", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = anAccount(yield* aTenant(), { ratePerSecond: 1000, encryptedToken: "e".repeat(2000) })
        assert.deepStrictEqual(yield* accounts.connect(account), account)
        assert.deepStrictEqual(yield* find(account.jewellerId), account)
        assert.deepStrictEqual(yield* route(account.phoneNumberId), account)
      }))

    it("connect replaces an earlier connection under the earlier one's id", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const first = yield* connected
        const second = anAccount(first.jewellerId, {
          displayPhoneNumber: "+91 98000 09002",
          encryptedToken: "second",
          ratePerSecond: 1000,
          connectedAt: at(7)
        })
        const stored = { ...second, id: first.id }
        assert.deepStrictEqual(yield* accounts.connect(second), stored)
        assert.deepStrictEqual(yield* find(first.jewellerId), stored)
        assert.deepStrictEqual(yield* route(second.phoneNumberId), stored)
        assert.isNull(yield* route(first.phoneNumberId))
      }))

    it("connect takes the same number again", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const first = yield* connected
        const again = anAccount(first.jewellerId, { phoneNumberId: first.phoneNumberId, encryptedToken: "second" })
        assert.deepStrictEqual(yield* accounts.connect(again), { ...again, id: first.id })
      }))

    it("connect refuses a number that another jeweller has connected", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const [theirs, own] = [yield* connected, yield* connected]
        const newcomer = yield* aTenant()
        for (const jewellerId of [newcomer, own.jewellerId]) {
          const error = yield* failure(
            accounts.connect(anAccount(jewellerId, { phoneNumberId: theirs.phoneNumberId }))
          )
          assert.deepStrictEqual(
            [error._tag, "phoneNumberId" in error && error.phoneNumberId],
            ["PhoneNumberIdTaken", theirs.phoneNumberId]
          )
        }
        assert.isNull(yield* find(newcomer))
        assert.deepStrictEqual(yield* find(own.jewellerId), own)
        assert.deepStrictEqual(yield* route(theirs.phoneNumberId), theirs)
      }))

    it("find and findByPhoneNumberId are none for what is not connected", () =>
      Effect.gen(function*() {
        assert.isNull(yield* find(yield* aTenant()))
        assert.isNull(yield* route(newPhoneNumberId()))
      }))

    const pause: SenderPause.Pause = {
      pauseClass: "PAYMENT",
      pauseReason: "payment is missing",
      resumeAt: at(3600.001),
      pauses: 1
    }

    it("pause makes it PAUSED and says so once", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        assert.isTrue(yield* accounts.pause(account, pause))
        const paused = { ...account, status: "PAUSED" as const, ...pause }
        assert.deepStrictEqual(yield* find(account.jewellerId), paused)
        assert.isFalse(yield* accounts.pause(account, { ...pause, pauseReason: "the token has expired" }))
        assert.deepStrictEqual(yield* find(account.jewellerId), paused)
      }))

    it("pause prolongs the pause that was seen, and no later one", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        yield* accounts.pause(account, pause)
        const paused = { ...account, status: "PAUSED" as const, ...pause }
        const longer: SenderPause.Pause = { pauseClass: "ACCOUNT", pauseReason: "expired", resumeAt: null, pauses: 2 }
        assert.isTrue(yield* accounts.pause(paused, longer))
        assert.isFalse(yield* accounts.pause(paused, longer))
        assert.deepStrictEqual(yield* find(account.jewellerId), { ...paused, ...longer })
      }))

    it("resume leaves no trace of the pause that was seen, and a later one as it is", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        assert.isTrue(yield* accounts.pause(account, pause))
        const paused = { ...account, status: "PAUSED" as const, ...pause }
        assert.isTrue(yield* accounts.resume(paused))
        assert.deepStrictEqual(yield* find(account.jewellerId), account)
        assert.isFalse(yield* accounts.resume(paused))
        yield* accounts.pause(account, pause)
        yield* accounts.pause(paused, { ...pause, pauses: 2 })
        assert.isFalse(yield* accounts.resume(paused))
        assert.strictEqual((yield* find(account.jewellerId))?.pauses, 2)
      }))

    it("pause and resume leave a connection alone that was made since", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        yield* accounts.pause(account, pause)
        const again = yield* accounts.connect({ ...account, connectedAt: at(7) })
        assert.deepStrictEqual(yield* find(account.jewellerId), again)
        assert.isFalse(yield* accounts.pause(account, pause))
        assert.isFalse(yield* accounts.resume({ ...account, status: "PAUSED", ...pause }))
        assert.deepStrictEqual(yield* find(account.jewellerId), again)
      }))

    it("connect keeps the portfolio and its limit, and ends a pause", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        yield* accounts.pause(account, pause)
        const again = { ...account, portfolioId: "300000000000001", messagingLimit: 2000 }
        assert.deepStrictEqual(yield* accounts.connect(again), again)
        assert.deepStrictEqual(yield* find(account.jewellerId), again)
      }))

    const standing: AccountStanding.Standing = {
      quality: { word: "FLAGGED", at: at(1) },
      limit: { persons: null, at: at(2) },
      ban: { word: "DISABLE", date: "November 25, 2026", at: at(3) },
      violation: { word: "SPAM", at: at(4) },
      access: { word: "PARTNER_ADDED", at: at(5) },
      restrictions: [{ type: "RESTRICTED_BIZ_INITIATED_MESSAGING", until: at(9000), remediation: null, at: at(6) }],
      alerts: [{ type: "A", entity: "BUSINESS 1", severity: null, status: "ACTIVE", description: "“नमस्ते”", at: at(7) }]
    }

    it("save stores locked connections with their standing, and no other number or WABA", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const [one, two, other] = [yield* connected, yield* connected, yield* connected]
        const changed = [
          { ...one, status: "PAUSED" as const, ...pause, standing, messagingLimit: 2000, encryptedToken: "" },
          { ...two, ratePerSecond: 1000, portfolioId: "300000000000001" }
        ]
        yield* accounts.save(changed.map((account) => ({ ...account, phoneNumberId: newPhoneNumberId() })))
        assert.deepStrictEqual(yield* find(one.jewellerId), changed[0])
        assert.deepStrictEqual(yield* route(two.phoneNumberId), changed[1])
        assert.deepStrictEqual(yield* find(other.jewellerId), other)
        yield* accounts.save([])
        assert.deepStrictEqual(yield* accounts.connect({ ...one, standing }), { ...one, standing })
        assert.deepStrictEqual(yield* find(one.jewellerId), { ...one, standing })
      }))

    it("lockConcerned gives the connections of WABAs and of their portfolios, in the order of jewellers", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const wabaId = newWabaId()
        const portfolioId = `3${wabaId.slice(1)}`
        const connect = (over: Partial<WhatsAppAccount>) =>
          Effect.flatMap(aTenant(), (jewellerId) => accounts.connect(anAccount(jewellerId, over)))
        const same = yield* connect({ wabaId, portfolioId })
        const shares = yield* connect({ portfolioId })
        const alone = yield* connect({ wabaId })
        const other = yield* connected
        const concerned = (...wabaIds: ReadonlyArray<WabaId>) => accounts.lockConcerned(wabaIds)
        assert.deepStrictEqual(yield* concerned(wabaId), [same, shares, alone])
        assert.deepStrictEqual(yield* concerned(shares.wabaId), [same, shares])
        assert.deepStrictEqual(yield* concerned(other.wabaId, shares.wabaId), [same, shares, other])
        assert.deepStrictEqual(yield* concerned(newWabaId()), [])
        assert.deepStrictEqual(yield* concerned(), [])
      }))

    it("lock gives what find does", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        assert.deepStrictEqual(yield* accounts.lock(account.jewellerId), Option.some(account))
        assert.deepStrictEqual(yield* accounts.lock(yield* aTenant()), Option.none())
      }))

    it("pause leaves other jewellers alone, and one without connection as it is", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const account = yield* connected
        const other = yield* aTenant()
        assert.isFalse(yield* accounts.pause({ ...account, jewellerId: other }, pause))
        assert.deepStrictEqual(yield* find(account.jewellerId), account)
        assert.isNull(yield* find(other))
      }))
  })
