import type { Campaign } from "@ektola/domain/campaigns/Campaign"
import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import { ContactId } from "@ektola/domain/contacts/Contact"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Principal } from "@ektola/domain/identity/Principal"
import { UserId } from "@ektola/domain/identity/User"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as Settler from "@ektola/domain/messaging/Settler"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import { WorkerId } from "@ektola/domain/messaging/WorkerProcess"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import * as SendBudgetMemory from "@ektola/domain/ports/memory/SendBudgetMemory"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import { SendBudget } from "@ektola/domain/ports/SendBudget"
import { TokenCipher } from "@ektola/domain/ports/TokenCipher"
import { WebhookParser } from "@ektola/domain/ports/WebhookParser"
import type { Segment } from "@ektola/domain/segmentation/Segment"
import type { Template } from "@ektola/domain/templates/Template"
import * as Templates from "@ektola/domain/templates/Templates"
import { type Jeweller, JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Tenancy from "@ektola/domain/tenancy/Tenancy"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { read } from "./FakeWhatsApp.js"

export const zone = "Asia/Kolkata"

const uuid = (kind: number, number: number) => `0199000${kind}-0000-7000-8000-${String(number).padStart(12, "0")}`

/** Who somebody is to the stores. */
const personOf = (jewellerId: string, address: string | null): string => `${jewellerId} ${address}`

/** Ports without faults of their own: they are the process itself, not something between it and the world. */
const own = (jitter: () => number) =>
  Layer.mergeAll(
    Layer.sync(IdGenerator, () => {
      let count = 0
      return IdGenerator.of({
        id: Effect.sync(() => uuid(0, ++count)),
        token: Effect.sync(() => `token-${++count}`),
        jitter: Effect.sync(jitter)
      })
    }),
    Layer.succeed(PersonHasher, {
      hash: (jewellerId, { phone, waUserId }) =>
        phone === null && waUserId === null ? null : personOf(jewellerId, phone ?? waUserId)
    }),
    Layer.succeed(TokenCipher, {
      encrypt: (token) => Effect.succeed(Redacted.value(token)),
      decrypt: (encrypted) => Effect.succeed(Redacted.make(encrypted))
    }),
    Layer.succeed(ContactFileReader, { read: () => Stream.die("nobody uploads here") }),
    Layer.succeed(PhoneParser, { parse: () => Either.left("NOT_A_NUMBER" as const) }),
    Layer.succeed(WebhookParser, {
      parse: (body) => ({ ...read(body), templates: [], accounts: [], faults: [], others: [] })
    })
  )

/** What all processes share: the stores, the budget, and who makes ids. */
export const shared = (jitter: () => number) => Layer.mergeAll(MemoryStores.layer, budget, own(jitter))

// The processes of a simulation have one memory, so they do share it.
const budget = Layer.effect(
  SendBudget,
  Effect.map(SendBudget, (memory) => SendBudget.of({ ...memory, isShared: true }))
).pipe(Layer.provide(SendBudgetMemory.layerWith({ holdFirst: 0 })))

/** The use cases as one process runs them. Small chunks and batches: their borders are where things break. */
export const useCases = (process: number) =>
  Layer.mergeAll(
    Campaigns.layer,
    Contacts.layer,
    Dispatcher.layer({
      worker: { id: WorkerId.make(uuid(3, process)), host: "a process" },
      inFlight: 6,
      aliveFor: "1 minute"
    }),
    Scheduler.layer({ chunkSize: 3 }),
    Settler.layer(Settler.defaults),
    Templates.layer,
    Tenancy.layer,
    Webhooks.layer
  ).pipe(Layer.provide(Sending.layer({ name: "test", keyId: "000000000000" })))

const admin: Principal = { userId: UserId.make(uuid(1, 0)), role: "ADMIN", jewellerId: null }

/** A jeweller with customers, a connection and two approved templates. */
export interface Shop {
  readonly number: number
  readonly jewellerId: JewellerId
  readonly owner: Principal
  readonly phoneNumberId: PhoneNumberId
  readonly templates: readonly [Template, Template]
  readonly contacts: Array<ContactId>
  readonly campaigns: Array<Campaign>
}

export const connect = (owner: Principal, number: number) =>
  Effect.flatMap(Tenancy.Tenancy, (tenancy) =>
    tenancy.connectWhatsApp(owner, {
      wabaId: WabaId.make(`10000000000000${number}`),
      phoneNumberId: PhoneNumberId.make(`20000000000000${number}`),
      displayPhoneNumber: "+91 98000 09001",
      accessToken: Redacted.make(`token-of-shop-${number}`),
      ratePerSecond: 20
    }))

export const approve = (
  jewellerId: JewellerId,
  template: Pick<Template, "id">,
  status: string,
  category: Template["category"] | null = null
) =>
  Effect.flatMap(
    Templates.Templates,
    ({ setApproval }) => setApproval(admin, template.id, { jewellerId, language: null, status, category, reason: null })
  )

const aTemplate = (shop: number, category: Template["category"]) =>
  Effect.flatMap(Templates.Templates, ({ create }) =>
    create(admin, {
      name: `${category.toLowerCase()}_of_shop_${shop}`,
      category,
      parameterFormat: "POSITIONAL",
      variables: {
        "1": { from: "contact", field: "name", fallback: null },
        "2": { from: "reminder", field: "dueDate", fallback: "soon" }
      },
      translations: [{ language: "en", header: null, body: "Dear {{1}}, something is due {{2}}.", footer: null }]
    }))

export const aShop = (number: number, allowedHours: Jeweller["allowedHours"]) =>
  Effect.gen(function*() {
    const jewellers = yield* JewellerStore
    const jewellerId = JewellerId.make(uuid(2, number))
    const owner: Principal = { userId: UserId.make(uuid(1, number)), role: "OWNER", jewellerId }
    yield* jewellers.insert({
      id: jewellerId,
      name: `Shop ${number}`,
      status: "ACTIVE",
      statusReason: null,
      zone,
      defaultLanguage: "en",
      allowedHours,
      createdAt: yield* DateTime.now
    })
    const { phoneNumberId } = yield* connect(owner, number)
    const templates = [yield* aTemplate(number, "UTILITY"), yield* aTemplate(number, "MARKETING")] as const
    for (const template of templates) yield* approve(jewellerId, template, "APPROVED")
    const shop: Shop = { number, jewellerId, owner, phoneNumberId, templates, contacts: [], campaigns: [] }
    return shop
  })

export const phoneOf = (shop: Shop, number: number): PhoneNumber =>
  PhoneNumber.make(`+91980000${shop.number}${String(number).padStart(3, "0")}`)

/** A customer; the same number again changes the one there is. */
export const aContact = (
  shop: Shop,
  contact: {
    readonly number: number
    readonly segment: Segment
    readonly paymentDay: number | null
    readonly hasName: boolean
  }
) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const id = ContactId.make(yield* Effect.flatMap(IdGenerator, ({ id }) => id))
    const [stored] = yield* contacts.upsertMany(
      shop.jewellerId,
      [{
        id,
        input: {
          phone: phoneOf(shop, contact.number),
          name: contact.hasName ? `Customer ${contact.number}` : null,
          segment: contact.segment,
          language: null,
          paymentDay: contact.paymentDay,
          attributes: {}
        }
      }],
      "REPLACE",
      yield* DateTime.now
    )
    return stored?.id ?? id
  })
