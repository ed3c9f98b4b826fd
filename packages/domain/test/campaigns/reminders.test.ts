import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { JewellerStore } from "@ektola/domain/ports/JewellerStore"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import { ReminderStore } from "@ektola/domain/ports/ReminderStore"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { aShop, layer, Provider, someContacts } from "../world.js"
import {
  aReminderTemplate,
  flush,
  goTo,
  india,
  launch,
  messagesOf,
  passTime,
  reminded,
  reminding,
  runsOf,
  setContact,
  skipped,
  timeline,
  upload,
  work
} from "./support.js"

type Person = Omit<Parameters<typeof someContacts>[1][number], "number">

/** A shop with these customers at noon of 30 November in India, and a campaign that reminds them from then on. */
const setUp = (
  people: ReadonlyArray<Person>,
  rule: Parameters<typeof reminding>[0] = {},
  over: Parameters<typeof launch>[3] = {},
  now = "2026-11-30 12:00"
) =>
  Effect.gen(function*() {
    yield* goTo(india(now))
    const shop = yield* aShop()
    const template = yield* aReminderTemplate(shop)
    const contacts = yield* someContacts(shop, people.map((person, index) => ({ ...person, number: index + 1 })))
    const campaign = yield* launch(shop, template, reminding(rule), over)
    return { shop, template, contacts, campaign, campaigns: yield* Campaigns }
  })

/** Whose payment is due on 5 January, and who is reminded on the 2nd. */
const fifth = { paymentDay: 5 } as const
const onTheSecond = ["2027-01-02 | Customer 1 | 05-01-2027"]

/** As `setUp`, with one such customer, from noon of 31 December on; now it is the morning of 2 January. */
const newYear = (people: ReadonlyArray<Person> = [fifth], rule: Parameters<typeof reminding>[0] = {}) =>
  Effect.gen(function*() {
    const world = yield* setUp(people, { start: "2027-01-01", ...rule }, {}, "2026-12-31 12:00")
    yield* passTime(india("2027-01-02 08:00"))
    return world
  })

const test = (what: string, run: (provider: Provider) => Effect.Effect<void, unknown, any>) =>
  it.effect(what, () => {
    const provider = new Provider()
    return run(provider).pipe(Effect.provide(layer(provider)))
  })

const unavailable = new StoreUnavailable({ operation: "a test", retryable: true, cause: new Error("gone") })

/** The next call of a method does its work, and then fails: what it did must be undone. */
const failOnce = <Service extends object>(service: Service, method: keyof Service & string) => {
  const before = service[method] as (...input: ReadonlyArray<unknown>) => Effect.Effect<unknown>
  Object.assign(service, {
    [method]: (...input: ReadonlyArray<unknown>) => {
      Object.assign(service, { [method]: before })
      return Effect.zipRight(before(...input), Effect.fail(unavailable))
    }
  })
}

