import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import * as Contact from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Identity } from "@ektola/domain/identity/Identity"
import type { Principal } from "@ektola/domain/identity/Principal"
import { Email } from "@ektola/domain/identity/User"
import type { Message } from "@ektola/domain/messaging/Message"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { IdGenerator } from "@ektola/domain/ports/IdGenerator"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import { Templates } from "@ektola/domain/templates/Templates"
import { Tenancy } from "@ektola/domain/tenancy/Tenancy"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import pg from "pg"
import { migratedDatabase } from "../providers/postgresDatabase.js"
import { appSecret, platform, startWorker } from "./platform.js"
import { until } from "./until.js"

const recipients = 1_500
const killAfter = 300
const phoneNumberId = "200000000000001"
const wabaId = "100000000000001"

const environment = {
  EKTOLA_LEASE_FOR: "2 seconds",
  EKTOLA_ANSWER_WITHIN: "3 seconds",
  EKTOLA_UNCONFIRMED_DEADLINE: "2 seconds"
}

const aRunningCampaign = (url: string, simulator: Effect.Effect.Success<ReturnType<typeof platform>>["simulator"]) =>
  Effect.gen(function*() {
    const identity = yield* Identity
    const tenancy = yield* Tenancy
    const templates = yield* Templates
    const campaigns = yield* Campaigns
    const password = Redacted.make("a-password-for-tests")
    const root = yield* identity.createAdmin({ name: "Admin", email: Email.make("admin@example.com"), password })
    const admin: Principal = { userId: root.id, role: "ADMIN", jewellerId: null }
    const { jeweller, user } = yield* identity.register({
      jewellerName: "Test Jewellers",
      zone: "Asia/Kolkata",
      defaultLanguage: "en",
      name: "Owner",
      email: Email.make("owner@example.com"),
      password
    })
    const owner: Principal = { userId: user.id, role: "OWNER", jewellerId: jeweller.id }
    yield* tenancy.approve(admin, jeweller.id)
    yield* tenancy.connectWhatsApp(owner, {
      wabaId: WabaId.make(wabaId),
      phoneNumberId: PhoneNumberId.make(phoneNumberId),
      displayPhoneNumber: "+91 98000 09001",
      accessToken: Redacted.make("a-token"),
      ratePerSecond: 1_000
    })
    const template = yield* templates.create(admin, {
      name: "greeting",
      category: "MARKETING",
      parameterFormat: "POSITIONAL",
      variables: { "1": { from: "contact", field: "name", fallback: null } },
      translations: [{ language: "en", header: null, body: "Dear {{1}}, do come by.", footer: null }]
    })
    yield* templates.setApproval(admin, template.id, {
      jewellerId: jeweller.id,
      language: null,
      status: "APPROVED",
      category: null,
      reason: null
    })
    simulator.register({
      phoneNumberId,
      wabaId,
      displayPhoneNumber: "+91 98000 09001",
      accessToken: "a-token",
      appSecret,
      webhookUrl: `${url}/webhooks/whatsapp`,
      templates: [{
        name: "greeting",
        language: "en",
        category: "MARKETING",
        status: "APPROVED",
        body: "Dear {{1}}, do come by."
      }]
    })
    const contacts = yield* ContactStore
    const ids = yield* IdGenerator
    const all = yield* Effect.forEach(
      Array.from({ length: recipients }, (_, index) => index),
      (index) =>
        Effect.map(ids.id, (id) => ({
          id: Contact.ContactId.make(id),
          input: {
            phone: PhoneNumber.make(`+9198000${String(index).padStart(5, "0")}`),
            name: `Customer ${index}`,
            segment: "MARKETING" as const,
            language: null,
            paymentDay: null,
            attributes: {}
          }
        }))
    )
    const now = yield* DateTime.now
    yield* contacts.upsertMany(jeweller.id, all.slice(0, 1_000), "REPLACE", now)
    yield* contacts.upsertMany(jeweller.id, all.slice(1_000), "REPLACE", now)
    const draft = yield* campaigns.create(owner, {
      name: "Greeting",
      templateId: template.id,
      segments: [],
      schedule: { kind: "ONE_TIME", at: TimeZone.format("Asia/Kolkata", now), zone: "Asia/Kolkata" },
      missedRuns: null,
      sendWithinMinutes: null
    })
    yield* campaigns.activate(owner, draft.id)
    return { owner, campaignId: draft.id }
  })

