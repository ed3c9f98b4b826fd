/** A shop with a run to send, the real reader of webhook bodies, and a WhatsApp that answers as a case says. */
import { assert } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import type { FailureClass } from "@ektola/domain/messaging/Failure"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendOutcome, SendRequest } from "@ektola/domain/ports/MessageSender"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import type { RunId } from "@ektola/domain/campaigns/Run"
import * as World from "../../packages/domain/test/world.js"

/** Seconds since the epoch, at which every case begins. */
const start = 1_740_000_000

export const seconds = (after: number): DateTime.Utc => DateTime.unsafeMake((start + after) * 1000)

/** Runs a case in a world of its own. */
export const inWorld = <A, E>(
  use: (provider: World.Provider) => Effect.Effect<A, E, Layer.Layer.Success<ReturnType<typeof World.layer>>>
): Effect.Effect<void, E> =>
  Effect.suspend(() => {
    const provider = new World.Provider()
    return TestClock.setTime(start * 1000).pipe(
      Effect.zipRight(use(provider)),
      Effect.provide(World.layer(provider, World.workerId(1), WebhookPayload.layer)),
      Effect.asVoid
    )
  })

export const reportOf = (shop: Effect.Effect.Success<ReturnType<typeof World.aShop>>, run: { readonly id: RunId }) =>
  Effect.flatMap(Campaigns, (campaigns) => campaigns.getRun(shop.owner, run.id))

/** A shop and a run to that many contacts, whose numbers end in 1, 2, 3 and so on. */
export const aRunTo = (count: number, shopNumber = 1) =>
  Effect.gen(function*() {
    const shop = yield* World.aShop(shopNumber)
    const template = yield* World.aTemplate(shop, shopNumber === 1 ? "UTILITY" : "MARKETING")
    const contacts = yield* World.someContacts(
      shop,
      Array.from({ length: count }, (_, index) => ({ number: index + 1 }))
    )
    const { campaign, run } = yield* World.aRun(shop, template)
    return { shop, template, contacts, campaign, run, report: reportOf(shop, run) }
  })

/** The shop's number may send that many messages a second. */
export const slowDown = (shop: Effect.Effect.Success<ReturnType<typeof World.aShop>>, ratePerSecond: number) =>
  Effect.gen(function*() {
    const tenancy = yield* Tenancy
    const account = yield* tenancy.getWhatsApp(shop.owner)
    yield* tenancy.connectWhatsApp(shop.owner, { ...account, accessToken: Redacted.make("token"), ratePerSecond })
  })

/** Time goes on in small steps, with whoever waits for it; what is due is sent meanwhile. */
export const goOn = (duration: Duration.DurationInput, step: Duration.DurationInput = "1 second") =>
  Effect.gen(function*() {
    const dispatcher = yield* Dispatcher
    const steps = Math.ceil(Duration.toMillis(duration) / Duration.toMillis(step))
    for (let count = 0; count < steps; count++) {
      yield* dispatcher.poll
      yield* TestClock.adjust(step)
      yield* Effect.repeatN(Effect.yieldNow(), 20)
    }
  })

/** Sends everything that is due and waits for the answers. */
export const sendAll = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  while ((yield* dispatcher.poll) > 0) {
    yield* World.whileTimePasses(dispatcher.drain)
  }
})

export const accepted = (request: SendRequest): SendOutcome => ({
  _tag: "Accepted",
  wamid: wamidOf(request),
  held: false
})

export const wamidOf = ({ token }: Pick<SendRequest, "token">): string => `wamid.${token}`

export const rejected = (
  failureClass: FailureClass,
  code: number,
  retryAfter: Duration.Duration | null = null
): SendOutcome => ({
  _tag: "Rejected",
  failure: { class: failureClass, code, reason: "refused", traceId: null },
  retryAfter
})

/** The last digits of the recipient's number. */
export const recipientOf = ({ recipient }: SendRequest): number =>
  recipient._tag === "Phone" ? Number(recipient.phone.slice(-5)) : 0

interface StatusInput {
  readonly id: string
  readonly status: string
  /** Seconds after the beginning of the case, or any other value that WhatsApp may write. */
  readonly at?: number | string
  readonly token?: string
  readonly code?: number
}

/** One change of a body, with statuses of one number. */
export const statusChange = (statuses: ReadonlyArray<StatusInput>, phoneNumberId = "200000000000001") => ({
  field: "messages",
  value: {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "919800009001", phone_number_id: phoneNumberId },
    statuses: statuses.map(({ at = 60, code, id, status, token }) => ({
      id,
      status,
      timestamp: typeof at === "number" ? String(start + at) : at,
      recipient_id: "919800000001",
      ...(token === undefined ? {} : { biz_opaque_callback_data: token }),
      ...(code === undefined ? {} : { errors: [{ code, title: "made up" }] })
    }))
  }
})

/** One change of a body, with what persons typed; `from` is the end of a number, as in `aRunTo`. */
export const inboundChange = (
  messages: ReadonlyArray<{ readonly id: string; readonly from: number; readonly text: string }>,
  phoneNumberId = "200000000000001"
) => ({
  field: "messages",
  value: {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "919800009001", phone_number_id: phoneNumberId },
    messages: messages.map(({ from, id, text }) => ({
      from: `9198000${String(from).padStart(5, "0")}`,
      id,
      timestamp: String(start),
      type: "text",
      text: { body: text }
    }))
  }
})

export const body = (...changes: ReadonlyArray<object>): string =>
  JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "100000000000001", changes }] })

/** Stores bodies as the webhook route does, and processes them. */
export const receive = (...bodies: ReadonlyArray<string>) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    yield* Effect.forEach(bodies, webhooks.receive, { discard: true })
    while ((yield* webhooks.process(100)) > 0);
  })

export const statuses = (...all: ReadonlyArray<StatusInput>) => receive(body(statusChange(all)))

/** The message to the contact with this number, as it is stored. */
export const messageTo = (number: number) =>
  Effect.map(MemoryDatabase, ({ tables }) => {
    const message = [...tables.messages.values()].find(({ phone }) => Number(phone?.slice(-5)) === number)
    assert(message, `nobody with ${number} has a message`)
    return message
  })

export const stateOf = (number: number) => Effect.map(messageTo(number), ({ state }) => state)

/** The recipients of all posts so far, in order of their numbers. */
export const recipients = (provider: World.Provider) => provider.seen.map(recipientOf).sort((a, b) => a - b)

/** 1, 2, 3 and so on. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** Records when each recipient was posted to, in milliseconds since the beginning. */
export const timesOf = (provider: World.Provider) => {
  const times = new Map<number, Array<number>>()
  const answer = provider.answer
  provider.answer = (request, count) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      times.set(recipientOf(request), [...times.get(recipientOf(request)) ?? [], now])
      return answer(request, count)
    })
  return times
}
