import { assert, describe, it } from "@effect/vitest"
import { Campaigns, type DueContact } from "@ektola/domain/campaigns/Campaigns"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { Language } from "@ektola/domain/contacts/Language"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { Segment } from "@ektola/domain/segmentation/Segment"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import { aShop, aTemplate, layer, Provider, someContacts } from "../world.js"
import {
  aDraft,
  aReminderTemplate,
  daily,
  goTo,
  india,
  launch,
  messagesOf,
  passTime,
  reminding,
  runsOf,
  setContact,
  work
} from "./support.js"

const test = (what: string, run: () => Effect.Effect<void, unknown, any>) =>
  it.effect(what, () => run().pipe(Effect.provide(layer(new Provider()))))

/** Everything that a campaign says about a day, page by page. */
const everything = (
  { campaignId, shop }: {
    readonly shop: Effect.Effect.Success<ReturnType<typeof aShop>>
    readonly campaignId: Effect.Effect.Success<ReturnType<typeof aDraft>>["id"]
  },
  query: { readonly on?: string | null; readonly isDue?: boolean | null; readonly limit?: number }
) =>
  Effect.gen(function*() {
    const { explainDue } = yield* Campaigns
    const { isDue = null, limit = 7, on = null } = query
    const all: Array<DueContact> = []
    let after: ContactId | null = null
    do {
      const page: Effect.Effect.Success<ReturnType<typeof explainDue>> = yield* explainDue(
        shop.owner,
        campaignId,
        { on, isDue },
        { after, limit }
      )
      assert.isAtMost(page.items.length, limit)
      all.push(...page.items)
      after = page.next
    } while (after !== null)
    return all
  })

const says = ({ detail, name, reason, reminder }: DueContact): string =>
  [
    name,
    reason ?? `due for ${reminder?.dueDate} until ${reminder === null ? "" : DateTime.formatIso(reminder.until)}`,
    ...detail === null ? [] : [detail]
  ].join(" | ")