const report = (owner: Principal, campaignId: Parameters<Campaigns["Type"]["get"]>[1]) =>
  Effect.gen(function*() {
    const campaigns = yield* Campaigns
    const { items: [run] } = yield* campaigns.listRuns(owner, campaignId, { after: null, limit: 1 })
    return run === undefined ? null : yield* campaigns.getRun(owner, run.id)
  })

const everyMessage = (owner: Principal, runId: Parameters<Campaigns["Type"]["getRun"]>[1]) =>
  Effect.gen(function*() {
    const campaigns = yield* Campaigns
    const all: Array<Message> = []
    let after: Message["id"] | null = null
    do {
      const page: Effect.Effect.Success<ReturnType<typeof campaigns.listMessages>> = yield* campaigns.listMessages(
        owner,
        runId,
        { state: null },
        { after, limit: 200 }
      )
      all.push(...page.items)
      after = page.next
    } while (after !== null)
    return all
  })

describe("a worker that is killed in the middle of a run (needs DATABASE_URL)", () => {
  it.skipIf(process.env["DATABASE_URL"] === undefined)("sends nothing twice and leaves no untrue state", {
    timeout: 120_000
  }, () =>
    Effect.gen(function*() {
      const url = yield* migratedDatabase
      const { context, simulator, url: httpUrl, whatsAppUrl } = yield* platform({
        databaseUrl: url,
        simulator: { answerDelay: [10, 40] }
      })
      const { campaignId, owner } = yield* Effect.provide(aRunningCampaign(httpUrl, simulator), context)
      const ask = () => Effect.runPromise(Effect.provide(report(owner, campaignId), context))
      const accepted = () => simulator.seen("recipient").length

      const first = startWorker({ databaseUrl: url, whatsAppUrl, environment })
      yield* Effect.promise(() => until("sending", async () => accepted(), (count) => count >= killAfter))
      first.process.kill("SIGKILL")
      yield* Effect.promise(() => first.exited)
      const begun = yield* Effect.promise(() =>
        count(url, "select count(*) from message_attempts where state = 'BEGUN'")
      )
      const atKill = accepted()
      assert.isBelow(atKill, recipients, "the kill came too late to prove anything")

      const second = startWorker({ databaseUrl: url, whatsAppUrl, environment })
      const final = yield* Effect.promise(() =>
        until("the end of the run", ask, (answer) => answer?.run.status === "COMPLETED", { within: 60_000 })
      )
      second.process.kill("SIGTERM")
      yield* Effect.promise(() => second.exited)
      if (final === null) return yield* Effect.die("there is no run")

      const byState = final.figures.byState
      assert.strictEqual(final.run.planned, recipients)
      assert.strictEqual(Object.values(byState).reduce((sum, value) => sum + value, 0), recipients)

      const seen = new Map(simulator.seen("content").map((item) => [digits(item.recipient), item.accepted]))
      assert.deepStrictEqual([...seen.values()].filter((times) => times > 1), [])
      const messages = yield* Effect.provide(everyMessage(owner, final.run.id), context)
      const unseen = messages.filter(({ phone }) => !seen.has(digits(phone ?? "")))
      assert.isAtMost(unseen.length, begun)
      for (const message of unseen) {
        assert.isTrue(
          message.state === "UNCONFIRMED" || message.failure?.class === "OUTCOME_UNKNOWN",
          `${message.state} was never seen by WhatsApp`
        )
      }
      const untrue = messages.filter(({ phone, state }) =>
        seen.has(digits(phone ?? "")) && (state === "CANCELLED" || state === "QUEUED" || state === "FAILED")
      )
      assert.deepStrictEqual(untrue.map(({ failure, state }) => [state, failure?.class]), [])
      console.log(
        `killed after ${atKill} of ${recipients}: ${begun} attempts had begun, ${unseen.length} were never seen, ` +
          `0 seen twice; ${JSON.stringify(byState)}`
      )
    }).pipe(Effect.scoped, Effect.provide(Logger.minimumLogLevel(LogLevel.Warning)), Effect.runPromise))
})

const digits = (phone: string): string => phone.replace(/[^0-9]/g, "")

const count = async (url: string, query: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: [row] } = await client.query<{ count: string }>(query)
    return Number(row?.count)
  } finally {
    await client.end()
  }
}