describe("payment day", () => {
  test("3 days before the 1st, 2nd, 3rd, 29th, 30th and 31st, each month once, with the due date in the text", () =>
    Effect.gen(function*() {
      yield* setUp([1, 2, 3, 29, 30, 31].map((paymentDay) => ({ paymentDay, name: `Day ${paymentDay}` })))
      yield* passTime(india("2027-03-05 12:00"))
      assert.deepStrictEqual(yield* reminded, [
        "2026-12-26 | Day 29 | 29-12-2026",
        "2026-12-27 | Day 30 | 30-12-2026",
        "2026-12-28 | Day 31 | 31-12-2026",
        "2026-12-29 | Day 1 | 01-01-2027",
        "2026-12-30 | Day 2 | 02-01-2027",
        "2026-12-31 | Day 3 | 03-01-2027",
        "2027-01-26 | Day 29 | 29-01-2027",
        "2027-01-27 | Day 30 | 30-01-2027",
        "2027-01-28 | Day 31 | 31-01-2027",
        "2027-01-29 | Day 1 | 01-02-2027",
        "2027-01-30 | Day 2 | 02-02-2027",
        "2027-01-31 | Day 3 | 03-02-2027",
        "2027-02-25 | Day 29 | 28-02-2027",
        "2027-02-25 | Day 30 | 28-02-2027",
        "2027-02-25 | Day 31 | 28-02-2027",
        "2027-02-26 | Day 1 | 01-03-2027",
        "2027-02-27 | Day 2 | 02-03-2027",
        "2027-02-28 | Day 3 | 03-03-2027"
      ])
      assert.deepStrictEqual(yield* skipped, [])
    }))

  test("several numbers of days, before, on and after, are one reminder each", () =>
    Effect.gen(function*() {
      yield* newYear([fifth], { daysBefore: [-2, 3, 0] })
      yield* passTime(india("2027-02-01 12:00"))
      assert.deepStrictEqual(yield* reminded, [
        "2027-01-02 | Customer 1 | 05-01-2027",
        "2027-01-05 | Customer 1 | 05-01-2027",
        "2027-01-07 | Customer 1 | 05-01-2027"
      ])
    }))

  test("everybody gets a run's other reminders too, and those who are not due are no skips", (provider) =>
    Effect.gen(function*() {
      const { campaign } = yield* newYear([fifth, { paymentDay: 6 }, {}, { ...fifth, segment: "MARKETING" }, fifth])
      yield* passTime(india("2027-01-02 09:00"))
      yield* flush
      assert.deepStrictEqual(yield* reminded, [
        "2027-01-02 | Customer 1 | 05-01-2027",
        "2027-01-02 | Customer 5 | 05-01-2027"
      ])
      assert.deepStrictEqual(provider.seen.map(({ template }) => template.body.map(({ text }) => text)), [
        ["Customer 1", "05-01-2027"],
        ["Customer 5", "05-01-2027"]
      ])
      const { planned, skipped } = (yield* runsOf(campaign.id)).at(-1) ?? {}
      assert.deepStrictEqual({ planned, skipped }, { planned: 2, skipped: 0 })
    }))

  for (
    const [what, daysBefore, sendWithinMinutes, on, notAfter] of [
      ["the end of the due date", [3], null, "2027-01-02", "2027-01-06 00:00"],
      ["a week is over", [30], null, "2027-01-06", "2027-01-13 09:00"],
      ["a shorter limit of the campaign", [3], 120, "2027-01-02", "2027-01-02 11:00"],
      ["the end of the due date, on that day", [0], null, "2027-01-05", "2027-01-06 00:00"],
      ["the next reminder of the same due date", [3, 1], 30 * 1440, "2027-01-02", "2027-01-04 09:00"],
      ["three more days, after the due date", [-2], 30 * 1440, "2027-01-07", "2027-01-11 00:00"]
    ] as const
  ) {
    test(`a message leaves before ${what}`, () =>
      Effect.gen(function*() {
        yield* setUp([fifth], { daysBefore }, { sendWithinMinutes }, "2026-12-31 12:00")
        yield* passTime(india(`${on} 09:00`))
        const [message] = yield* messagesOf()
        assert.deepStrictEqual(message?.notAfter, india(notAfter))
      }))
  }
})

describe("other dates", () => {
  test("a birthday comes every year, also the one of 29 February, and a maturity date once", () =>
    Effect.gen(function*() {
      const { shop, template } = yield* setUp([
        { name: "Leap", attributes: { birthday: "1988-02-29", maturity_date: "2027-02-10" } },
        { name: "Plain", attributes: { birthday: "1990-01-01", anniversary: "2011-02-10" } },
        { name: "None", attributes: { birthday: "some time in May" } }
      ], { date: "BIRTHDAY", daysBefore: [0] })
      yield* launch(shop, template, reminding({ date: "MATURITY", daysBefore: [7] }))
      yield* launch(shop, template, reminding({ date: "ANNIVERSARY", daysBefore: [1] }))
      yield* passTime(india("2028-03-06 12:00"))
      assert.deepStrictEqual((yield* reminded).toSorted(), [
        "2027-01-01 | Plain | 01-01-2027",
        "2027-02-03 | Leap | 10-02-2027",
        "2027-02-09 | Plain | 10-02-2027",
        "2027-02-28 | Leap | 28-02-2027",
        "2028-01-01 | Plain | 01-01-2028",
        "2028-02-09 | Plain | 10-02-2028",
        "2028-02-29 | Leap | 29-02-2028"
      ])
    }))
})

