/** A jeweller as the fixtures know one, and what a body changes for it, in words. */
import { assert } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import type { Campaign } from "@ektola/domain/campaigns/Campaign"
import * as Consent from "@ektola/domain/contacts/Consent"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase, type Tables } from "@ektola/domain/ports/memory/MemoryDatabase"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { TranslationId } from "@ektola/domain/templates/Template"
import { PhoneNumberId, WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { readFileSync } from "node:fs"
import { aCampaign, aContact, anAttempt, approvalsOf, aTemplate, uuid } from "../contract/builders.js"
import { aLaunch, aShop, saveAttempts, someMessages } from "../contract/stage.js"
import { layer, Wire } from "./stage.js"

const read = (file: string) => readFileSync(new URL(`../fixtures/whatsapp/${file}`, import.meta.url), "utf8")

/** Shortly after the fixtures. */
const now = DateTime.unsafeMake(1_795_566_900_000)
const before = DateTime.unsafeMake(1_795_500_000_000)

const catalogue = [
  ["diwali_offer", "hi", "MARKETING"],
  ["gold_loan_due", "en", "UTILITY"],
  ["monthly_gold_rate", "kn", "MARKETING"],
  ["old_offer", "en", "MARKETING"],
  ["akshaya_tritiya_2025", "en", "MARKETING"],
  ["gold_sip_reminder", "en", "UTILITY"]
] as const

const people = Array.from(
  { length: 25 },
  (_, number) => PhoneNumber.make(`+9198000000${String(number + 1).padStart(2, "0")}`)
)

/** The campaign of a template that is under review has stopped for it. */
const waiting = (status: string): Partial<Campaign> =>
  status === "APPROVED" ? {} : {
    status: "PAUSED",
    pauseCause: "TEMPLATE",
    schedule: { kind: "ONE_TIME", at: "2026-12-25T10:00", zone: "Asia/Kolkata" },
    nextRunAt: DateTime.unsafeMake("2026-12-25T04:30:00Z")
  }

const shop = Effect.gen(function*() {
  const campaigns = yield* CampaignStore
  const contacts = yield* ContactStore
  const templates = yield* TemplateStore
  const shop = yield* aShop({
    account: {
      wabaId: WabaId.make("100000000000001"),
      phoneNumberId: PhoneNumberId.make("200000000000001"),
      displayPhoneNumber: "+91 98000 09001",
      portfolioId: "400000000000011",
      connectedAt: before
    }
  })
  for (const [name, language, category] of catalogue) {
    const texts = { header: null, body: "A text.", footer: null, buttons: [] }
    const translations = [{ id: TranslationId.make(uuid()), language, ...texts }]
    const template = aTemplate({ name, category, translations, variables: {} })
    yield* templates.insert(template)
    const status = name === "diwali_offer" ? "PENDING" : "APPROVED"
    yield* templates.saveApprovals(approvalsOf(template, shop.account, { status, changedAt: before }))
    yield* campaigns.insert(aCampaign(shop.jewellerId, template.id, { name, category, ...waiting(status) }))
  }
  const inputs = people.map((phone) => aContact({ phone }))
  yield* contacts.upsertMany(shop.jewellerId, inputs, "REPLACE", before)
  return { ...shop, ids: new Map(inputs.map(({ id, input }) => [input.phone?.slice(1) ?? "", id])) }
})

/** An accepted message of each token that the body tells a status of. */
const sent = (body: string, stage: Effect.Effect.Success<typeof shop>) =>
  Effect.gen(function*() {
    const { run } = yield* aLaunch(stage)
    const { updates } = WebhookPayload.parse(JSON.parse(body), now)
    const statuses = updates.flatMap((update) =>
      update._tag === "Status" && update.token !== null && update.phoneNumberId === stage.account.phoneNumberId
        ? [update]
        : []
    )
    for (const { recipientPhone, token, wamid } of new Map(statuses.map((one) => [one.token, one])).values()) {
      const digits = recipientPhone ?? "919800000007"
      const contactId = stage.ids.get(digits)
      assert(contactId)
      const [message] = yield* someMessages(stage, run, [{
        contactId,
        phone: PhoneNumber.make(`+${digits}`),
        notAfter: DateTime.add(now, { days: 30 })
      }])
      assert(message)
      const attempt = anAttempt(message, { token: token ?? "", wamid, begunAt: before })
      const accepted: Attempt.Attempt = { ...attempt, state: "ACCEPTED", evidence: "ACCEPTED", answeredAt: before }
      yield* saveAttempts(Message.fold(message, [accepted]), [accepted])
    }
  })

const day = (time: DateTime.Utc | null) => time === null ? "never" : DateTime.formatIso(time).slice(0, 16)

/** Everything that a webhook may change, one line for each thing. */
const view = (tables: Tables): Readonly<Record<string, string>> => {
  const lines: Array<readonly [string, string]> = []
  for (
    const { categoryAt, language, notice, quality, reason, status, category, templateId } of tables.approvals.values()
  ) {
    const { name = "" } = tables.templates.get(templateId) ?? {}
    const said = [
      `${status} ${category}`,
      categoryAt === null ? "" : "by WhatsApp",
      reason ?? "",
      quality === null ? "" : `quality ${quality.score}`,
      notice === null ? "" : `notice ${notice.category} ${day(notice.dueAt)}`
    ]
    lines.push([`template ${name.replace(/_\d{8}$/, "")} ${language}`, said.filter((part) => part !== "").join(", ")])
  }
  for (const { name, pauseCause, status } of tables.campaigns.values()) {
    lines.push([`campaign ${name}`, `${status} ${pauseCause}`])
  }
  for (const account of tables.accounts.values()) {
    const { messagingLimit, pauseClass, ratePerSecond, resumeAt, standing, status } = account
    lines.push(
      ["account", `${status} ${pauseClass} until ${day(resumeAt)}`],
      ["limit", `${messagingLimit} persons, ${ratePerSecond} a second`],
      ["token", account.encryptedToken === "" ? "dropped" : "kept"]
    )
    for (const fact of ["access", "ban", "quality", "violation"] as const) {
      lines.push([fact, standing[fact]?.word ?? "nothing"])
    }
    lines.push(
      ["restrictions", standing.restrictions.map(({ type, until }) => `${type} until ${day(until)}`).join(", ")],
      ["alerts", standing.alerts.map(({ entity, severity, type }) => `${severity} ${type} of ${entity}`).join(", ")]
    )
  }
  for (const [messageId, attempts] of tables.attempts) {
    for (const { evidence, failure, token } of attempts) {
      const { state = "" } = tables.messages.get(messageId) ?? {}
      lines.push([`message ${token}`, [state, evidence, failure?.code ?? ""].join(" ").trimEnd()])
    }
  }
  for (const { id, optOut, phone, waUserId } of tables.contacts.values()) {
    lines.push([`contact ${id.slice(-4)}`, `${phone} ${waUserId} ${optOut}`])
  }
  for (const { history, person } of tables.suppressions.values()) {
    lines.push([`refused by ${person.slice(person.indexOf(" ") + 1)}`, String(Consent.standing(history))])
  }
  for (const { kind, newPhone, payload, phone, text } of tables.inbound.values()) {
    lines.push(["inbound", [kind, phone, text, payload, newPhone].filter((part) => part !== null).join(" ")])
  }
  for (const { note, setAsideAt } of tables.webhooks.values()) {
    lines.push(["event", `${setAsideAt === null ? "" : "set aside: "}${note}`])
  }
  return Object.fromEntries(lines)
}

/** The same body, said a hundred seconds before: WhatsApp's times are all there is to its order. */
const earlier = (body: string) => body.replaceAll(/\b1795\d{6}\b/g, (seconds) => String(Number(seconds) - 100))

/** What a body changes, after `given` ones: the lines that are other than before. Again and again it changes no more. */
export const effectOf = (
  file: string,
  given: ReadonlyArray<string>,
  look: (changed: Readonly<Record<string, string>>) => void
) =>
  Effect.gen(function*() {
    const webhooks = yield* Webhooks
    const { tables } = yield* MemoryDatabase
    yield* TestClock.setTime(DateTime.toEpochMillis(now))
    const body = read(file)
    const stage = yield* shop
    yield* sent(body, stage)
    const people = new Map(
      [...stage.ids].map(([digits, id]) => [`contact ${id.slice(-4)}`, `contact ${digits.slice(-2)}`])
    )
    const apply = (text: string) => Effect.zipRight(webhooks.receive(text), webhooks.process(10))
    for (const other of given) yield* apply(earlier(read(other)))
    const start = view(tables)
    tables.webhooks.clear()
    yield* apply(body)
    const end = view(tables)
    const changed = Object.entries(end).filter(([key, line]) => start[key] !== line)
    look(Object.fromEntries(
      changed.filter(([key, line]) => key !== "event" || line !== "null").map((
        [key, line]
      ) => [people.get(key) ?? key, line])
    ))
    tables.webhooks.clear()
    for (const other of [body, ...given.map((name) => earlier(read(name))), body]) yield* apply(other)
    const { event: _, ...repeated } = view(tables)
    const { event: __, ...once } = end
    assert.deepStrictEqual(repeated, once)
  }).pipe(Effect.provide(layer(new Wire(), { next: "ek1.never" })))
