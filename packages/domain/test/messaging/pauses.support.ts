import { Campaigns, type NewCampaign } from "@ektola/domain/campaigns/Campaigns"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { Failure } from "@ektola/domain/messaging/Failure"
import type { SendOutcome, SendRequest } from "@ektola/domain/ports/MessageSender"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import { Templates } from "@ektola/domain/templates/Templates"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { admin, aShop, aTemplate, layer, type Provider, someContacts, whileTimePasses } from "../world.js"

export type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>

/** What was logged, as "LEVEL text". */
export interface Log {
  readonly lines: Array<string>
  readonly alarms: Array<Readonly<Record<string, unknown>>>
}

/** The world with its log. */
export const watched = (provider: Provider) => {
  const log: Log = { lines: [], alarms: [] }
  const logger = Logger.make(({ logLevel, message }) => {
    const [text, about] = message as [string, Readonly<Record<string, unknown>>]
    log.lines.push(`${logLevel.label} ${text}`)
    if (logLevel.label === "ERROR") log.alarms.push({ text, ...about })
  })
  return { log, world: layer(provider).pipe(Layer.provide(Logger.replace(Logger.defaultLogger, logger))) }
}

/** A campaign for now to customers in English and Hindi, in turn, prepared. */
export const aCampaignTo = (count: number, over: Partial<NewCampaign> = {}) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const campaigns = yield* Campaigns
    const scheduler = yield* Scheduler
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    yield* someContacts(
      shop,
      Array.from({ length: count }, (_, index) => ({ number: index + 1, language: index % 2 === 0 ? "en" : "hi" }))
    )
    const at = TimeZone.format("Asia/Kolkata", yield* DateTime.now)
    const draft = yield* campaigns.create(shop.owner, {
      name: "Interest due",
      templateId: template.id,
      segments: ["GOLD_LOAN"],
      schedule: { kind: "ONE_TIME", at, zone: "Asia/Kolkata" },
      missedRuns: null,
      sendWithinMinutes: null,
      ...over
    })
    const campaign = yield* campaigns.activate(shop.owner, draft.id)
    yield* Effect.repeat(scheduler.step, { until: ({ claimed, prepared }) => claimed + prepared === 0 })
    const { items: [run] } = yield* campaigns.listRuns(shop.owner, campaign.id, { after: null, limit: 1 })
    if (run === undefined) return yield* Effect.dieMessage("the scheduler made no run")
    const page = { after: null, limit: 200 }
    const messages = Effect.map(campaigns.listMessages(shop.owner, run.id, { state: null }, page), ({ items }) => items)
    return {
      shop,
      template,
      campaign: campaigns.get(shop.owner, campaign.id),
      pause: campaigns.pause(shop.owner, campaign.id),
      activate: campaigns.activate(shop.owner, campaign.id),
      messages,
      /** How many messages are in which state, with the reason of those that were cancelled. */
      states: Effect.map(messages, (all) => {
        const counts: Record<string, number> = {}
        for (const { cancelReason, language, state } of all) {
          const name = state === "CANCELLED" ? `${language} CANCELLED ${cancelReason}` : state
          counts[name] = (counts[name] ?? 0) + 1
        }
        return counts
      })
    }
  })

/** Sends what is due now. */
export const send = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  let rounds = 0
  while ((yield* dispatcher.poll) > 0 && rounds++ < 20) {
    yield* whileTimePasses(dispatcher.drain)
  }
})

export const after = (wait: Duration.DurationInput) => Effect.zipRight(TestClock.adjust(wait), send)

export const setStatus = (
  shop: Shop,
  template: { readonly id: Parameters<Templates["Type"]["get"]>[1] },
  status: string,
  language: "en" | "hi" | null = null
) =>
  Effect.flatMap(
    Templates,
    ({ setApproval }) =>
      setApproval(admin, template.id, { jewellerId: shop.jewellerId, language, status, category: null, reason: null })
  )

export const reconnect = (shop: Shop) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    const account = yield* tenancy.getWhatsApp(shop.owner)
    yield* tenancy.connectWhatsApp(shop.owner, { ...account, accessToken: Redacted.make("new-token") })
  })

export const accepted = (request: SendRequest): Effect.Effect<SendOutcome> =>
  Effect.succeed({ _tag: "Accepted", wamid: `wamid.${request.token}`, held: false })

export const refused = (failureClass: Failure["class"], code: number): Effect.Effect<SendOutcome> =>
  Effect.succeed({
    _tag: "Rejected",
    failure: { class: failureClass, code, reason: "refused", traceId: null },
    retryAfter: null
  })
