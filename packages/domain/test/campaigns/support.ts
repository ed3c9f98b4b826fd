import type { CampaignId } from "@ektola/domain/campaigns/Campaign"
import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import type { Run, RunId } from "@ektola/domain/campaigns/Run"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { Language } from "@ektola/domain/contacts/Language"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { ContactStore } from "@ektola/domain/ports/ContactStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { ContactDateRule } from "@ektola/domain/recurrence/ContactDate"
import type { Daily, Weekly } from "@ektola/domain/recurrence/Recurrence"
import type { Schedule } from "@ektola/domain/recurrence/Schedule"
import { Templates } from "@ektola/domain/templates/Templates"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { admin, approve, type aShop, type aTemplate, whileTimePasses } from "../world.js"

export const zone = "Asia/Kolkata"

/** An instant that is written in the time of India, `2026-12-01 09:00`. */
export const india = (local: string): DateTime.Utc => DateTime.unsafeMake(`${local.replace(" ", "T")}:00+05:30`)

export const goTo = (instant: DateTime.Utc) => TestClock.setTime(instant.epochMillis)

const series = { interval: 1, end: null, excluded: [], extra: [], zone }

export const daily = (over: Partial<typeof Daily.Type> = {}): typeof Daily.Type => ({
  kind: "DAILY",
  ...series,
  start: "2026-12-01",
  time: "09:00",
  ...over
})

export const weekly = (over: Partial<typeof Weekly.Type> = {}): typeof Weekly.Type => ({
  kind: "WEEKLY",
  weekdays: ["MO"],
  weekStart: "MO",
  ...series,
  start: "2026-12-01",
  time: "09:00",
  ...over
})

export const reminding = (over: Partial<ContactDateRule> = {}): ContactDateRule => ({
  kind: "CONTACT_DATE",
  date: "PAYMENT_DAY",
  daysBefore: [3],
  shortMonths: "CLAMP",
  start: "2026-12-01",
  time: "09:00",
  zone,
  end: null,
  ...over
})

type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>
export type Template = Effect.Effect.Success<ReturnType<typeof aTemplate>>

/** An approved template that tells name and due date. */
export const aReminderTemplate = (shop: Shop, languages: ReadonlyArray<Language> = ["en"]) =>
  Effect.gen(function*() {
    const templates = yield* Templates
    const template = yield* templates.create(admin, {
      name: "payment_due",
      category: "UTILITY",
      parameterFormat: "POSITIONAL",
      variables: {
        "1": { from: "contact", field: "name", fallback: null },
        "2": { from: "reminder", field: "dueDate", fallback: null }
      },
      translations: languages.map((language) => ({
        language,
        header: null,
        body: "Dear {{1}}, your payment is due on {{2}}.",
        footer: null
      }))
    })
    yield* approve(shop, template)
    return template
  })

export const aDraft = (
  shop: Shop,
  template: Template,
  schedule: Schedule,
  over: Partial<Campaigns.NewCampaign> = {}
) =>
  Effect.flatMap(Campaigns.Campaigns, (campaigns) =>
    campaigns.create(shop.owner, {
      name: "Payments",
      templateId: template.id,
      segments: ["GOLD_LOAN"],
      schedule,
      missedRuns: null,
      sendWithinMinutes: null,
      ...over
    }))

/** A campaign that is ACTIVE from now on. */
export const launch = (...input: Parameters<typeof aDraft>) =>
  Effect.flatMap(
    aDraft(...input),
    ({ id }) => Effect.flatMap(Campaigns.Campaigns, (campaigns) => campaigns.activate(input[0].owner, id))
  )

/** Lets the scheduler work until it finds nothing more; returns how many runs it made. */
export const work = Effect.gen(function*() {
  const { step } = yield* Scheduler
  let made = 0
  for (let steps = 0; steps < 1_000; steps++) {
    const { claimed, completed, prepared } = yield* step
    made += claimed
    if (claimed + prepared + completed === 0) return made
  }
  return yield* Effect.dieMessage("the scheduler does not come to an end")
})

const nextOccurrence = Effect.map(MemoryDatabase, ({ tables }) =>
  [...tables.campaigns.values()]
    .flatMap(({ nextRunAt, status }) => status === "ACTIVE" && nextRunAt !== null ? [nextRunAt] : [])
    .reduce<DateTime.Utc | null>((first, next) => first === null ? next : DateTime.min(first, next), null))

