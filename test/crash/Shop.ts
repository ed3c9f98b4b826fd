import type { Simulator } from "@ektola/adapters/simulator/Simulator"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contact from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Identity } from "@ektola/domain/identity/Identity"
import type { Principal } from "@ektola/domain/identity/Principal"
import { Email } from "@ektola/domain/identity/User"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import { Templates } from "@ektola/domain/templates/Templates"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { appSecret } from "../e2e/platform.js"

const zone = "Asia/Kolkata"
const password = Redacted.make("a-password-for-tests")

/** Rounds take turns over them, so that nobody is written to again at once. */
const segments = ["GOLD_LOAN", "GOLD_SIP", "MARKETING"] as const

/** A jeweller with a number of its own and customers in every segment. */
export interface Shop {
  readonly index: number
  readonly owner: Principal & { readonly jewellerId: NonNullable<Principal["jewellerId"]> }
  readonly ratePerSecond: number
  readonly phoneNumberId: string
  readonly wabaId: string
}

export const openShops = (options: {
  readonly rates: ReadonlyArray<number>
  readonly customersPerSegment: number
  readonly simulator: Simulator
  readonly webhookUrl: string
}) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const root = yield* identity.createAdmin({ name: "Admin", email: Email.make("admin@example.com"), password })
    const admin: Principal = { userId: root.id, role: "ADMIN", jewellerId: null }
    const shops = yield* Effect.forEach(options.rates, (ratePerSecond, index) =>
      openShop({ ...options, admin, index, ratePerSecond }))
    return { admin, shops }
  })

const openShop = (input: {
  readonly admin: Principal
  readonly index: number
  readonly ratePerSecond: number
  readonly customersPerSegment: number
  readonly simulator: Simulator
  readonly webhookUrl: string
}) =>
  Effect.gen(function*() {
    const { index, ratePerSecond } = input
    const identity = yield* Identity
    const tenancy = yield* Tenancy
    const { jeweller, user } = yield* identity.register({
      jewellerName: `Test Jewellers ${index}`,
      zone,
      defaultLanguage: "en",
      name: "Owner",
      email: Email.make(`owner${index}@example.com`),
      password
    })
    const owner = { userId: user.id, role: "OWNER" as const, jewellerId: jeweller.id }
    yield* tenancy.approve(input.admin, jeweller.id)
    const number = {
      phoneNumberId: `20000000000000${index}`,
      wabaId: `10000000000000${index}`,
      displayPhoneNumber: `+91 98000 0900${index}`,
      accessToken: `a-token-of-${index}`
    }
    yield* tenancy.connectWhatsApp(owner, {
      wabaId: WabaId.make(number.wabaId),
      phoneNumberId: PhoneNumberId.make(number.phoneNumberId),
      displayPhoneNumber: number.displayPhoneNumber,
      accessToken: Redacted.make(number.accessToken),
      ratePerSecond
    })
    input.simulator.register({ ...number, appSecret, webhookUrl: input.webhookUrl })
    yield* addCustomers(owner.jewellerId, index, input.customersPerSegment)
    return { index, owner, ratePerSecond, phoneNumberId: number.phoneNumberId, wabaId: number.wabaId } satisfies Shop
  })

const addCustomers = (jewellerId: Shop["owner"]["jewellerId"], shop: number, perSegment: number) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const ids = yield* IdGenerator
    const now = yield* DateTime.now
    for (const [place, segment] of segments.entries()) {
      const customers = yield* Effect.forEach(
        Array.from({ length: perSegment }, (_, index) => index),
        (index) => {
          const number = shop * 10_000 + place * 1_000 + index
          return Effect.map(ids.id, (id) => ({
            id: Contact.ContactId.make(id),
            input: {
              phone: PhoneNumber.make(`+9198000${String(number).padStart(5, "0")}`),
              name: `Customer ${number}`,
              segment,
              language: null,
              paymentDay: null,
              attributes: {}
            }
          }))
        }
      )
      yield* contacts.upsertMany(jewellerId, customers, "REPLACE", now)
    }
  })

/**
 * A campaign of every shop to one segment of its customers, due now. The template is the round's own, so that the
 * simulator's log tells rounds apart by itself.
 */
export const launch = (options: {
  readonly admin: Principal
  readonly shops: ReadonlyArray<Shop>
  readonly simulator: Simulator
  readonly round: number
  readonly sendWithinMinutes?: number
}) =>
  Effect.gen(function*() {
    const templates = yield* Templates
    const campaigns = yield* Campaigns
    const name = templateOf(options.round)
    const body = "Dear {{1}}, your passbook is ready."
    const template = yield* templates.create(options.admin, {
      name,
      category: "UTILITY",
      parameterFormat: "POSITIONAL",
      variables: { "1": { from: "contact", field: "name", fallback: null } },
      translations: [{ language: "en", header: null, body, footer: null }]
    })
    const now = yield* DateTime.now
    yield* Effect.forEach(options.shops, ({ index, owner, wabaId }) =>
      Effect.gen(function*() {
        options.simulator.registerTemplate(wabaId, {
          name,
          language: "en",
          category: "UTILITY",
          status: "APPROVED",
          body
        })
        yield* templates.setApproval(options.admin, template.id, {
          jewellerId: owner.jewellerId,
          language: null,
          status: "APPROVED",
          category: null,
          reason: null
        })
        const draft = yield* campaigns.create(owner, {
          name,
          templateId: template.id,
          segments: [segments[(options.round + index) % segments.length]!],
          schedule: { kind: "ONE_TIME", at: TimeZone.format(zone, now), zone },
          missedRuns: null,
          // A deferral of a day is past an hour, so that it ends here and now.
          sendWithinMinutes: options.sendWithinMinutes ?? 60
        })
        yield* campaigns.activate(owner, draft.id)
      }), { concurrency: 3, discard: true })
  })

export const templateOf = (round: number): string => `round_${round}`
