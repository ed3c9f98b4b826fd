import * as CodeHasherHmac from "@ektola/adapters/crypto/CodeHasherHmac"
import * as IdGenerator from "@ektola/adapters/crypto/IdGenerator"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import * as RefreshTokensHmac from "@ektola/adapters/crypto/RefreshTokensHmac"
import * as TokenCipherJwe from "@ektola/adapters/crypto/TokenCipherJwe"
import * as TokenKeys from "@ektola/adapters/crypto/TokenKeys"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as PhoneParser from "@ektola/adapters/files/PhoneParser"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import { Identity } from "@ektola/domain/identity/Identity"
import { Email } from "@ektola/domain/identity/User"
import * as Mailer from "@ektola/domain/mail/Mailer"
import { BusinessManagement } from "@ektola/domain/ports/BusinessManagement"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MailTransport } from "@ektola/domain/ports/MailTransport"
import { ManagementUnavailable } from "@ektola/domain/ports/ManagementError"
import * as MemoryStores from "@ektola/domain/ports/memory/layer"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { PasswordHasher } from "@ektola/domain/ports/PasswordHasher"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import { WebhookInbox } from "@ektola/domain/ports/WebhookInbox"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import * as AccessToken from "@ektola/http/AccessToken"
import * as Application from "@ektola/http/Application"
import * as Server from "@ektola/http/Server"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { randomBytes } from "node:crypto"

export const appSecret = "0123456789abcdef0123456789abcdef"
export const olderAppSecret = "fedcba9876543210fedcba9876543210"
export const verifyToken = "a verify token nobody guesses"
export const jwtSecret = Redacted.make(randomBytes(32).toString("hex"))
export const password = "correct horse battery"

/** What the stores do instead of answering, while a test wants it. */
export interface Faults {
  contacts: Effect.Effect<never, StoreUnavailable> | null
  contactPage: ((page: any) => any) | null
  inbox: Effect.Effect<never, StoreUnavailable> | null
}

export const storeDown = Effect.fail(
  new StoreUnavailable({ operation: "select", retryable: false, cause: new Error("password of postgres://secret") })
)

type Stores = Layer.Layer.Success<typeof MemoryStores.layer>

const faulty = (faults: Faults, stores: Layer.Layer<Stores>) =>
  Layer.mergeAll(
    Layer.effect(
      ContactStore,
      Effect.map(ContactStore, (store) => ({
        ...store,
        listPage: (...args: Parameters<typeof store.listPage>) =>
          Effect.suspend(() =>
            faults.contacts ?? Effect.map(store.listPage(...args), (page) => faults.contactPage?.(page) ?? page)
          )
      }))
    ),
    Layer.effect(
      WebhookInbox,
      Effect.map(WebhookInbox, (inbox) => ({
        ...inbox,
        append: (...args: Parameters<typeof inbox.append>) =>
          Effect.suspend(() => faults.inbox ?? inbox.append(...args))
      }))
    )
  ).pipe(Layer.provideMerge(stores))

// The real hasher takes 30 ms on purpose.
const hasher = Layer.succeed(PasswordHasher, {
  hash: (password) => Effect.succeed(`hash of ${Redacted.value(password)}`),
  verify: (hash, password) => Effect.succeed(hash === `hash of ${Redacted.value(password)}`),
  isOutdated: () => false
})

// It takes every token but those that say what is wrong with them.
const whatsApp = Layer.mock(BusinessManagement, {
  debugToken: (_, inspected) => {
    const token = Redacted.value(inspected)
    if (token.includes("unanswered")) {
      const error = { operation: "debugToken", reason: "timeout", surelyNotDone: false, retryAfter: null }
      return Effect.fail(new ManagementUnavailable(error))
    }
    const isValid = !token.includes("expired")
    return Effect.succeed({
      isValid,
      reason: isValid ? null : "The session has expired",
      appId: null,
      type: null,
      issuedAt: null,
      expiresAt: null,
      dataAccessExpiresAt: null,
      scopes: [],
      wabaIds: []
    })
  },
  subscribeApp: () => Effect.void
})

interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Answer {
  readonly status: number
  readonly body: any
  readonly headers: Headers
}

export interface Call {
  readonly token?: string | undefined
  readonly json?: unknown
  readonly body?: BodyInit
  readonly headers?: Record<string, string>
}

/** A real server on a free port. The stores are in memory unless others are given, which have no tables to look into. */
export const start = async (
  options: Partial<Server.Options> = {},
  stores: Layer.Layer<Exclude<Stores, MemoryDatabase>, unknown> = MemoryStores.layer,
  passwords: Layer.Layer<PasswordHasher> = hasher
) => {
  const faults: Faults = { contacts: null, contactPage: null, inbox: null }
  const logs: Array<string> = []
  const letters: Array<Letter> = []
  const transport = Layer.succeed(MailTransport, {
    send: ({ subject, text, to }) => Effect.sync(() => void letters.push({ to, subject, text }))
  })
  const logger = Logger.replace(Logger.defaultLogger, Logger.map(Logger.jsonLogger, (line) => void logs.push(line)))
  const keys = Either.getOrThrow(TokenKeys.parse(`test:${randomBytes(32).toString("base64url")}`))
  const ports = Layer.mergeAll(
    faulty(faults, stores as Layer.Layer<Stores>),
    IdGenerator.layer,
    passwords,
    CodeHasherHmac.layer(jwtSecret),
    RefreshTokensHmac.layer([jwtSecret]),
    TokenCipherJwe.layer(keys),
    PersonHasherHmac.layer(Redacted.make(randomBytes(32).toString("base64url"))),
    CsvReader.layer,
    PhoneParser.layer,
    WebhookPayload.layer,
    whatsApp
  )
  const server = Server.layer({
    host: "127.0.0.1",
    port: 0,
    accessTokenSecrets: [jwtSecret],
    webhooks: {
      appSecrets: [Redacted.make(appSecret), Redacted.make(olderAppSecret)],
      verifyToken: Redacted.make(verifyToken)
    },
    ...options
  })
  const runtime = ManagedRuntime.make(
    Layer.mergeAll(
      server,
      Layer.provide(Mailer.layer, transport),
      Scheduler.layer(Scheduler.defaults),
      AccessToken.layer([jwtSecret])
    ).pipe(
      Layer.provideMerge(Application.layer({ team: { link: null } })),
      Layer.provideMerge(ports),
      Layer.provideMerge(logger)
    )
  )
  const { port, url } = await runtime.runPromise(Server.Listening)

  const call = async (method: string, path: string, { body, headers, json, token }: Call = {}): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers
      },
      ...(json === undefined ? body === undefined ? {} : { body } : { body: JSON.stringify(json) })
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("json") === true
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  /** An admin, as the operator's command makes one. */
  const admin = async () => {
    const email = Email.make(`admin${admins++}@example.com`)
    await runtime.runPromise(
      Effect.flatMap(
        Identity,
        (identity) => identity.createAdmin({ name: "Admin", email, password: Redacted.make(password) })
      )
    )
    return logIn(email)
  }

  const logIn = async (email: string): Promise<string> =>
    (await call("POST", "/v1/auth/login", { json: { email, password } })).body.accessToken

  return {
    url,
    port,
    call,
    faults,
    logs,
    admin,
    logIn,
    runtime,
    tables: () => runtime.runPromise(Effect.map(MemoryDatabase, ({ tables }) => tables)),
    /** Runs waiting imports, and the scheduler until it has nothing to do, as a worker would. */
    work: () =>
      runtime.runPromise(Effect.gen(function*() {
        const contacts = yield* Contacts
        const scheduler = yield* Scheduler.Scheduler
        yield* Effect.repeat(contacts.runNextImport("test"), { while: (ran) => ran })
        yield* Effect.repeat(scheduler.step, { until: ({ claimed, prepared }) => claimed + prepared === 0 })
      })),
    /** Sends what waits, as a worker would; everything that was ever sent. */
    mails: async (): Promise<ReadonlyArray<Letter>> => {
      await runtime.runPromise(
        Effect.flatMap(Mailer.Mailer, ({ step }) => Effect.repeat(step, { until: (tried) => tried === 0 }))
      )
      return letters
    },
    stop: () => runtime.dispose()
  }
}