describe("a reminder that has gone out goes out again to nobody:", () => {
  const changes: Readonly<
    Record<string, (world: Effect.Effect.Success<ReturnType<typeof newYear>>) => Effect.Effect<unknown, unknown, any>>
  > = {
    "the scheduler works again and again": () => Effect.replicateEffect(work, 5),
    "the campaign is paused and resumed": ({ campaign, campaigns, shop }) =>
      Effect.zipRight(campaigns.pause(shop.owner, campaign.id), campaigns.activate(shop.owner, campaign.id)),
    "the run of the day is lost and made again": ({ campaign }) =>
      Effect.gen(function*() {
        const { tables } = yield* MemoryDatabase
        const run = (yield* runsOf(campaign.id)).at(-1)
        const stored = tables.campaigns.get(campaign.id)
        assert(run && stored)
        tables.runs.set(run.id, { ...run, occurrence: `${run.occurrence.slice(0, 10)} lost` })
        tables.campaigns.set(campaign.id, { ...stored, nextRunAt: run.scheduledAt })
        assert.strictEqual(yield* work, 1)
      }),
    "the rule gets another time, later that day": ({ campaign, campaigns, shop }) =>
      campaigns.changeSchedule(shop.owner, campaign.id, {
        schedule: reminding({ start: "2027-01-01", time: "11:30" }),
        missedRuns: null
      }),
    "the contact is purged and imported again before another time": ({ campaign, campaigns, contacts, shop }) =>
      Effect.gen(function*() {
        const { tables } = yield* MemoryDatabase
        contacts.forEach((id) => tables.contacts.delete(id))
        const [again] = yield* someContacts(shop, [{ ...fifth, number: 1 }])
        assert.notStrictEqual(again, contacts[0])
        yield* campaigns.changeSchedule(shop.owner, campaign.id, {
          schedule: reminding({ start: "2027-01-01", time: "11:30" }),
          missedRuns: null
        })
      }),
    "the payment day moves within the month": ({ contacts: [contact], shop }) =>
      contact === undefined ? Effect.void : upload(shop, contact, { paymentDay: 7 }),
    "the payment day moves to a day that is near": ({ contacts: [contact], shop }) =>
      contact === undefined ? Effect.void : upload(shop, contact, { paymentDay: 6 })
  }
  for (const [what, change] of Object.entries(changes)) {
    test(what, () =>
      Effect.gen(function*() {
        const world = yield* newYear()
        yield* passTime(india("2027-01-02 10:00"))
        assert.deepStrictEqual(yield* reminded, onTheSecond)
        yield* change(world)
        yield* passTime(india("2027-01-20 12:00"))
        assert.deepStrictEqual(yield* reminded, onTheSecond)
        assert.deepStrictEqual(yield* skipped, [])
        yield* passTime(india("2027-02-20 12:00"))
        assert.strictEqual((yield* reminded).length, 2)
      }))
  }

  test("two contacts are one person: one message, and the other is skipped as ALREADY_REMINDED", () =>
    Effect.gen(function*() {
      const { contacts } = yield* newYear([fifth, fifth, { paymentDay: 6 }])
      for (const id of contacts) yield* setContact(id, { phone: null, waUserId: "the same person" })
      yield* passTime(india("2027-01-05 10:00"))
      assert.deepStrictEqual(yield* reminded, onTheSecond)
      assert.deepStrictEqual(yield* skipped, ["2027-01-02 | Customer 2 | ALREADY_REMINDED | 2027-01-05"])
    }))

  test("somebody else takes it at the same moment: ALREADY_REMINDED", () =>
    Effect.gen(function*() {
      const { campaign, contacts, shop } = yield* newYear([fifth, fifth])
      const reminders = yield* ReminderStore
      const { tables } = yield* MemoryDatabase
      const [run] = yield* runsOf(campaign.id)
      const [first] = contacts
      assert(run && first)
      // As if another unit of work had not ended when this one looked.
      yield* reminders.take(run, [{
        person: `${shop.jewellerId} ${tables.contacts.get(first)?.phone}`,
        dueMonth: "2027-01",
        daysBefore: 3
      }])
      Object.assign(reminders, { findTaken: () => Effect.succeed([]) })
      yield* passTime(india("2027-01-02 10:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-02 | Customer 2 | 05-01-2027"])
      assert.deepStrictEqual(yield* skipped, ["2027-01-02 | Customer 1 | ALREADY_REMINDED | 2027-01-05"])
    }))

  test("and another campaign has reminders of its own", () =>
    Effect.gen(function*() {
      const { shop, template } = yield* newYear()
      yield* launch(shop, template, reminding({ start: "2027-01-01" }))
      yield* passTime(india("2027-01-05 10:00"))
      assert.deepStrictEqual(yield* reminded, [...onTheSecond, ...onTheSecond])
    }))
})

