import { assert, describe } from "@effect/vitest"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import type * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { FigureStore } from "@ektola/domain/ports/FigureStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { anAttempt, aRun, at, newContactId } from "./builders.js"
import { aLaunch, aQueue, aShop, aTenant, leaseAll, occupyQueue, someMessages, worker } from "./stage.js"

const undeliverable = { class: "RECIPIENT", code: 131026, reason: "undeliverable", traceId: null } as const

const textOf = ({ messages, skips }: Figures.Counts): ReadonlyArray<string> =>
  [
    ...messages.map(({ code, count, language, reached, reason, state }) =>
      `${count} ${language} ${state} ${reached} ${reason} ${code}`
    ),
    ...skips.map(({ count, reason }) => `${count} skipped ${reason}`)
  ].toSorted()

export const suite = ({ it, name }: Provider) =>
  describe(`FigureStore on ${name}`, () => {
    it("counts the messages of a run by language, state, reach and reason, and its skips by reason", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const campaigns = yield* CampaignStore
        const shop = yield* aShop()
        const { run } = yield* aLaunch(shop)
        const { run: other } = yield* aLaunch(shop)
        yield* someMessages(shop, run, [
          {},
          { state: "SENT", reached: "SENT" },
          { state: "READ", reached: "READ", language: "ta" },
          { state: "READ", reached: "READ", language: "ta" },
          { state: "FAILED", reached: "SENT", failure: undeliverable },
          { state: "FAILED", failure: { ...undeliverable, class: "OUTCOME_UNKNOWN", code: null } },
          { state: "QUEUED", failure: { ...undeliverable, class: "RETRY", code: 131000 } },
          { state: "CANCELLED", cancelReason: "EXPIRED" }
        ])
        yield* someMessages(shop, other, [{ language: "en" }])
        const [twice, once] = [newContactId(), newContactId()]
        yield* campaigns.insertSkips(run, [{ contactId: twice, reason: "NO_PHONE", detail: null }])
        yield* campaigns.insertSkips(run, [
          { contactId: twice, reason: "OPTED_OUT", detail: null },
          { contactId: once, reason: "NO_PHONE", detail: null },
          { contactId: newContactId(), reason: "MISSING_VARIABLE", detail: "name" }
        ])
        const counted = yield* figures.countRun(shop.jewellerId, run.id)
        assert.deepStrictEqual(counted.run, run)
        assert.deepStrictEqual(textOf(counted), [
          "1 hi CANCELLED NOTHING EXPIRED null",
          "1 hi FAILED NOTHING OUTCOME_UNKNOWN null",
          "1 hi FAILED SENT RECIPIENT 131026",
          "1 hi SENT SENT null null",
          "1 skipped MISSING_VARIABLE",
          "2 hi QUEUED NOTHING null null",
          "2 skipped NO_PHONE",
          "2 ta READ READ null null"
        ])
      }))

    it("answers a foreign run as an unknown one, and counts nothing of a foreign campaign", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const { campaign, run } = yield* aQueue([{}])
        const stranger = yield* aTenant()
        assert.strictEqual((yield* Effect.flip(figures.countRun(stranger, run.id)))._tag, "RunNotFound")
        assert.deepStrictEqual(yield* figures.countCampaign(stranger, campaign.id), { messages: [], skips: [] })
      }))

    it("moves what is saved, and nothing that stays where it was", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const messages = yield* MessageStore
        const { messages: [a, b, c], run, shop } = yield* aQueue([{}, { language: "ta" }, {}])
        assert(a && b && c)
        const count = Effect.map(figures.countRun(shop.jewellerId, run.id), textOf)
        const attempts = [a, b].map((message) => anAttempt(message))
        const sending = attempts.flatMap((attempt, index) => {
          const message = [a, b][index]
          return message === undefined ? [] : [{ message: Message.fold(message, [attempt]), attempts: [attempt] }]
        })
        yield* messages.save([
          ...sending.map((change) => ({ ...change, events: [] })),
          { message: Message.postpone(c, at(60)), attempts: [], events: [] }
        ])
        assert.deepStrictEqual(yield* count, [
          "1 hi QUEUED NOTHING null null",
          "1 hi SENDING NOTHING null null",
          "1 ta SENDING NOTHING null null"
        ])
        const answers = sending.map(({ attempts: [attempt], message }, index) => {
          assert(attempt)
          const next = Attempt.apply(
            attempt,
            index === 0
              ? { _tag: "Accepted", wamid: `wamid.${attempt.id}`, at: at(1) }
              : { _tag: "Rejected", failure: undeliverable, retryAt: null, at: at(1) }
          )
          return { message: Message.fold(message, [next]), attempts: [next], events: [] }
        })
        assert.strictEqual((yield* messages.saveAnswers(answers)).length, 2)
        const end = [
          "1 hi QUEUED NOTHING null null",
          "1 hi SENT SENT null null",
          "1 ta FAILED NOTHING RECIPIENT 131026"
        ]
        assert.deepStrictEqual(yield* count, end)
        // What is known already is not stored, or changes nothing.
        assert.deepStrictEqual(yield* messages.saveAnswers(answers), [])
        yield* messages.save(answers)
        assert.deepStrictEqual(yield* count, end)
      }))

    it("moves first attempts that are begun from a lease", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const messages = yield* MessageStore
        yield* occupyQueue
        const { messages: [a, b], run, shop } = yield* aQueue([{}, {}, { dueAt: at(9_999_999) }])
        assert(a && b)
        assert.strictEqual((yield* leaseAll(worker(1))).length, 2)
        yield* messages.saveBegun(
          worker(1),
          [a, b].map((message) => {
            const attempt = anAttempt(message)
            return { message: Message.fold(message, [attempt]), attempts: [attempt], events: [] }
          })
        )
        assert.deepStrictEqual(textOf(yield* figures.countRun(shop.jewellerId, run.id)), [
          "1 hi QUEUED NOTHING null null",
          "2 hi SENDING NOTHING null null"
        ])
      }))

    it("counts all runs of a campaign together", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const campaigns = yield* CampaignStore
        const shop = yield* aShop()
        const { campaign, run } = yield* aLaunch(shop)
        yield* aQueue([{}])
        const next = aRun(campaign, { occurrence: "2026-12-06T10:00" })
        yield* campaigns.insertRuns([next])
        yield* someMessages(shop, run, [{}, { state: "READ", reached: "READ" }])
        yield* someMessages(shop, next, [{}, {}])
        yield* campaigns.insertSkips(next, [{ contactId: newContactId(), reason: "DELETED", detail: null }])
        const expected = ["1 hi READ READ null null", "1 skipped DELETED", "3 hi QUEUED NOTHING null null"]
        const count = Effect.map(figures.countCampaign(shop.jewellerId, campaign.id), textOf)
        assert.deepStrictEqual(yield* count, expected)
        yield* figures.fold(1000)
        yield* someMessages(shop, run, [{}])
        assert.deepStrictEqual(yield* count, [...expected.slice(0, 2), "4 hi QUEUED NOTHING null null"])
      }))

    it("fold changes no count, in whatever portions, and ends", () =>
      Effect.gen(function*() {
        const figures = yield* FigureStore
        const messages = yield* MessageStore
        const { messages: [a, b], run, shop } = yield* aQueue([{}, {}, { language: "ta" }])
        assert(a && b)
        const attempt = anAttempt(a)
        yield* messages.save([{ message: Message.fold(a, [attempt]), attempts: [attempt], events: [] }])
        const count = Effect.map(figures.countRun(shop.jewellerId, run.id), textOf)
        const before = yield* count
        assert.deepStrictEqual(before, [
          "1 hi QUEUED NOTHING null null",
          "1 hi SENDING NOTHING null null",
          "1 ta QUEUED NOTHING null null"
        ])
        while ((yield* figures.fold(3)) > 0) assert.deepStrictEqual(yield* count, before)
        assert.deepStrictEqual(yield* count, before)
        const cancelled = Message.cancel({ message: b, attempts: [] }, "EXPIRED")
        yield* messages.save([{ message: cancelled, attempts: [], events: [] }])
        assert.deepStrictEqual(yield* count, [
          "1 hi CANCELLED NOTHING EXPIRED null",
          "1 hi SENDING NOTHING null null",
          "1 ta QUEUED NOTHING null null"
        ])
      }))
  })
