/** Pauses and approvals that several processors come upon at once. */
import { assert } from "@effect/vitest"
import * as Message from "@ektola/domain/messaging/Message"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { SuppressionStore } from "@ektola/domain/ports/SuppressionStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import { recordOutcomes } from "../../../packages/domain/src/messaging/internal/recordOutcomes.js"
import { recordApprovals } from "../../../packages/domain/src/templates/internal/recordApprovals.js"
import { onPostgres } from "../../providers/onPostgres.js"
import { anAttempt, at, uuid } from "../builders.js"
import { aLaunch, aQueue, aShop, saveAttempts } from "../stage.js"
import { system, waits, whileHeld } from "./atOnce.js"

const consequenceDeps = Effect.gen(function*() {
  return {
    accounts: yield* WhatsAppAccountStore,
    campaigns: yield* CampaignStore,
    contacts: yield* ContactStore,
    ids: { id: Effect.sync(uuid), token: Effect.sync(uuid), jitter: Effect.succeed(0) },
    messages: yield* MessageStore,
    persons: { hash: () => null },
    suppressions: yield* SuppressionStore,
    templates: yield* TemplateStore,
    unitOfWork: yield* UnitOfWork
  }
})

onPostgres((it) => {
  it("a sender whose attempts are refused in many batches at once is paused once, with one alarm", () =>
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      const { messages, shop } = yield* aQueue(Array.from({ length: 12 }, () => ({})))
      const attempts = messages.map((message) => anAttempt(message, { begunAt: at(10) }))
      yield* Effect.forEach(messages, (message, index) => {
        const own = attempts.slice(index, index + 1)
        return saveAttempts(Message.fold(message, own), own)
      })
      const alarms: Array<unknown> = []
      const logger = Logger.make(({ logLevel, message }) => {
        if (logLevel._tag === "Error") alarms.push(message)
      })
      const record = recordOutcomes(yield* consequenceDeps)
      const refused = { class: "PAYMENT", code: 131042, reason: "refused", traceId: null } as const
      yield* Effect.all(
        attempts.map((attempt, index) =>
          record([{
            begun: {
              attempt,
              onTrial: false,
              stored: { message: Message.fold(messages[index]!, [attempt]), attempts: [attempt] }
            },
            outcome: { _tag: "Rejected", failure: refused, retryAfter: null },
            jitter: 0
          }])
        ),
        { concurrency: "unbounded" }
      ).pipe(Effect.provide(Logger.replace(Logger.defaultLogger, logger)))
      const paused = Option.getOrThrow(yield* accounts.find(shop.jewellerId))
      assert.deepStrictEqual([paused.status, paused.pauseClass, paused.pauses], ["PAUSED", "PAYMENT", 1])
      assert.strictEqual(alarms.length, 1)
    }))

  it("of two that pause what they saw connected, one hears that it did", () =>
    Effect.gen(function*() {
      const accounts = yield* WhatsAppAccountStore
      const { account } = yield* aShop()
      const pause = { pauseClass: "POLICY", pauseReason: "limited", resumeAt: at(21_600), pauses: 1 } as const
      const [mine, [other]] = yield* whileHeld(
        accounts.pause(account, pause),
        Effect.map(waits(accounts.pause(account, { ...pause, pauseReason: "also" })), (waiting) => [waiting] as const)
      )
      assert.deepStrictEqual([mine, other.waited, yield* Fiber.join(other.result)], [true, true, false])
      assert.strictEqual(Option.getOrThrow(yield* accounts.find(account.jewellerId)).pauseReason, "limited")
    }))

  it("two verdicts on one template follow each other: what the second finds is what the first has left", () =>
    Effect.gen(function*() {
      const campaigns = yield* CampaignStore
      const shop = yield* aShop()
      const { campaign } = yield* aLaunch(shop)
      const deps = yield* consequenceDeps
      const about = { jewellerId: shop.jewellerId, wabaId: shop.account.wabaId, templateId: shop.template.id }
      const say = (status: string) =>
        recordApprovals(
          deps,
          about,
          (before) => before.map((approval) => ({ ...approval, status })),
          at(100)
        )
      const [, later] = yield* whileHeld(say("PAUSED"), waits(system(say("APPROVED"))))
      yield* Fiber.join(later.result)
      assert.isTrue(later.waited)
      const { pauseCause, status } = yield* campaigns.get(shop.jewellerId, campaign.id)
      assert.deepStrictEqual([status, pauseCause], ["ACTIVE", null])
    }))
})