describe("when no scheduler was there", () => {
  test("for two days, what was missed goes out once", () =>
    Effect.gen(function*() {
      const { campaign } = yield* newYear()
      yield* goTo(india("2027-01-04 10:00"))
      yield* work
      assert.deepStrictEqual((yield* timeline(campaign.id)).slice(-3), [
        "2027-01-02T09:00 LATE",
        "2027-01-03T09:00 LATE",
        "2027-01-04T09:00 READY"
      ])
      yield* passTime(india("2027-01-20 10:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-04 | Customer 1 | 05-01-2027"])
    }))

  test("for two days, of several that were missed the newest goes out alone", () =>
    Effect.gen(function*() {
      yield* newYear([fifth, { paymentDay: 6 }, { paymentDay: 7 }], { daysBefore: [3, 2, 1] })
      yield* goTo(india("2027-01-04 10:00"))
      yield* work
      const newest = [
        "2027-01-04 | Customer 1 | 05-01-2027",
        "2027-01-04 | Customer 2 | 06-01-2027",
        "2027-01-04 | Customer 3 | 07-01-2027"
      ]
      assert.deepStrictEqual(yield* reminded, newest)
      yield* passTime(india("2027-01-20 10:00"))
      assert.deepStrictEqual(yield* reminded, [
        ...newest,
        "2027-01-05 | Customer 2 | 06-01-2027",
        "2027-01-05 | Customer 3 | 07-01-2027",
        "2027-01-06 | Customer 3 | 07-01-2027"
      ])
    }))

  for (const [back, expected] of [["2027-01-05 20:59", 1], ["2027-01-05 21:00", 0], ["2027-01-06 09:00", 0]] as const) {
    test(`until ${back}, ${expected} that was missed goes out`, () =>
      Effect.gen(function*() {
        yield* newYear()
        yield* goTo(india(back))
        yield* work
        yield* passTime(india("2027-01-20 10:00"))
        assert.strictEqual((yield* reminded).length, expected)
      }))
  }

  for (
    const [what, sendWithinMinutes, expected] of [
      ["the run goes on, while its messages may leave", null, "READY 700, MISSED 0, READY 0"],
      ["the others are left to the next run, when they may not", 120, "READY 500, MISSED 0, READY 200"]
    ] as const
  ) {
    test(`with a run half prepared: ${what}`, () =>
      Effect.gen(function*() {
        const people = Array.from({ length: 700 }, () => fifth)
        const { campaign } = yield* setUp(people, {}, { sendWithinMinutes }, "2027-01-01 12:00")
        const { step } = yield* Scheduler
        yield* goTo(india("2027-01-02 09:00"))
        yield* step
        assert.strictEqual((yield* messagesOf()).length, 500)
        yield* goTo(india("2027-01-04 09:30"))
        for (let steps = 0; steps < 5; steps++) yield* step
        const runs = (yield* runsOf(campaign.id)).map(({ planned, status }) => `${status} ${planned}`)
        // One in which nobody was due is completed at once.
        assert.strictEqual(runs.join(", ").replace("COMPLETED", "READY"), expected)
        yield* passTime(india("2027-01-20 10:00"))
        const messages = yield* messagesOf()
        assert.deepStrictEqual([messages.length, new Set(messages.map(({ contactId }) => contactId)).size], [700, 700])
        assert.isTrue(
          messages.slice(500).every(({ notAfter }) => DateTime.greaterThan(notAfter, india("2027-01-04 09:30")))
        )
      }))
  }

  test("a late run that was begun in the evening reaches everybody: each reminder has an end of its own", () =>
    Effect.gen(function*() {
      const { campaign } = yield* newYear(Array.from({ length: 700 }, () => fifth))
      const { step } = yield* Scheduler
      yield* goTo(india("2027-01-02 20:59"))
      yield* step
      yield* goTo(india("2027-01-02 21:00"))
      yield* work
      yield* passTime(india("2027-01-20 10:00"))
      const runs = (yield* runsOf(campaign.id)).filter(({ planned }) => planned > 0)
      assert.deepStrictEqual(runs.map(({ occurrence, planned }) => [occurrence.slice(0, 10), planned]), [
        ["2027-01-02", 700]
      ])
    }))

  test("in the hours that the campaign allows, the reminder is left to the next day", () =>
    Effect.gen(function*() {
      const { campaign } = yield* setUp([fifth], {}, { sendWithinMinutes: 60 }, "2027-01-01 12:00")
      yield* goTo(india("2027-01-02 10:00"))
      yield* work
      yield* passTime(india("2027-01-06 12:00"))
      assert.strictEqual((yield* timeline(campaign.id))[0], "2027-01-02T09:00 LATE")
      assert.deepStrictEqual(yield* reminded, ["2027-01-03 | Customer 1 | 05-01-2027"])
    }))
})