describe("says why", () => {
  test("for everybody whom the campaign is for, each reason", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-12-31 12:00"))
      const shop = yield* aShop()
      const template = yield* aReminderTemplate(shop)
      const fifth = { paymentDay: 5 }
      const people = [
        { ...fifth, name: "Due" },
        { name: "No day" },
        { paymentDay: 6, name: "Tomorrow" },
        { ...fifth, name: "Paid", attributes: { paid_until: "2027-01-05" } },
        { ...fifth, name: "Matured", attributes: { maturity_date: "2027-01-04" } },
        { ...fifth, name: "Opted out" },
        { ...fifth, name: null },
        { ...fifth, name: "Without number" },
        { ...fifth, name: "Marketing", segment: "MARKETING" as const },
        { ...fifth, name: "Deleted" }
      ]
      const contacts = yield* someContacts(shop, people.map((person, index) => ({ ...person, number: index + 1 })))
      const change = (place: number, change: Parameters<typeof setContact>[1]) => {
        const id = contacts[place]
        return id === undefined ? Effect.void : setContact(id, change)
      }
      yield* change(5, { optOut: "ALL" })
      yield* change(7, { phone: null })
      yield* change(9, { deletedAt: india("2026-12-31 11:00") })
      const campaign = yield* launch(shop, template, reminding({ start: "2027-01-01" }))
      const about = { shop, campaignId: campaign.id }
      const said = yield* everything(about, { on: "2027-01-02" })
      assert.deepStrictEqual(said.map(says), [
        "Due | due for 2027-01-05 until 2027-01-05T18:30:00.000Z",
        "No day | NO_DATE",
        "Tomorrow | NOT_THIS_DAY",
        "Paid | PAID",
        "Matured | MATURED",
        "Opted out | OPTED_OUT",
        " | MISSING_VARIABLE | {{1}}, name",
        "Without number | NO_PHONE"
      ])
      assert.deepStrictEqual(said.map(({ id }) => id), contacts.slice(0, 8))
      assert.deepStrictEqual(said.map(({ nextOn }) => nextOn), [
        "2027-02-02",
        null,
        "2027-01-03",
        "2027-02-02",
        null,
        "2027-02-02",
        "2027-02-02",
        "2027-02-02"
      ])
      const [first] = said
      assert.deepStrictEqual(first?.reminder?.at, india("2027-01-02 09:00"))

      yield* passTime(india("2027-01-02 10:00"))
      yield* someContacts(shop, [{ ...fifth, name: "Late", number: 20 }])
      const today = yield* everything(about, {})
      assert.deepStrictEqual([today[0], today.at(-1)].map((item) => item && says(item)), [
        "Due | ALREADY_REMINDED",
        "Late | SET_LATER"
      ])
    }))

  test("that nothing from before its time is made up for, and what a draft would do", () =>
    Effect.gen(function*() {
      yield* goTo(india("2027-01-02 10:00"))
      const shop = yield* aShop()
      const template = yield* aReminderTemplate(shop)
      yield* goTo(india("2027-01-01 12:00"))
      yield* someContacts(shop, [{ paymentDay: 5, number: 1 }, { paymentDay: 6, number: 2 }])
      yield* goTo(india("2027-01-02 10:00"))
      const draft = yield* aDraft(shop, template, reminding({ start: "2027-01-01" }))
      const about = { shop, campaignId: draft.id }
      assert.deepStrictEqual((yield* everything(about, {})).map(says), [
        "Customer 1 | NOT_ACTIVE_THEN",
        "Customer 2 | NOT_THIS_DAY"
      ])
      assert.deepStrictEqual((yield* everything(about, { on: "2027-01-03" })).map(says), [
        "Customer 1 | NOT_ACTIVE_THEN",
        "Customer 2 | due for 2027-01-06 until 2027-01-06T18:30:00.000Z"
      ])
    }))

  test("of a campaign that goes by the calendar: nobody in particular is due", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-11-30 12:00"))
      const shop = yield* aShop()
      const { id } = yield* aDraft(shop, yield* aTemplate(shop), daily())
      const error = yield* Effect.flip(everything({ shop, campaignId: id }, {}))
      assert.strictEqual(error._tag, "NoReminders")
    }))

  test("when the day's run is over: what it left out goes out with the next one", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-12-31 12:00"))
      const shop = yield* aShop()
      const [id] = yield* someContacts(shop, [{ number: 1, name: null, paymentDay: 5 }])
      assert(id)
      const campaign = yield* launch(shop, yield* aReminderTemplate(shop), reminding({ start: "2027-01-01" }))
      yield* passTime(india("2027-01-02 09:30"))
      yield* setContact(id, { name: "Asha" })
      const on = (day: string) =>
        Effect.map(everything({ shop, campaignId: campaign.id }, { on: day }), ([item]) => [
          item?.reason ?? item?.reminder?.dueDate,
          item?.nextOn
        ])
      assert.deepStrictEqual(yield* on("2027-01-02"), ["RUN_OVER", "2027-01-03"])
      assert.deepStrictEqual(yield* on("2027-01-03"), ["2027-01-05", "2027-02-02"])
      assert.deepStrictEqual(yield* on("2027-01-04"), ["NOT_THIS_DAY", "2027-02-02"])
      yield* passTime(india("2027-01-03 10:00"))
      assert.strictEqual((yield* messagesOf()).length, 1)
      assert.deepStrictEqual(yield* on("2027-01-02"), ["ALREADY_REMINDED", "2027-02-02"])
    }))

  test("with a filter only those who are due, or only the others, in pages of any size", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-12-31 12:00"))
      const shop = yield* aShop()
      const people = Array.from({ length: 2_300 }, (_, index) => ({
        number: index + 1,
        ...index % 500 === 3 && { paymentDay: 5 }
      }))
      for (let from = 0; from < people.length; from += 1_000) {
        yield* someContacts(shop, people.slice(from, from + 1_000))
      }
      const campaign = yield* launch(shop, yield* aReminderTemplate(shop), reminding({ start: "2027-01-01" }))
      const about = { shop, campaignId: campaign.id }
      const names = (items: ReadonlyArray<DueContact>) => items.map(({ name }) => name)
      const due = ["Customer 4", "Customer 504", "Customer 1004", "Customer 1504", "Customer 2004"]
      for (const limit of [1, 2, 200]) {
        assert.deepStrictEqual(names(yield* everything(about, { on: "2027-01-02", isDue: true, limit })), due)
      }
      const others = names(yield* everything(about, { on: "2027-01-02", isDue: false, limit: 200 }))
      assert.deepStrictEqual([others.length, new Set(others).size], [2_295, 2_295])
      assert.isFalse(others.some((name) => name !== null && due.includes(name)))
    }))
})

const aDate = (...dates: ReadonlyArray<string>) => FastCheck.option(FastCheck.constantFrom(...dates), { freq: 1 })

const aPerson = FastCheck.record({
  name: FastCheck.constantFrom("Asha", "Asha", "Asha", null),
  paymentDay: FastCheck.option(FastCheck.integer({ min: 1, max: 31 }), { freq: 6 }),
  paidUntil: aDate("2027-01-05", "2027-01-31", "2027-02-14", "some day"),
  maturity: aDate("2027-01-10", "2027-01-31", "2027-03-01"),
  language: FastCheck.constantFrom<Language | undefined>("hi", "hi", "kn", undefined),
  segment: FastCheck.constantFrom<Segment>("GOLD_LOAN", "GOLD_LOAN", "GOLD_LOAN", "GOLD_SIP", "MARKETING"),
  state: FastCheck.constantFrom("", "", "", "", "opted out", "of marketing", "deleted", "user id", "no address"),
  /** In hours after noon of 31 December, when the campaign begins. */
  createdAfter: FastCheck.constantFrom(-48, -48, -48, 30, 24 * 14)
})

