import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import * as Contact from "@ektola/domain/contacts/Contact"
import type { Language } from "@ektola/domain/contacts/Language"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Identity from "@ektola/domain/identity/Identity"
import type { Principal } from "@ektola/domain/identity/Principal"
import { RefreshFamilyId } from "@ektola/domain/identity/RefreshFamily"
import * as Sessions from "@ektola/domain/identity/Sessions"
import * as Team from "@ektola/domain/identity/Team"
import { Email, UserId } from "@ektola/domain/identity/User"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import type { InboundMessage } from "@ektola/domain/messaging/InboundMessage"
import type { Preference } from "@ektola/domain/messaging/Preference"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as Settler from "@ektola/domain/messaging/Settler"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { CodeHasher } from "@ektola/domain/ports/CodeHasher"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import {
  fromSend,
  type Late,
  MessageSender,
  type SendOutcome,
  type SendRequest
} from "@ektola/domain/ports/MessageSender"
import { PasswordHasher } from "@ektola/domain/ports/PasswordHasher"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { RefreshTokens } from "@ektola/domain/ports/RefreshTokens"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { WebhookParser } from "@ektola/domain/ports/WebhookParser"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import type { Segment } from "@ektola/domain/segmentation/Segment"
import type { Category, TemplateId } from "@ektola/domain/templates/Template"
import * as Templates from "@ektola/domain/templates/Templates"
import * as Administration from "@ektola/domain/tenancy/Administration"
import * as Tenancy from "@ektola/domain/tenancy/Tenancy"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as TestClock from "effect/TestClock"

/** What the fake WhatsApp saw, and what it answers next. */
export class Provider {
  readonly seen: Array<SendRequest> = []
  answer: (request: SendRequest, count: number) => Effect.Effect<SendOutcome | Late> = (_, count) =>
    Effect.succeed({ _tag: "Accepted", wamid: `wamid.${count}`, held: false })

  readonly layer = Layer.succeed(
    MessageSender,
    fromSend((request) =>
      Effect.suspend(() => {
        this.seen.push(request)
        return this.answer(request, this.seen.length)
      })
    )
  )
}

const ids = Layer.sync(IdGenerator, () => {
  let count = 0
  const next = () => String(++count).padStart(12, "0")
  return IdGenerator.of({
    id: Effect.sync(() => `01990000-0000-7000-8000-${next()}`),
    token: Effect.sync(() => `token-${next()}`),
    jitter: Effect.succeed(0)
  })
})

const plainSecrets = Layer.mergeAll(
  Layer.succeed(PasswordHasher, {
    hash: (password) => Effect.succeed(Redacted.value(password).replace(/^old .*/, "$& anew")),
    verify: (hash, password) => Effect.succeed(hash === Redacted.value(password)),
    isOutdated: (hash) => hash.startsWith("old ") && !hash.endsWith(" anew")
  }),
  Layer.succeed(CodeHasher, {
    hash: ({ code, email, purpose }) => `${purpose} ${email} ${code}`,
    hashSecret: (secret) => `hash of ${secret}`
  }),
  Layer.succeed(RefreshTokens, {
    derive: ({ familyId, generation }) => Redacted.make(`${familyId} ${generation}`),
    read: (token) => {
      const [familyId = "", generation] = Redacted.value(token).split(" ")
      return RefreshFamilyId.pipe(Schema.is)(familyId) ? { familyId, generation: Number(generation) } : null
    }
  }),
  Layer.succeed(PersonHasher, { hash: (jewellerId, { phone, waUserId }) => `${jewellerId} ${phone ?? waUserId}` }),
  Layer.succeed(TokenCipher, {
    encrypt: (token) => Effect.succeed(Redacted.value(token)),
    decrypt: (encrypted) => Effect.succeed(Redacted.make(encrypted))
  })
)

type Dated<A> = Omit<A, "at"> & { readonly at: number }

/** A body of inbound messages and preferences; `at` is in milliseconds. */
export const said = (body: {
  readonly inbound?: ReadonlyArray<Dated<InboundMessage>>
  readonly preferences?: ReadonlyArray<Dated<Preference>>
}) => JSON.stringify(body)

// Bodies are a list of statuses, or what persons said, as JSON: reading WhatsApp's own shape is the adapter's work.
const parser = Layer.succeed(WebhookParser, {
  parse: (body) => {
    const json = JSON.parse(body) as ReadonlyArray<StatusUpdate & { readonly occurredAt: number }> | {
      readonly inbound?: ReadonlyArray<Dated<InboundMessage>>
      readonly preferences?: ReadonlyArray<Dated<Preference>>
    }
    const statuses = "length" in json ? json : []
    const { inbound = [], preferences = [] } = "length" in json ? {} : json
    return {
      statuses: statuses.map((status) => ({ ...status, occurredAt: DateTime.unsafeMake(status.occurredAt) })),
      inbound: inbound.map((message) => ({ ...message, at: DateTime.unsafeMake(message.at) })),
      preferences: preferences.map((preference) => ({ ...preference, at: DateTime.unsafeMake(preference.at) })),
      templates: [],
      accounts: [],
      faults: [],
      others: []
    }
  }
})

/** The database is this environment's own. */
export const sending = Sending.layer({ name: "test", keyId: "000000000000" })

/** A worker of the tests. */
export const workerId = (number: number) => WorkerId.make(`0199000b-0000-7000-8000-00000000000${number}`)

