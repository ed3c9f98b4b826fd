import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import { Identity } from "@ektola/domain/identity/Identity"
import type { Principal } from "@ektola/domain/identity/Principal"
import { Sessions } from "@ektola/domain/identity/Sessions"
import { Email } from "@ektola/domain/identity/User"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import * as Guard from "@ektola/domain/messaging/Guard"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import * as Jeweller from "@ektola/domain/tenancy/Jeweller"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { admin, aRun, aShop, aTemplate, layer, Provider, someContacts, whileTimePasses } from "../world.js"

const files = Layer.merge(
  Layer.succeed(ContactFileReader, { read: () => Stream.empty }),
  Layer.succeed(PhoneParser, { parse: () => Either.left("EMPTY") })
)
const worldOf = (provider: Provider) => Layer.provideMerge(Contacts.layer, Layer.merge(layer(provider), files))

const page = { after: null, limit: 10 } as const
const statuses = Jeweller.Status.literals

/** A shop with one message sent and one waiting, whose jeweller then gets the status. */
const aShopThatIs = (status: Jeweller.Status, provider: Provider) =>
  Effect.gen(function*() {
    yield* TestClock.setTime(1_795_564_800_000)
    const campaigns = yield* Campaigns
    const shop = yield* aShop()
    const template = yield* aTemplate(shop)
    const newCampaign = {
      name: "Interest due",
      templateId: template.id,
      segments: ["GOLD_LOAN"],
      schedule: { kind: "ONE_TIME", at: "2027-01-01T10:00", zone: "Asia/Kolkata" },
      missedRuns: null,
      sendWithinMinutes: null
    } as const
    yield* someContacts(shop, [{ number: 1 }])
    const sent = yield* aRun(shop, template)
    yield* flush
    // WhatsApp takes one message to a person every 6 seconds.
    yield* TestClock.adjust("10 seconds")
    const waiting = yield* aRun(shop, template)
    const draft = yield* campaigns.create(shop.owner, newCampaign)
    yield* Effect.flatMap(JewellerStore, ({ setStatus }) => setStatus(shop.jewellerId, status, "because"))
    const stateIn = ({ run }: typeof sent) =>
      Effect.map(campaigns.listMessages(shop.owner, run.id, { state: null }, page), ({ items }) => items[0]?.state)
    return { ...shop, newCampaign, draft, provider, sentIn: stateIn(sent), waitingIn: stateIn(waiting) }
  })

type Shop = Effect.Effect.Success<ReturnType<typeof aShopThatIs>>

const flush = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  while ((yield* dispatcher.poll) > 0) {
    yield* whileTimePasses(dispatcher.drain)
  }
})

const isDone = <A, E, R>(useCase: Effect.Effect<A, E, R>) => Effect.map(Effect.either(useCase), Either.isRight)

/** Tries each deed and tells whether it was done. */
const tries = {
  IMPORT: ({ owner }: Shop) =>
    Effect.flatMap(
      Contacts.Contacts,
      ({ startImport }) =>
        isDone(startImport(owner, { name: "customers.csv", bytes: Stream.make(new Uint8Array([65])) }))
    ),
  CREATE_CAMPAIGN: ({ newCampaign, owner }: Shop) =>
    Effect.flatMap(Campaigns, ({ create }) => isDone(create(owner, newCampaign))),
  ACTIVATE_CAMPAIGN: ({ draft, owner }: Shop) =>
    Effect.flatMap(Campaigns, ({ activate }) => isDone(activate(owner, draft.id))),
  SEND: ({ provider, waitingIn }: Shop) =>
    Effect.gen(function*() {
      const before = provider.seen.length
      yield* flush
      assert.strictEqual(provider.seen.length > before, (yield* waitingIn) === "SENT")
      return provider.seen.length > before
    })
} satisfies Readonly<Record<Exclude<Jeweller.Deed, "KEEP_WAITING">, unknown>>