test("where the clocks skip the last hour of the day, the reminder is that of the day", () =>
  Effect.gen(function*() {
    // Nuuk, 28 March 2026: 23:00 becomes midnight of the 29th.
    const rule = { start: "2026-03-01", time: "23:30", zone: "America/Nuuk", daysBefore: [0] }
    yield* setUp([{ paymentDay: 28 }, { paymentDay: 29 }], rule, {}, "2026-03-27 17:30")
    yield* passTime(DateTime.unsafeMake("2026-03-29T12:00:00Z"), 5)
    assert.deepStrictEqual((yield* reminded).map((text) => text.split(" | ").slice(1).join()), [
      "Customer 1,28-03-2026"
    ])
  }))

describe("who is not reminded", () => {
  /** Nobody works from the morning of the 2nd to the 4th; who is due then, if anybody? */
  const afterTwoDays = Effect.gen(function*() {
    yield* goTo(india("2027-01-04 10:00"))
    yield* work
    return yield* reminded
  })

  test("whoever was imported after the moment, before the next month", () =>
    Effect.gen(function*() {
      const { shop } = yield* newYear([])
      yield* goTo(india("2027-01-02 08:59"))
      yield* someContacts(shop, [{ ...fifth, number: 1 }])
      yield* goTo(india("2027-01-02 09:01"))
      yield* someContacts(shop, [{ ...fifth, number: 2 }])
      assert.deepStrictEqual(yield* afterTwoDays, ["2027-01-04 | Customer 1 | 05-01-2027"])
      yield* passTime(india("2027-02-02 10:00"))
      assert.deepStrictEqual((yield* reminded).slice(1), [
        "2027-02-02 | Customer 1 | 05-02-2027",
        "2027-02-02 | Customer 2 | 05-02-2027"
      ])
    }))

  test("whose day was set after the moment; an upload that repeats the day sets nothing", () =>
    Effect.gen(function*() {
      const { contacts, shop } = yield* newYear([{}, {}, { paymentDay: 20 }, fifth])
      const [before, after, moved, same] = contacts
      assert(before && after && moved && same)
      yield* goTo(india("2027-01-02 08:59"))
      yield* upload(shop, before, fifth)
      yield* goTo(india("2027-01-02 09:01"))
      for (const id of [after, moved, same]) yield* upload(shop, id, fifth)
      assert.deepStrictEqual(yield* afterTwoDays, [
        "2027-01-04 | Customer 1 | 05-01-2027",
        "2027-01-04 | Customer 4 | 05-01-2027"
      ])
    }))

  test("who was deleted and came back after the moment", () =>
    Effect.gen(function*() {
      const { contacts: [contact], shop } = yield* newYear()
      assert(contact)
      yield* setContact(contact, { deletedAt: india("2027-01-01 09:00") })
      yield* goTo(india("2027-01-02 09:01"))
      yield* upload(shop, contact, fifth)
      assert.deepStrictEqual(yield* afterTwoDays, [])
      yield* passTime(india("2027-02-02 10:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-02-02 | Customer 1 | 05-02-2027"])
    }))

  test("who has paid, until a later month is due", () =>
    Effect.gen(function*() {
      yield* newYear([
        { ...fifth, attributes: { paid_until: "2027-01-31" } },
        { ...fifth, attributes: { paid_until: "2027-01-05" } },
        { ...fifth, attributes: { paid_until: "2027-01-04" } }
      ])
      yield* passTime(india("2027-02-02 10:00"))
      assert.deepStrictEqual(yield* reminded, [
        "2027-01-02 | Customer 3 | 05-01-2027",
        "2027-02-02 | Customer 1 | 05-02-2027",
        "2027-02-02 | Customer 2 | 05-02-2027",
        "2027-02-02 | Customer 3 | 05-02-2027"
      ])
    }))

  test("whose scheme has ended", () =>
    Effect.gen(function*() {
      yield* newYear([
        { ...fifth, attributes: { maturity_date: "2027-01-04" } },
        { ...fifth, attributes: { maturity_date: "2027-01-05" } },
        { ...fifth, attributes: { maturity_date: "2027-02-05" } }
      ])
      yield* passTime(india("2027-03-02 10:00"))
      assert.deepStrictEqual(yield* reminded, [
        "2027-01-02 | Customer 2 | 05-01-2027",
        "2027-01-02 | Customer 3 | 05-01-2027",
        "2027-02-02 | Customer 3 | 05-02-2027"
      ])
    }))

  test("whoever opted out is skipped for that, and is reminded when that ends in time", () =>
    Effect.gen(function*() {
      const { contacts: [contact] } = yield* newYear()
      assert(contact)
      yield* setContact(contact, { optOut: "ALL" })
      yield* passTime(india("2027-01-03 12:00"))
      assert.deepStrictEqual(yield* skipped, [
        "2027-01-02 | Customer 1 | OPTED_OUT",
        "2027-01-03 | Customer 1 | OPTED_OUT"
      ])
      yield* setContact(contact, { optOut: null })
      yield* passTime(india("2027-01-20 12:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-04 | Customer 1 | 05-01-2027"])
    }))

  test("whoever has neither number nor user id is skipped for that, and takes nobody's reminder", () =>
    Effect.gen(function*() {
      const { contacts: [first, second] } = yield* newYear([fifth, fifth, fifth])
      assert(first && second)
      yield* setContact(first, { phone: null })
      yield* setContact(second, { phone: null })
      yield* passTime(india("2027-01-02 12:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-02 | Customer 3 | 05-01-2027"])
      assert.deepStrictEqual(yield* skipped, [
        "2027-01-02 | Customer 1 | NO_PHONE",
        "2027-01-02 | Customer 2 | NO_PHONE"
      ])
    }))

  test("customers of a jeweller who was suspended", (provider) =>
    Effect.gen(function*() {
      const { shop } = yield* newYear()
      yield* Effect.flatMap(JewellerStore, (jewellers) => jewellers.setStatus(shop.jewellerId, "SUSPENDED", "late"))
      for (let hour = 9; hour < 9 + 100; hour += 4) {
        yield* goTo(DateTime.add(india("2027-01-02 00:00"), { hours: hour }))
        yield* work
        yield* flush
      }
      assert.strictEqual(provider.seen.length, 0)
    }))
})

