/** What most suites need around their subject, and how they look at results. */
import { assert } from "@effect/vitest"
import type { Campaign } from "@ektola/domain/campaigns/Campaign"
import type { Run } from "@ektola/domain/campaigns/Run"
import type { OptOutScope } from "@ektola/domain/contacts/Consent"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { Attempt } from "@ektola/domain/messaging/Attempt"
import type { Message, MessageId } from "@ektola/domain/messaging/Message"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import type { Page, PageRequest } from "@ektola/domain/ports/Page"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import { WorkerRegistry } from "@ektola/domain/ports/WorkerRegistry"
import type { Jeweller } from "@ektola/domain/tenancy/Jeweller"
import type { WhatsAppAccount } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import type * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { aCampaign, aJeweller, aMessage, anAccount, approvalsOf, aRun, at, aTemplate } from "./builders.js"

/** A stored jeweller. */
export const aTenant = (over: Partial<Jeweller> = {}) =>
  Effect.gen(function*() {
    const jewellers = yield* JewellerStore
    const jeweller = aJeweller(over)
    yield* jewellers.insert(jeweller)
    return jeweller.id
  })

/** A stored jeweller that may send: connected, with a template that its WABA has approved. */
export const aShop = (
  over: { readonly account?: Partial<WhatsAppAccount>; readonly jeweller?: Partial<Jeweller> } = {}
) =>
  Effect.gen(function*() {
    const accounts = yield* WhatsAppAccountStore
    const templates = yield* TemplateStore
    const jewellerId = yield* aTenant(over.jeweller)
    const account = yield* accounts.connect(anAccount(jewellerId, over.account))
    const template = aTemplate()
    yield* templates.insert(template)
    yield* templates.saveApprovals(approvalsOf(template, account))
    return { jewellerId, account, template }
  })

export type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>

/** A stored campaign of the shop, with one run. */
export const aLaunch = (
  shop: Shop,
  over: { readonly campaign?: Partial<Campaign>; readonly run?: Partial<Run> } = {}
) =>
  Effect.gen(function*() {
    const campaigns = yield* CampaignStore
    const campaign = aCampaign(shop.jewellerId, shop.template.id, over.campaign)
    const run = aRun(campaign, over.run)
    yield* campaigns.insert(campaign)
    yield* campaigns.insertRuns([run])
    return { campaign, run }
  })

/** Stored messages of a run, one per variation. */
export const someMessages = (shop: Shop, run: Run, overs: ReadonlyArray<Partial<Message>>) =>
  Effect.gen(function*() {
    const messages = yield* MessageStore
    const [translation] = shop.template.translations
    const added = overs.map((over) =>
      aMessage(run, shop.account, { ...translation && { translationId: translation.id }, ...over })
    )
    yield* messages.insertMany(added)
    return added
  })

/** Has a stored contact refuse. */
export const refuse = (
  jewellerId: Jeweller["id"],
  contactId: ContactId,
  optOut: OptOutScope,
  optedOutAt: DateTime.Utc
) =>
  Effect.flatMap(
    ContactStore,
    (contacts) => contacts.saveOptOuts(jewellerId, [{ id: contactId, optOut, optedOutAt }], optedOutAt)
  )

/** A shop with a READY run and its messages, one per variation. */
export const aQueue = (overs: ReadonlyArray<Partial<Message>>) =>
  Effect.gen(function*() {
    const shop = yield* aShop()
    const launch = yield* aLaunch(shop)
    return { shop, ...launch, messages: yield* someMessages(shop, launch.run, overs) }
  })

export const aQueuedMessage = (over: Partial<Message> = {}) =>
  Effect.map(aQueue([over]), ({ messages: [message], ...rest }) => {
    assert(message)
    return { ...rest, message }
  })

/** Stores attempts of a message, and the message with them. */
export const saveAttempts = (message: Message, attempts: ReadonlyArray<Attempt>) =>
  Effect.flatMap(MessageStore, (messages) => messages.save([{ message, attempts, events: [] }]))