/**
 * Time passes, and the scheduler works every so many minutes; without them, at every occurrence. Returns how many runs
 * it made.
 */
export const passTime = (until: DateTime.Utc, everyMinutes: number | null = null) =>
  Effect.gen(function*() {
    let made = 0
    for (let now = yield* DateTime.now; DateTime.lessThan(now, until);) {
      const next = everyMinutes === null
        ? (yield* nextOccurrence) ?? until
        : DateTime.add(now, { minutes: everyMinutes })
      now = DateTime.min(DateTime.max(next, now), until)
      yield* goTo(now)
      made += yield* work
    }
    return made
  })

/** Every message that is due goes to WhatsApp. */
export const flush = Effect.gen(function*() {
  const dispatcher = yield* Dispatcher
  for (let rounds = 0; rounds < 100 && (yield* dispatcher.poll) > 0; rounds++) {
    yield* whileTimePasses(dispatcher.drain)
  }
})

/** The runs of a campaign, oldest occurrence first. */
export const runsOf = (campaignId: CampaignId) =>
  Effect.map(MemoryDatabase, ({ tables }) =>
    [...tables.runs.values()]
      .filter((run) => run.campaignId === campaignId)
      .sort((a, b) => DateTime.Order(a.scheduledAt, b.scheduledAt)))

/** `2026-12-01T09:00 READY`, or why it was MISSED. */
export const toText = (run: Run): string => `${run.occurrence.slice(0, 16)} ${run.missedReason ?? run.status}`

export const timeline = (campaignId: CampaignId) => Effect.map(runsOf(campaignId), (runs) => runs.map(toText))

/** `occurrences` of the days from one to another, both of the same month. */
export const dates = (month: string, from: number, to: number): ReadonlyArray<string> =>
  Array.from({ length: to - from + 1 }, (_, index) => `${month}-${String(from + index).padStart(2, "0")}`)

/** Messages of a run, or of all, in the order they were made. */
export const messagesOf = (runId: RunId | null = null) =>
  Effect.map(
    MemoryDatabase,
    ({ tables }) => [...tables.messages.values()].filter((message) => runId === null || message.runId === runId)
  )

/** Every message as who gets it in the run of which date, and the texts that it was filled with. */
export const reminded = Effect.map(MemoryDatabase, ({ tables }) =>
  [...tables.messages.values()].map((message) => {
    const on = tables.runs.get(message.runId)?.occurrence.slice(0, 10)
    return [on, ...message.rendered.body.map(({ text }) => text)].join(" | ")
  }))

/** Everybody who was skipped: the date of the run, who, and why. */
export const skipped = Effect.map(
  MemoryDatabase,
  ({ tables }) =>
    [...tables.skips.values()].map(({ contactId, detail, reason, runId }) =>
      [
        tables.runs.get(runId)?.occurrence.slice(0, 10),
        tables.contacts.get(contactId)?.name ?? contactId,
        reason,
        ...detail === null ? [] : [detail]
      ].join(" | ")
    )
)

/** Changes a contact behind the back of the store, which only ever adds. */
export const setContact = (
  contactId: ContactId,
  change: Partial<Effect.Effect.Success<ReturnType<ContactStore["Type"]["get"]>>>
) =>
  Effect.map(MemoryDatabase, ({ tables }) => {
    const contact = tables.contacts.get(contactId)
    if (contact !== undefined) tables.contacts.set(contactId, { ...contact, ...change })
  })

/** Uploads a new payment day, or other dates, of somebody who is known. */
export const upload = (
  shop: Shop,
  contactId: ContactId,
  change: { readonly paymentDay?: number; readonly attributes?: Readonly<Record<string, string>> }
) =>
  Effect.gen(function*() {
    const contacts = yield* ContactStore
    const { phone } = yield* contacts.get(shop.jewellerId, contactId)
    if (phone === null) return yield* Effect.dieMessage("an upload goes by the phone number")
    const input = {
      phone,
      name: null,
      segment: null,
      language: null,
      paymentDay: change.paymentDay ?? null,
      attributes: change.attributes ?? {}
    }
    yield* contacts.upsertMany(shop.jewellerId, [{ id: contactId, input }], "REPLACE", yield* DateTime.now)
  })