describe("a unit of work that is undone", () => {
  const stores = {
    "ReminderStore.take": Effect.map(ReminderStore, (store) => failOnce(store, "take")),
    "MessageStore.insertMany": Effect.map(MessageStore, (store) => failOnce(store, "insertMany")),
    "CampaignStore.insertSkips": Effect.map(CampaignStore, (store) => failOnce(store, "insertSkips")),
    "CampaignStore.saveRun": Effect.map(CampaignStore, (store) => failOnce(store, "saveRun")),
    "CampaignStore.insertRuns": Effect.map(CampaignStore, (store) => failOnce(store, "insertRuns")),
    "CampaignStore.save": Effect.map(CampaignStore, (store) => failOnce(store, "save"))
  }
  for (const [what, breakOnce] of Object.entries(stores)) {
    for (const chunk of [1, 2]) {
      test(`after ${what} in step ${chunk} repeats and loses nobody`, () =>
        Effect.gen(function*() {
          const { campaign, contacts } = yield* newYear(Array.from({ length: 600 }, () => fifth))
          const { step } = yield* Scheduler
          const [optedOut] = contacts
          assert(optedOut)
          yield* setContact(optedOut, { optOut: "ALL" })
          yield* goTo(india("2027-01-02 09:00"))
          if (chunk === 2) yield* step
          yield* breakOnce
          const isInStep2 = what === "CampaignStore.insertRuns" || what === "CampaignStore.save"
          const error = yield* Effect.either(step)
          if (chunk === 1 || !isInStep2) assert.strictEqual(error._tag, "Left")
          yield* work
          const run = (yield* runsOf(campaign.id)).at(-1)
          assert(run)
          assert.deepStrictEqual([run.status, run.planned, run.skipped], ["READY", 599, 1])
          const messages = yield* messagesOf()
          assert.deepStrictEqual([messages.length, new Set(messages.map(({ contactId }) => contactId)).size], [
            599,
            599
          ])
          const { tables } = yield* MemoryDatabase
          assert.deepStrictEqual([tables.reminders.size, tables.skips.size], [599, 1])
        }))
    }
  }
})