/** The one message with its attempts, as the store has it. */
export const read = (messageId: MessageId) =>
  Effect.gen(function*() {
    const messages = yield* MessageStore
    const [found] = yield* messages.lock([messageId])
    assert(found)
    return found
  })

/** A worker by its number. */
export const worker = (number: number): WorkerId =>
  WorkerId.make(`0199000b-0000-7000-8000-${String(number).padStart(12, "0")}`)

/** The worker lives for so long, by default longer than any test. */
export const live = (id: WorkerId, aliveFor: Duration.Duration = Duration.hours(1)) =>
  Effect.flatMap(WorkerRegistry, ({ beat }) => beat({ id, host: "a test", sharesBudget: true }, aliveFor))

/** What a living worker wants of every lane there is: up to `room` messages of each sender, due at `now` seconds. */
export const leaseAll = (
  owner: WorkerId,
  { aliveFor, now = 60, room = 100 }: {
    readonly aliveFor?: Duration.Duration
    readonly now?: number
    readonly room?: number
  } = {}
) =>
  Effect.gen(function*() {
    const messages = yield* MessageStore
    yield* live(owner, aliveFor)
    const lanes = yield* messages.listLanes(at(now))
    const senders = Object.values(Arr.groupBy(lanes, ({ phoneNumberId }) => phoneNumberId)).map((ofOne) => ({
      phoneNumberId: ofOne[0].phoneNumberId,
      room,
      runs: ofOne.map(({ runId }) => ({ runId, after: null }))
    }))
    return yield* messages.lease({ owner, now: at(now), senders })
  })

/** Messages that earlier tests of the file left behind are leased away, so that the next lease finds only new ones. */
export const occupyQueue = Effect.gen(function*() {
  while (true) {
    const taken = yield* leaseAll(worker(0), { now: 1_000_000, room: 1000 })
    if (taken.length === 0) return
  }
})

/** Every page of a list, as the ids on it. */
export const allPages = <P extends Page<{ readonly id: string }, any>, E, R>(
  limit: number,
  list: (page: PageRequest<any>) => Effect.Effect<P, E, R>,
  start: P["next"] = null
) =>
  Effect.gen(function*() {
    const pages: Array<ReadonlyArray<string | undefined>> = []
    let after = start
    do {
      const page: P = yield* list({ after, limit })
      pages.push(page.items.map(({ id }) => id))
      after = page.next
    } while (after !== null)
    return pages
  })

/**
 * The failure that an effect must have. Not by `Effect.flip`, which would fail with the record that was found instead:
 * vitest takes for ever to print a thrown record.
 */
export const failure = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.matchEffect(effect, {
    onFailure: Effect.succeed,
    onSuccess: () => Effect.dieMessage("it succeeded and should have failed")
  })

/** The tag of the failure that an effect must have. */
export const refusal = <A, E extends { readonly _tag: string }, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(failure(effect), ({ _tag }) => _tag)

export const assertDefect = (exit: Exit.Exit<unknown, unknown>): void =>
  assert(Exit.isFailure(exit) && Cause.isDie(exit.cause), `not a defect: ${String(exit)}`)

/** Asks again until it is so; for what only the store's own time brings. */
export const eventually = <A, E, R>(effect: Effect.Effect<A, E, R>, isSo: (value: A) => boolean) =>
  Effect.gen(function*() {
    const deadline = Date.now() + 5000
    while (true) {
      const value = yield* effect
      if (isSo(value)) return value
      if (Date.now() > deadline) return yield* Effect.dieMessage("it did not come true within 5 seconds")
      yield* Effect.sleep("2 millis")
    }
  })

export const ids = <Id>(items: ReadonlyArray<{ readonly id: Id }>): ReadonlyArray<Id> => items.map(({ id }) => id)

/** An order that is neither that of the ids nor its reverse. */
export const shuffled = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> => [
  ...items.filter((_, index) => index % 2 === 1),
  ...items.filter((_, index) => index % 2 === 0)
]
