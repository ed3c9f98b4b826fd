import { assert, describe } from "@effect/vitest"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import type { WhatsAppAccount } from "@ektola/domain/tenancy/WhatsAppAccount"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, at, newWabaId, uuid } from "../builders.js"
import { aLaunch, aQueue, aShop, saveAttempts, type Shop, someMessages } from "../stage.js"

/** The shop's lanes at that many seconds. */
const lanesOf = ({ account: { phoneNumberId } }: Pick<Shop, "account">, now = 60) =>
  Effect.flatMap(
    MessageStore,
    ({ listLanes }) =>
      Effect.map(listLanes(at(now)), (all) => all.filter((lane) => lane.phoneNumberId === phoneNumberId))
  )

const reachedBy = (portfolioId: string, since = -1e6) =>
  Effect.flatMap(MessageStore, ({ listReached }) =>
    Effect.map(
      listReached(portfolioId, at(since)),
      (all) =>
        all.toSorted((a, b) => a.recipient < b.recipient ? -1 : 1).map(({ at, recipient }) => [recipient, at] as const)
    ))

/** A shop whose messages have one attempt each, to these recipients. */
const reaching = (
  account: Partial<WhatsAppAccount>,
  tries: ReadonlyArray<readonly [recipient: string, over: Partial<Attempt>]>
) =>
  Effect.gen(function*() {
    const shop = yield* aShop({ account })
    const { run } = yield* aLaunch(shop)
    const messages = yield* someMessages(
      shop,
      run,
      tries.map(([waUserId]) => ({ phone: null, waUserId }))
    )
    for (const [index, message] of messages.entries()) {
      yield* saveAttempts({ ...message, state: "SENT", attempts: 1 }, [anAttempt(message, tries[index]?.[1])])
    }
    return shop
  })

const accepted = (begunAt: DateTime.Utc) => ({ begunAt, state: "ACCEPTED", evidence: "ACCEPTED" }) as const

export const suite = ({ it, name }: Provider) => {
  describe(`MessageStore.listLanes on ${name}`, () => {
    it("lists the lanes that may send, with the rate of their sender", () =>
      Effect.gen(function*() {
        const shop = yield* aShop({ account: { ratePerSecond: 1000 } })
        const { run: a } = yield* aLaunch(shop)
        const { run: b } = yield* aLaunch(shop)
        const lane = {
          phoneNumberId: shop.account.phoneNumberId,
          ratePerSecond: 1000,
          portfolio: null,
          isOnTrial: false
        }
        assert.deepStrictEqual(yield* lanesOf(shop), [a.id, b.id].sort().map((runId) => ({ runId, ...lane })))
        yield* Effect.flatMap(CampaignStore, ({ saveRun }) => saveRun({ ...a, status: "COMPLETED" }))
        assert.deepStrictEqual(yield* lanesOf(shop), [{ runId: b.id, ...lane }])
      }))

    it("has a paused sender on trial from when its pause is over, until it is connected again", () =>
      Effect.gen(function*() {
        const accounts = yield* WhatsAppAccountStore
        const shop = yield* aShop()
        yield* aLaunch(shop)
        const pause = { pauseClass: "PAYMENT", pauseReason: "unpaid", resumeAt: at(100), pauses: 1 } as const
        yield* accounts.pause(shop.account, pause)
        const trials = (now: number) => Effect.map(lanesOf(shop, now), (all) => all.map(({ isOnTrial }) => isOnTrial))
        assert.deepStrictEqual(yield* trials(99.999), [])
        assert.deepStrictEqual(yield* trials(100), [true])
        yield* accounts.connect(shop.account)
        assert.deepStrictEqual(yield* trials(100), [false])
      }))

    it("names the portfolio whose people are counted: WhatsApp's, or the WABA when it is not known", () =>
      Effect.gen(function*() {
        const portfolioOf = (account: Partial<WhatsAppAccount>) =>
          Effect.gen(function*() {
            const shop = yield* aShop({ account })
            yield* aLaunch(shop)
            return (yield* lanesOf(shop)).map(({ portfolio }) => portfolio)
          })
        const portfolioId = uuid()
        const wabaId = newWabaId()
        assert.deepStrictEqual(yield* portfolioOf({ portfolioId, messagingLimit: 250 }), [{
          id: portfolioId,
          limit: 250
        }])
        assert.deepStrictEqual(yield* portfolioOf({ wabaId, messagingLimit: 2000 }), [{ id: wabaId, limit: 2000 }])
        assert.deepStrictEqual(yield* portfolioOf({ portfolioId, messagingLimit: null }), [null])
      }))
  })

  describe(`MessageStore.listReached on ${name}`, () => {
    it("tells everybody whom any number of the portfolio has tried to reach, and the latest instant", () =>
      Effect.gen(function*() {
        const portfolioId = uuid()
        yield* reaching({ portfolioId }, [["IN.1", accepted(at(10.001))], ["IN.2", accepted(at(20))]])
        yield* reaching({ portfolioId }, [["IN.1", accepted(at(30.003))], ["IN.1", accepted(at(25))]])
        yield* reaching({ portfolioId: uuid() }, [["IN.3", accepted(at(40))]])
        assert.deepStrictEqual(yield* reachedBy(portfolioId), [["IN.1", at(30.003)], ["IN.2", at(20)]])
      }))

    it("counts by number or user id", () =>
      Effect.gen(function*() {
        const portfolioId = uuid()
        const shop = yield* aShop({ account: { portfolioId } })
        const { run } = yield* aLaunch(shop)
        const [message] = yield* someMessages(shop, run, [{ waUserId: "IN.1" }])
        assert(message)
        yield* saveAttempts({ ...message, state: "SENDING", attempts: 1 }, [anAttempt(message)])
        assert.deepStrictEqual(yield* reachedBy(portfolioId), [[message.phone ?? "", at(10)]])
      }))

    it("goes by the WABA where the portfolio is not known", () =>
      Effect.gen(function*() {
        const wabaId = newWabaId()
        yield* reaching({ wabaId }, [["IN.1", accepted(at(10))]])
        const known = yield* aQueue([])
        assert.deepStrictEqual(yield* reachedBy(wabaId), [["IN.1", at(10)]])
        assert.deepStrictEqual(yield* reachedBy(known.shop.account.wabaId), [])
      }))

    it("counts what may have arrived, and not what was refused or never written", () =>
      Effect.gen(function*() {
        const portfolioId = uuid()
        yield* reaching({ portfolioId }, [
          ["IN.1", { state: "BEGUN" }],
          ["IN.2", { state: "UNKNOWN" }],
          ["IN.3", { state: "REJECTED", evidence: "REJECTED" }],
          ["IN.4", { state: "NOT_WRITTEN" }],
          ["IN.5", { state: "ACCEPTED", evidence: "FAILED" }]
        ])
        assert.deepStrictEqual((yield* reachedBy(portfolioId)).map(([recipient]) => recipient), [
          "IN.1",
          "IN.2",
          "IN.5"
        ])
      }))

    it("looks at attempts begun since then, and not before", () =>
      Effect.gen(function*() {
        const portfolioId = uuid()
        yield* reaching({ portfolioId }, [["IN.1", accepted(at(10))], ["IN.2", accepted(at(10.001))]])
        assert.deepStrictEqual(yield* reachedBy(portfolioId, 10.001), [["IN.2", at(10.001)]])
      }))
  })
}