describe("is right:", () => {
  it.effect.prop(
    "the run of a day does for each contact what was said of that day before",
    {
      people: FastCheck.array(aPerson, { minLength: 20, maxLength: 40 }),
      daysBefore: FastCheck.uniqueArray(FastCheck.integer({ min: -5, max: 12 }), { minLength: 1, maxLength: 4 }),
      shortMonths: FastCheck.constantFrom("CLAMP" as const, "SKIP" as const)
    },
    ({ daysBefore, people, shortMonths }) =>
      Effect.gen(function*() {
        const begin = india("2026-12-31 12:00")
        yield* goTo(DateTime.subtract(begin, { days: 10 }))
        const shop = yield* aShop()
        const template = yield* aReminderTemplate(shop, ["hi"])
        for (const [index, person] of people.entries()) {
          const { createdAfter, language, maturity, name, paidUntil, paymentDay, segment, state } = person
          yield* goTo(DateTime.add(begin, { hours: createdAfter }))
          const [id] = yield* someContacts(shop, [{
            number: index + 1,
            name,
            segment,
            ...language !== undefined && { language },
            ...paymentDay !== null && { paymentDay },
            attributes: { ...paidUntil && { paid_until: paidUntil }, ...maturity && { maturity_date: maturity } }
          }])
          assert(id)
          if (state === "opted out") yield* setContact(id, { optOut: "ALL" })
          if (state === "of marketing") yield* setContact(id, { optOut: "MARKETING" })
          if (state === "deleted") yield* setContact(id, { deletedAt: begin })
          if (state === "user id") yield* setContact(id, { phone: null, waUserId: `user ${index}` })
          if (state === "no address") yield* setContact(id, { phone: null })
        }
        yield* goTo(begin)
        const rule = reminding({ start: "2027-01-01", daysBefore, shortMonths })
        const campaign = yield* launch(shop, template, rule, { segments: ["GOLD_LOAN", "GOLD_SIP"] })
        const { tables } = yield* MemoryDatabase

        for (let day = 1; day <= 35; day++) {
          const morning = DateTime.add(india("2026-12-31 09:00"), { days: day })
          yield* goTo(DateTime.subtract(morning, { minutes: 1 }))
          const on = new Date(Date.UTC(2026, 11, 31 + day)).toISOString().slice(0, 10)
          const said = yield* everything({ shop, campaignId: campaign.id }, { on })
          yield* goTo(morning)
          // On a few days nobody works: what was missed is said of the next day.
          if (day % 9 === 0) continue
          yield* work
          const run = (yield* runsOf(campaign.id)).at(-1)
          assert(run)
          const messages = new Map((yield* messagesOf(run.id)).map((message) => [message.contactId, message]))
          const skips = new Map(
            [...tables.skips.values()].filter(({ runId }) => runId === run.id).map((skip) => [skip.contactId, skip])
          )
          assert.strictEqual(run.occurrence.slice(0, 10), on)
          const faults = said.flatMap((item) => {
            const [message, skip] = [messages.get(item.id), skips.get(item.id)]
            messages.delete(item.id)
            skips.delete(item.id)
            const did = message !== undefined
              ? `message about ${message.rendered.body.at(-1)?.text}`
              : skip !== undefined
              ? `${skip.reason} ${skip.detail}`
              : "nothing"
            const should = item.reminder !== null
              ? `message about ${item.reminder.dueDate.split("-").reverse().join("-")}`
              : isSkip(item.reason)
              ? `${item.reason} ${item.detail}`
              : "nothing"
            return did === should ? [] : [`${on} ${item.id}: ${says(item)}, but ${did}`]
          })
          assert.deepStrictEqual(faults, [])
          // Of the deleted, who are not spoken of, nobody gets anything; everybody else has been spoken of.
          assert.deepStrictEqual(messages.size, 0)
          assert.deepStrictEqual([...skips.values()].filter(({ reason }) => reason !== "DELETED").length, 0)
        }
      }).pipe(Effect.provide(layer(new Provider()))),
    { fastCheck: { numRuns: 15 }, timeout: 60_000 }
  )
})

const isSkip = (reason: DueContact["reason"]): boolean =>
  reason === "OPTED_OUT" || reason === "NO_PHONE" || reason === "NO_APPROVED_TRANSLATION" ||
  reason === "MISSING_VARIABLE"