export const layer = (provider: Provider, worker = workerId(1), bodies: Layer.Layer<WebhookParser> = parser) =>
  Layer.mergeAll(
    Administration.layer,
    Campaigns.layer,
    Dispatcher.layer({ worker: { id: worker, host: "test" }, ...Dispatcher.defaults }),
    Identity.layer,
    Sessions.layer,
    Scheduler.layer(Scheduler.defaults),
    Settler.layer(Settler.defaults),
    Team.layer({ link: null }),
    Templates.layer,
    Tenancy.layer,
    Webhooks.layer
  ).pipe(
    Layer.provide(sending),
    Layer.provideMerge(
      Layer.mergeAll(MemoryStores.layer, SendBudgetMemory.layerWith({ holdFirst: 0 }), ids, plainSecrets, bodies)
    ),
    Layer.provide(provider.layer)
  )

export const admin: Principal = {
  userId: UserId.make("01990000-0000-7000-8000-000000000000"),
  role: "ADMIN",
  jewellerId: null
}

/** A jeweller that may send: approved and connected. */
export const aShop = (number = 1) =>
  Effect.gen(function*() {
    const identity = yield* Identity.Identity
    const tenancy = yield* Tenancy.Tenancy
    const { jeweller, user } = yield* identity.register({
      jewellerName: `Shop ${number}`,
      zone: "Asia/Kolkata",
      defaultLanguage: "en",
      name: "Owner",
      email: Email.make(`owner${number}@example.com`),
      password: Redacted.make("correct horse battery")
    })
    const owner: Principal = { userId: user.id, role: "OWNER", jewellerId: jeweller.id }
    yield* tenancy.approve(admin, jeweller.id)
    yield* tenancy.connectWhatsApp(owner, {
      wabaId: WabaId.make(`10000000000000${number}`),
      phoneNumberId: PhoneNumberId.make(`20000000000000${number}`),
      displayPhoneNumber: "+91 98000 09001",
      accessToken: Redacted.make(`token-of-shop-${number}`),
      ratePerSecond: 1000
    })
    return { owner, jewellerId: jeweller.id }
  })

/** WhatsApp approves all translations of a template for the shop. */
export const approve = (
  shop: Effect.Effect.Success<ReturnType<typeof aShop>>,
  template: { readonly id: TemplateId }
) =>
  Effect.flatMap(Templates.Templates, ({ setApproval }) =>
    setApproval(admin, template.id, {
      jewellerId: shop.jewellerId,
      language: null,
      status: "APPROVED",
      category: null,
      reason: null
    }))

/** An approved template in English and Hindi that greets by name. */
export const aTemplate = (shop: Effect.Effect.Success<ReturnType<typeof aShop>>, category: Category = "UTILITY") =>
  Effect.gen(function*() {
    const templates = yield* Templates.Templates
    const template = yield* templates.create(admin, {
      name: `interest_due_${category.toLowerCase()}`,
      category,
      parameterFormat: "POSITIONAL",
      variables: { "1": { from: "contact", field: "name", fallback: null } },
      translations: [
        { language: "en", header: null, body: "Dear {{1}}, your interest is due.", footer: null },
        { language: "hi", header: null, body: "प्रिय {{1}}, आपका ब्याज देय है।", footer: null }
      ]
    })
    yield* approve(shop, template)
    return template
  })

export const someContacts = (
  shop: Effect.Effect.Success<ReturnType<typeof aShop>>,
  contacts: ReadonlyArray<{
    readonly number: number
    readonly name?: string | null
    readonly segment?: Segment
    readonly language?: Language
    readonly paymentDay?: number
    readonly attributes?: Contact.Attributes
  }>
) =>
  Effect.gen(function*() {
    const store = yield* ContactStore
    const generator = yield* IdGenerator
    const prepared = yield* Effect.forEach(contacts, ({ attributes, language, name, number, paymentDay, segment }) =>
      Effect.map(generator.id, (id) => ({
        id: Contact.ContactId.make(id),
        input: {
          phone: PhoneNumber.make(`+9198000${String(number).padStart(5, "0")}`),
          name: name === undefined ? `Customer ${number}` : name,
          segment: segment ?? "GOLD_LOAN",
          language: language ?? null,
          paymentDay: paymentDay ?? null,
          attributes: attributes ?? {}
        } satisfies Omit<Contact.ContactInput, "optOut">
      })))
    const stored = yield* store.upsertMany(shop.jewellerId, prepared, "REPLACE", yield* DateTime.now)
    return stored.map(({ id }) =>
      id
    )
  })

/** A campaign for now, activated; returns it and its run once the scheduler has prepared it. */
export const aRun = (
  shop: Effect.Effect.Success<ReturnType<typeof aShop>>,
  template: Effect.Effect.Success<ReturnType<typeof aTemplate>>
) =>
  Effect.gen(function*() {
    const campaigns = yield* Campaigns.Campaigns
    const scheduler = yield* Scheduler.Scheduler
    const draft = yield* campaigns.create(shop.owner, {
      name: "Interest due",
      templateId: template.id,
      segments: template.category === "UTILITY" ? ["GOLD_LOAN"] : [],
      schedule: { kind: "ONE_TIME", at: TimeZone.format("Asia/Kolkata", yield* DateTime.now), zone: "Asia/Kolkata" },
      missedRuns: null,
      sendWithinMinutes: null
    })
    const campaign = yield* campaigns.activate(shop.owner, draft.id)
    yield* Effect.repeat(scheduler.step, { until: ({ claimed, prepared }) => claimed + prepared === 0 })
    const { items: [run] } = yield* campaigns.listRuns(shop.owner, campaign.id, { after: null, limit: 1 })
    if (run === undefined) return yield* Effect.die("the scheduler made no run")
    return { campaign, run }
  })

/** Waits for what needs the clock to go on, which by itself stands still. */
export const whileTimePasses = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const fiber = yield* Effect.fork(work)
    let steps = 0
    while (Option.isNone(yield* Fiber.poll(fiber)) && steps++ < 1_000) yield* TestClock.adjust("100 millis")
    return yield* Fiber.join(fiber)
  })