describe("a rule that changes", () => {
  test("while its run is being prepared leaves that run to the rule as it was", () =>
    Effect.gen(function*() {
      const { campaign, campaigns, shop } = yield* newYear(
        Array.from({ length: 600 }, (_, index) => ({ paymentDay: index % 2 === 0 ? 5 : 12 }))
      )
      const { step } = yield* Scheduler
      yield* goTo(india("2027-01-02 09:00"))
      yield* step
      assert.strictEqual((yield* messagesOf()).length, 250)
      const before = (yield* runsOf(campaign.id)).at(-1)?.reminder
      const schedule = reminding({ start: "2027-01-01", time: "11:00", daysBefore: [10] })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      yield* work
      const runs = (yield* runsOf(campaign.id)).slice(-1)
      assert.deepStrictEqual(runs.map(({ occurrence, planned, status }) => [occurrence, status, planned]), [
        ["2027-01-02T09:00:00", "READY", 300]
      ])
      assert.deepStrictEqual(runs[0]?.reminder, before)
      assert.deepStrictEqual(before, {
        rule: reminding({ start: "2027-01-01" }),
        since: india("2026-12-31 12:00"),
        on: "2027-01-02"
      })
      assert.isTrue((yield* reminded).every((text) => text.endsWith("05-01-2027")))
      // The new rule holds from the run of eleven o'clock on.
      yield* passTime(india("2027-01-02 12:00"))
      const last = (yield* runsOf(campaign.id)).at(-1)
      assert.deepStrictEqual(last?.reminder, { rule: schedule, since: india("2027-01-02 09:00"), on: "2027-01-02" })
      assert.strictEqual((yield* messagesOf(last?.id)).length, 300)
      assert.isTrue((yield* reminded).slice(300).every((text) => text.endsWith("12-01-2027")))
    }))

  test("in its hour alone still gives what was due that day", () =>
    Effect.gen(function*() {
      const { campaign, campaigns, shop } = yield* newYear([fifth], { time: "18:00" })
      yield* goTo(india("2027-01-02 12:00"))
      const schedule = reminding({ start: "2027-01-01", time: "10:00" })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      yield* passTime(india("2027-01-10 12:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-03 | Customer 1 | 05-01-2027"])
    }))

  test("in the moment in which they are due still gives those of that moment", () =>
    Effect.gen(function*() {
      const { campaign, campaigns, shop } = yield* newYear([fifth, { paymentDay: 2 }])
      yield* goTo(india("2027-01-02 09:00"))
      const schedule = reminding({ start: "2027-01-01", daysBefore: [3, 0] })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      yield* work
      assert.deepStrictEqual(yield* reminded, [
        "2027-01-02 | Customer 1 | 05-01-2027",
        "2027-01-02 | Customer 2 | 02-01-2027"
      ])
    }))

  test("makes up for nothing from before it held", () =>
    Effect.gen(function*() {
      const { campaign, campaigns, shop } = yield* newYear([fifth, { paymentDay: 6 }], { daysBefore: [20] })
      yield* goTo(india("2027-01-02 09:30"))
      yield* work
      const schedule = reminding({ start: "2027-01-01", daysBefore: [3] })
      yield* campaigns.changeSchedule(shop.owner, campaign.id, { schedule, missedRuns: null })
      yield* passTime(india("2027-01-10 12:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-03 | Customer 2 | 06-01-2027"])
    }))

  test("or that is paused makes up for nothing when it is resumed", () =>
    Effect.gen(function*() {
      const { campaign, campaigns, shop } = yield* newYear([fifth, { paymentDay: 7 }])
      yield* campaigns.pause(shop.owner, campaign.id)
      yield* goTo(india("2027-01-03 12:00"))
      yield* campaigns.activate(shop.owner, campaign.id)
      yield* passTime(india("2027-01-10 12:00"))
      assert.deepStrictEqual(yield* reminded, ["2027-01-04 | Customer 2 | 07-01-2027"])
    }))
})

test("more than one chunk of contacts: nobody is lost when the last one of a chunk is purged meanwhile", () =>
  Effect.gen(function*() {
    const { contacts } = yield* newYear(Array.from({ length: 1_100 }, () => fifth))
    const { step } = yield* Scheduler
    const { tables } = yield* MemoryDatabase
    yield* goTo(india("2027-01-02 09:00"))
    yield* step
    const watermark = contacts[499]
    assert(watermark)
    tables.contacts.delete(watermark)
    yield* work
    const messages = yield* messagesOf()
    assert.deepStrictEqual([messages.length, new Set(messages.map(({ contactId }) => contactId)).size], [1_100, 1_100])
  }))
