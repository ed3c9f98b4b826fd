import { assert, describe } from "@effect/vitest"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as Effect from "effect/Effect"
import { Backdoor } from "../../providers/Backdoor.js"
import type { Provider } from "../../providers/registry.js"
import { aContact, anAccount, anAttempt, approvalsOf, at, newMessageId } from "../builders.js"
import {
  aLaunch,
  aQueue,
  aQueuedMessage,
  aShop,
  ids,
  leaseAll,
  occupyQueue,
  refuse,
  saveAttempts,
  someMessages,
  worker
} from "../stage.js"

const [one, two] = [worker(1), worker(2)]

const aPause = { pauseClass: "ACCOUNT", pauseReason: "the token has expired", resumeAt: null, pauses: 1 } as const

/** One due message that alone can be leased. */
const alone = Effect.zipRight(occupyQueue, aQueuedMessage())

export const suite = ({ it, name }: Provider) =>
  describe(`MessageStore.lockLeased on ${name}`, () => {
    it("gives leased messages in id order with their attempts; unknown and foreign ones are left out", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const messages = yield* MessageStore
        const { messages: queued } = yield* aQueue([{}, {}, {}])
        const [a, b, c] = queued
        assert(a && b && c)
        const tried = { ...b, attempts: 1 }
        const attempt = anAttempt(b, { state: "NOT_WRITTEN", retryAt: at(20), answeredAt: at(11) })
        yield* saveAttempts(tried, [attempt])
        assert.deepStrictEqual(
          ids(
            yield* Effect.map(leaseAll(one, { room: 2 }), (found) => found.map(({ messageId: id }) => ({ id })))
          ),
          [a.id, b.id]
        )
        yield* leaseAll(two)
        const found = yield* messages.lockLeased(one, [c.id, b.id, newMessageId(), a.id])
        assert.deepStrictEqual(
          found.map(({ attempts, message }) => ({ attempts, message })),
          [{ message: a, attempts: [] }, { message: tried, attempts: [attempt] }]
        )
        assert.deepStrictEqual(yield* messages.lockLeased(one, []), [])
      }))

    it("leaves out a message that is no longer QUEUED", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const { message } = yield* alone
        yield* leaseAll(one)
        yield* saveAttempts({ ...message, state: "CANCELLED", cancelReason: "OPTED_OUT" }, [])
        assert.deepStrictEqual(yield* messages.lockLeased(one, [message.id]), [])
      }))

    it("gives the guard's facts as they are now", () =>
      Effect.gen(function*() {
        yield* occupyQueue
        const messages = yield* MessageStore
        const contacts = yield* ContactStore
        const templates = yield* TemplateStore
        const accounts = yield* WhatsAppAccountStore
        const campaigns = yield* CampaignStore
        const jewellers = yield* JewellerStore
        const backdoor = yield* Backdoor
        const shop = yield* aShop({ jeweller: { allowedHours: { from: "09:00", to: "21:00" } } })
        const { campaign, run } = yield* aLaunch(shop)
        const contact = aContact()
        yield* contacts.upsertMany(shop.jewellerId, [contact], "REPLACE", at(0))
        yield* contacts.learnUserIds(shop.jewellerId, [{ phone: contact.input.phone, waUserId: "IN.1" }], at(0))
        const [message] = yield* someMessages(shop, run, [{ contactId: contact.id }])
        assert(message)
        yield* leaseAll(one)
        const facts = Effect.gen(function*() {
          const [found] = yield* messages.lockLeased(one, [message.id])
          assert(found)
          assert.deepStrictEqual(yield* messages.listFacts([message]), [found.facts])
          const { account, approval, campaign, contact, jeweller } = found.facts
          return {
            jeweller: [jeweller.status, jeweller.zone, jeweller.allowedHours],
            account: [account.status, account.resumeAt, account.encryptedToken],
            campaign: [campaign.status, campaign.category, campaign.whenTemplatePaused],
            contact: contact && [contact.phone, contact.waUserId, contact.optOut, contact.deletedAt],
            approval: approval && [approval.status, approval.category]
          }
        })
        const first = {
          jeweller: ["ACTIVE", "Asia/Kolkata", { from: "09:00", to: "21:00" }],
          account: ["CONNECTED", null, shop.account.encryptedToken],
          campaign: ["ACTIVE", "UTILITY", "WAIT"],
          contact: [contact.input.phone, "IN.1", null, null],
          approval: ["APPROVED", "UTILITY"]
        }
        assert.deepStrictEqual(yield* facts, first as any)

        yield* jewellers.setStatus(shop.jewellerId, "SUSPENDED", null)
        const account = yield* accounts.connect({ ...shop.account, encryptedToken: "second" })
        yield* accounts.pause(account, { ...aPause, resumeAt: at(3600) })
        yield* campaigns.save({ ...campaign, status: "PAUSED", whenTemplatePaused: "CANCEL" })
        yield* refuse(shop.jewellerId, contact.id, "ALL", at(1))
        yield* backdoor.deleteContact(contact.id, at(2))
        yield* templates.saveApprovals(
          approvalsOf(shop.template, shop.account, { status: "PAUSED", category: "MARKETING" })
        )
        assert.deepStrictEqual(yield* facts, {
          jeweller: ["SUSPENDED", "Asia/Kolkata", { from: "09:00", to: "21:00" }],
          account: ["PAUSED", at(3600), "second"],
          campaign: ["PAUSED", "UTILITY", "CANCEL"],
          contact: [contact.input.phone, "IN.1", "ALL", at(2)],
          approval: ["PAUSED", "MARKETING"]
        } as any)

        yield* backdoor.purgeContact(contact.id)
        assert.isNull((yield* facts).contact)
      }))

    it("knows no approval of another WABA, and nothing of a number that is no longer the jeweller's", () =>
      Effect.gen(function*() {
        const messages = yield* MessageStore
        const accounts = yield* WhatsAppAccountStore
        const { message, shop } = yield* alone
        yield* leaseAll(one)
        yield* accounts.connect(anAccount(shop.jewellerId, { phoneNumberId: shop.account.phoneNumberId }))
        const [found] = yield* messages.lockLeased(one, [message.id])
        assert(found)
        assert.isNull(found.facts.approval)
        yield* accounts.connect(anAccount(shop.jewellerId))
        const other = yield* aQueuedMessage()
        assert.deepStrictEqual(
          (yield* messages.listFacts([message, other.message])).map((facts) => facts === null),
          [true, false]
        )
        assert.deepStrictEqual(yield* messages.listFacts([]), [])
      }))
  })