/** What no status forbids. */
const always = {
  "logging in": () =>
    Effect.flatMap(
      Sessions,
      ({ logIn }) => isDone(logIn(Email.make("owner1@example.com"), Redacted.make("correct horse battery")))
    ),
  reading: ({ owner }: Shop) =>
    Effect.gen(function*() {
      const read = Effect.all([
        (yield* Identity).me(owner),
        (yield* Contacts.Contacts).list(owner, { segment: null }, page),
        (yield* Campaigns).list(owner, page),
        (yield* Tenancy).getWhatsApp(owner)
      ])
      return yield* isDone(read)
    }),
  "hearing of a status": ({ provider, sentIn }: Shop) =>
    Effect.gen(function*() {
      const webhooks = yield* Webhooks
      const { token } = provider.seen[0] ?? assert.fail("nothing was sent")
      yield* webhooks.receive(JSON.stringify([{
        phoneNumberId: "200000000000001",
        wabaId: "100000000000001",
        wamid: "wamid.1",
        token,
        status: "read",
        occurredAt: DateTime.toEpochMillis(yield* DateTime.now),
        recipientPhone: null,
        waUserId: null,
        failure: null
      }]))
      yield* webhooks.process(10)
      return (yield* sentIn) === "READ"
    })
}

describe("what a status forbids", () => {
  for (const status of statuses) {
    it.effect(`${status}, as the table says`, () => {
      const provider = new Provider()
      return Effect.gen(function*() {
        const shop = yield* aShopThatIs(status, provider)
        const { KEEP_WAITING: _, ...expected } = Jeweller.allowed[status]
        const done: Record<string, boolean> = {}
        for (const [deed, attempt] of Object.entries(tries)) done[deed] = yield* attempt(shop)
        assert.deepStrictEqual(done, expected)
        for (const [name, attempt] of Object.entries(always)) assert.isTrue(yield* attempt(shop), name)
      }).pipe(Effect.provide(worldOf(provider)))
    })
  }

  it("a written-out table", () => {
    const deeds = (status: Jeweller.Status) =>
      Object.entries(Jeweller.allowed[status]).filter(([, isAllowed]) => isAllowed).map(([deed]) => deed).join(" ")
    assert.deepStrictEqual(Object.fromEntries(statuses.map((status) => [status, deeds(status)])), {
      PENDING: "IMPORT CREATE_CAMPAIGN KEEP_WAITING",
      ACTIVE: "IMPORT CREATE_CAMPAIGN ACTIVATE_CAMPAIGN SEND KEEP_WAITING",
      SUSPENDED: "IMPORT CREATE_CAMPAIGN KEEP_WAITING",
      REJECTED: ""
    })
  })
})

