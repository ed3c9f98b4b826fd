/** What a new user finds at the first start: two jewellers, templates in five languages, contacts. */
import { Contacts } from "@ektola/domain/contacts/Contacts"
import { Identity } from "@ektola/domain/identity/Identity"
import type { Principal } from "@ektola/domain/identity/Principal"
import { Email } from "@ektola/domain/identity/User"
import { type NewTemplate, Templates } from "@ektola/domain/templates/Templates"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { readFile } from "node:fs/promises"

export const adminLogIn = { email: "admin@example.com", password: "demo-admin-password" } as const

export const shops = [
  {
    name: "Shree Lakshmi Jewellers",
    email: "lakshmi@example.com",
    password: "lakshmi-password",
    wabaId: "100000000000001",
    phoneNumberId: "200000000000001",
    displayPhoneNumber: "+91 98000 09001"
  },
  {
    name: "Kaveri Gold House",
    email: "kaveri@example.com",
    password: "kaveri-password",
    wabaId: "100000000000002",
    phoneNumberId: "200000000000002",
    displayPhoneNumber: "+91 98000 09002"
  }
] as const

const dataFile = (name: string) => Effect.promise(() => readFile(new URL(`../../data/${name}`, import.meta.url)))

/** The admin everything else is done by. False when it is there already: this is not the first start. */
export const createAdmin = Effect.gen(function*() {
  const identity = yield* Identity
  return yield* identity.createAdmin({
    name: "Admin",
    email: Email.make(adminLogIn.email),
    password: Redacted.make(adminLogIn.password)
  }).pipe(
    Effect.map((user): Principal => ({ userId: user.id, role: user.role, jewellerId: null })),
    Effect.asSome,
    Effect.catchTag("EmailTaken", () => Effect.succeedNone)
  )
})

export const create = (admin: Principal) =>
  Effect.gen(function*() {
    const jewellers = yield* Effect.forEach(shops, (shop) => openShop(admin, shop))
    const templates = yield* Templates
    const texts = JSON.parse(String(yield* dataFile("templates.json"))) as Readonly<Record<string, NewTemplate>>
    for (const text of Object.values(texts)) {
      const template = yield* templates.create(admin, text)
      for (const { jewellerId } of jewellers) {
        yield* templates.setApproval(admin, template.id, {
          jewellerId,
          language: null,
          status: "APPROVED",
          category: null,
          reason: null
        })
      }
    }
    const contacts = yield* Contacts
    const bytes = yield* dataFile("contacts.csv")
    for (const owner of jewellers) {
      yield* contacts.startImport(owner.principal, { name: "contacts.csv", bytes: Stream.make(new Uint8Array(bytes)) })
    }
  })

const openShop = Effect.fnUntraced(function*(admin: Principal, shop: (typeof shops)[number]) {
  const identity = yield* Identity
  const tenancy = yield* Tenancy
  const { jeweller, user } = yield* identity.register({
    jewellerName: shop.name,
    zone: "Asia/Kolkata",
    defaultLanguage: "en",
    name: `Owner of ${shop.name}`,
    email: Email.make(shop.email),
    password: Redacted.make(shop.password)
  })
  const principal: Principal = { userId: user.id, role: "OWNER", jewellerId: jeweller.id }
  yield* tenancy.approve(admin, jeweller.id)
  yield* tenancy.connectWhatsApp(principal, {
    wabaId: WabaId.make(shop.wabaId),
    phoneNumberId: PhoneNumberId.make(shop.phoneNumberId),
    displayPhoneNumber: shop.displayPhoneNumber,
    accessToken: Redacted.make(`simulated-token-${shop.phoneNumberId}`),
    ratePerSecond: null
  })
  return { principal, jewellerId: jeweller.id }
})