export type World = Awaited<ReturnType<typeof start>>

let admins = 0
let shops = 0

/** A jeweller with its owner logged in. */
export const aShop = async ({ call, logIn }: World) => {
  const number = ++shops
  const email = `owner${number}@example.com`
  const { body } = await call("POST", "/v1/auth/register", {
    json: { jewellerName: `Shop ${number}`, name: "Owner", email, password }
  })
  return { token: await logIn(email), email, jewellerId: body.jeweller.id as string, number }
}

export const connection = (number: number) => ({
  wabaId: `1000000000000${number}`,
  phoneNumberId: `2000000000000${number}`,
  displayPhoneNumber: "+91 98000 09001",
  accessToken: `EAAG-token-of-shop-${number}`
})

export const template = (name: string) => ({
  name,
  category: "UTILITY",
  variables: { "1": { from: "contact", field: "name" } },
  translations: [
    { language: "en", body: "Dear {{1}}, your interest is due." },
    { language: "hi", body: "प्रिय {{1}}, आपका ब्याज देय है।" }
  ]
})

export const csv = [
  "Name,Phone,Segment,Language",
  "Asha,9800000001,GOLD_LOAN,hi",
  "Mala,9800000002,GOLD_LOAN,en",
  ",9800000003,GOLD_LOAN,en",
  "Wrong,12,GOLD_LOAN,en",
  "Asha again,+91 98000 00001,GOLD_LOAN,en"
].join("\n")

export const upload = (content: string | Blob, name = "contacts.csv", field = "file"): FormData => {
  const form = new FormData()
  form.append(field, typeof content === "string" ? new Blob([content]) : content, name)
  return form
}

/** Everything one jeweller can have, for routes that need an id of it. */
export const aBusyShop = async (world: World) => {
  const { call, work } = world
  const admin = await world.admin()
  const shop = await aShop(world)
  const token = shop.token
  await call("POST", `/v1/admin/jewellers/${shop.jewellerId}/approve`, { token: admin })
  await call("PUT", "/v1/whatsapp-account", { token, json: connection(shop.number) })
  const imported = await call("POST", "/v1/imports", { token, body: upload(csv) })
  await work()
  const contacts = await call("GET", "/v1/contacts", { token })
  const created = await call("POST", "/v1/templates", { token: admin, json: template(`interest_due_${shop.number}`) })
  await call("PUT", `/v1/templates/${created.body.id}/approvals`, {
    token: admin,
    json: { jewellerId: shop.jewellerId, status: "APPROVED" }
  })
  const campaign = await call("POST", "/v1/campaigns", {
    token,
    json: { name: "Interest due", templateId: created.body.id, segments: ["GOLD_LOAN"], schedule: once() }
  })
  await call("POST", `/v1/campaigns/${campaign.body.id}/activate`, { token })
  await work()
  const runs = await call("GET", `/v1/campaigns/${campaign.body.id}/runs`, { token })
  const invitation = await call("POST", "/v1/team/invitations", {
    token,
    json: { email: `staff${shop.number}@example.com`, role: "STAFF" }
  })
  return {
    ...shop,
    admin,
    contactId: contacts.body.items[0].id as string,
    importId: imported.body.id as string,
    templateId: created.body.id as string,
    campaignId: campaign.body.id as string,
    invitationId: invitation.body.id as string,
    runId: runs.body.items[0].id as string
  }
}

/** A schedule that is due at once. */
export const once = () => ({
  kind: "ONE_TIME",
  at: TimeZone.format("Asia/Kolkata", DateTime.unsafeNow()),
  zone: "Asia/Kolkata"
})

/** A schedule of reminders, far ahead: three days before a payment and two days after it. */
export const reminders = (fields: object = {}) => ({
  kind: "CONTACT_DATE",
  date: "PAYMENT_DAY",
  daysBefore: [3, -2],
  start: "2090-01-01",
  time: "10:00",
  zone: "Asia/Kolkata",
  ...fields
})