describe("steps of an admin", () => {
  it("lead from a status to another, and nowhere else", () => {
    const table = Object.fromEntries(
      Object.keys(Jeweller.steps).map((step) => [
        step,
        statuses.map((status) => `${status} → ${Jeweller.take(step as Jeweller.Step, status) ?? "refused"}`)
      ])
    )
    assert.deepStrictEqual(table, {
      approve: ["PENDING → ACTIVE", "ACTIVE → ACTIVE", "SUSPENDED → refused", "REJECTED → ACTIVE"],
      reject: ["PENDING → REJECTED", "ACTIVE → refused", "SUSPENDED → refused", "REJECTED → REJECTED"],
      suspend: ["PENDING → refused", "ACTIVE → SUSPENDED", "SUSPENDED → SUSPENDED", "REJECTED → refused"],
      activate: ["PENDING → refused", "ACTIVE → ACTIVE", "SUSPENDED → ACTIVE", "REJECTED → refused"]
    })
  })

  it("a reason is something that can be read", () => {
    const decode = Schema.decodeUnknownEither(Jeweller.StatusReason)
    assert.deepStrictEqual(Either.getOrNull(decode("  no shop at this address ")), "no shop at this address")
    for (const none of ["", "  \n ", "x".repeat(501), null]) assert.isTrue(Either.isLeft(decode(none)))
  })

  const register = Effect.gen(function*() {
    const { register } = yield* Identity
    const { jeweller, user } = yield* register({
      jewellerName: "Shop",
      zone: "Asia/Kolkata",
      defaultLanguage: "en",
      name: "Owner",
      email: Email.make("owner1@example.com"),
      password: Redacted.make("correct horse battery")
    })
    return { id: jeweller.id, owner: { userId: user.id, role: "OWNER", jewellerId: jeweller.id } satisfies Principal }
  })
  const reason = Jeweller.StatusReason.make("no shop at this address")
  const later = Jeweller.StatusReason.make("second thoughts")

  it.effect("are stored with the reason that was given first, and taking one clears it", () =>
    Effect.gen(function*() {
      const { activate, approve, reject, suspend } = yield* Tenancy
      const identity = yield* Identity
      const { id, owner } = yield* register
      const shown = Effect.map(identity.me(owner), ({ jeweller }) => [jeweller?.status, jeweller?.statusReason])
      assert.deepStrictEqual(yield* shown, ["PENDING", null])
      yield* reject(admin, id, reason)
      yield* reject(admin, id, later)
      assert.deepStrictEqual(yield* shown, ["REJECTED", reason])
      yield* approve(admin, id)
      assert.deepStrictEqual(yield* shown, ["ACTIVE", null])
      const suspended = yield* suspend(admin, id, reason)
      assert.deepStrictEqual([suspended.status, suspended.statusReason], ["SUSPENDED", reason])
      assert.deepStrictEqual(yield* shown, ["SUSPENDED", reason])
      yield* activate(admin, id)
      yield* activate(admin, id)
      assert.deepStrictEqual(yield* shown, ["ACTIVE", null])
    }).pipe(Effect.provide(layer(new Provider()))))

  it.effect("are refused from another status, in words", () =>
    Effect.gen(function*() {
      const { activate, approve, reject, suspend } = yield* Tenancy
      const { id } = yield* register
      const refusal = <A, E extends { readonly message: string }>(step: Effect.Effect<A, E>) =>
        Effect.map(Effect.flip(step), ({ message }) => message)
      assert.deepStrictEqual(
        yield* refusal(suspend(admin, id, reason)),
        "A jeweller that is PENDING cannot be suspended."
      )
      assert.deepStrictEqual(
        yield* refusal(activate(admin, id)),
        "A jeweller that is PENDING cannot be activated again."
      )
      yield* approve(admin, id)
      assert.deepStrictEqual(yield* refusal(reject(admin, id, reason)), "A jeweller that is ACTIVE cannot be rejected.")
      yield* suspend(admin, id, reason)
      assert.deepStrictEqual(yield* refusal(approve(admin, id)), "A jeweller that is SUSPENDED cannot be approved.")
      const nobody = Jeweller.JewellerId.make("01990000-0000-7000-8000-00000000dead")
      assert.deepStrictEqual(yield* refusal(suspend(admin, nobody, reason)), `There is no jeweller ${nobody}.`)
    }).pipe(Effect.provide(layer(new Provider()))))
})

describe("messages that wait when the status changes", () => {
  const wait = (status: Jeweller.Status) => {
    const provider = new Provider()
    return Effect.gen(function*() {
      const shop = yield* aShopThatIs(status, provider)
      yield* flush
      const during = yield* shop.waitingIn
      yield* Effect.flatMap(JewellerStore, ({ setStatus }) => setStatus(shop.jewellerId, "ACTIVE", null))
      yield* flush
      return [during, yield* shop.waitingIn, provider.seen.length]
    }).pipe(Effect.provide(worldOf(provider)))
  }

  it.effect("go out when a suspension ends in time", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* wait("SUSPENDED"), ["QUEUED", "SENT", 2])
    }))

  it("are kept or given up by the guard, as the table says", () => {
    const now = DateTime.unsafeMake(1_795_564_800_000)
    for (const status of statuses) {
      const { _tag } = Guard.decide(
        { notAfter: DateTime.add(now, { hours: 1 }) },
        {
          jeweller: { status, allowedHours: null, zone: "Asia/Kolkata" },
          account: { status: "CONNECTED", resumeAt: null, encryptedToken: "" },
          campaign: { status: "ACTIVE", category: "UTILITY", whenTemplatePaused: "WAIT" },
          contact: { phone: null, waUserId: null, optOut: null, deletedAt: null },
          suppression: null,
          stopped: false,
          approval: { status: "APPROVED", category: "UTILITY" }
        },
        now
      )
      const { KEEP_WAITING, SEND } = Jeweller.allowed[status]
      assert.strictEqual(_tag, SEND ? "Send" : KEEP_WAITING ? "Wait" : "Cancel", status)
    }
  })
})
