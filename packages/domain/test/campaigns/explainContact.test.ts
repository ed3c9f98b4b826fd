import { assert, describe, it } from "@effect/vitest"
import { Campaigns } from "@ektola/domain/campaigns/Campaigns"
import type { RunId } from "@ektola/domain/campaigns/Run"
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { ContactId } from "@ektola/domain/contacts/Contact"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as Effect from "effect/Effect"
import { aShop, aTemplate, layer, Provider, someContacts } from "../world.js"
import {
  aReminderTemplate,
  daily,
  flush,
  goTo,
  india,
  launch,
  passTime,
  reminding,
  runsOf,
  setContact,
  upload,
  work
} from "./support.js"

const test = (what: string, run: () => Effect.Effect<void, unknown, any>) =>
  it.effect(what, () => run().pipe(Effect.provide(layer(new Provider()))))

type Shop = Effect.Effect.Success<ReturnType<typeof aShop>>

const ask = (shop: Shop, run: { readonly id: RunId } | undefined, contactId: ContactId | undefined) =>
  Effect.gen(function*() {
    assert(run && contactId)
    const { explainContact } = yield* Campaigns
    return yield* explainContact(shop.owner, run.id, contactId)
  })

/** `STORED SKIPPED | OPTED_OUT`, and a warning when the contact has changed. */
const tell = (...input: Parameters<typeof ask>) =>
  Effect.map(ask(...input), ({ answer, changedSince, detail, known, message, reason }) =>
    [
      `${known} ${answer}`,
      ...[message?.state ?? null, reason, detail].filter((part) => part !== null),
      ...changedSince ? ["changed"] : []
    ].join(" | "))

const refusalOf = (...input: Parameters<typeof ask>) => Effect.map(Effect.flip(ask(...input)), ({ _tag }) => _tag)

/** A shop whose customers with payment day 5 are reminded on 2 January; that run is prepared, and now it is 10:00. */
const reminders = (
  people: ReadonlyArray<Omit<Parameters<typeof someContacts>[1][number], "number">>,
  before: (
    world: { readonly shop: Shop; readonly contacts: ReadonlyArray<ContactId> }
  ) => Effect.Effect<void, any, any> = () => Effect.void
) =>
  Effect.gen(function*() {
    yield* goTo(india("2026-12-31 12:00"))
    const shop = yield* aShop()
    const template = yield* aReminderTemplate(shop)
    const contacts = yield* someContacts(shop, people.map((person, index) => ({ ...person, number: index + 1 })))
    yield* before({ shop, contacts })
    const campaign = yield* launch(shop, template, reminding({ start: "2027-01-01" }))
    yield* passTime(india("2027-01-02 10:00"))
    const runs = yield* runsOf(campaign.id)
    return { shop, template, contacts, campaign, runs, second: runs.at(-1) }
  })

const fifth = { paymentDay: 5 } as const
const one = <A>(all: ReadonlyArray<A>): A => {
  assert(all[0] !== undefined)
  return all[0]
}

describe("what is stored", () => {
  test("is a message in its state, or a skip with its reason", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders(
        [fifth, fifth, { ...fifth, name: null }],
        ({ contacts }) => Effect.asVoid(setContact(contacts[1]!, { optOut: "ALL" }))
      )
      const [first, refused, nameless] = contacts
      assert.strictEqual(yield* tell(shop, second, first), "STORED MESSAGE | QUEUED")
      assert.strictEqual(yield* tell(shop, second, refused), "STORED SKIPPED | OPTED_OUT")
      assert.strictEqual(yield* tell(shop, second, nameless), "STORED SKIPPED | MISSING_VARIABLE | {{1}}, name")
      yield* flush
      const { message, sentence } = yield* ask(shop, second, first)
      assert.strictEqual(message?.state, "SENT")
      assert.match(sentence, /^The message to Customer 1 was sent on 2 January 2027 at 10:00; /)
      assert.strictEqual(
        (yield* ask(shop, second, nameless)).sentence,
        "This customer got no message because a value for the text was missing ({{1}}, name)."
      )
    }))

  test("wins over what would be derived, whatever became of the contact", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders(
        [fifth, fifth],
        ({ contacts }) => Effect.asVoid(setContact(contacts[1]!, { optOut: "ALL" }))
      )
      for (const id of contacts) {
        yield* setContact(id, {
          segment: "MARKETING",
          paymentDay: null,
          createdAt: india("2027-01-03 12:00"),
          updatedAt: india("2027-01-03 12:00")
        })
      }
      assert.strictEqual(yield* tell(shop, second, contacts[0]), "STORED MESSAGE | QUEUED")
      assert.strictEqual(yield* tell(shop, second, contacts[1]), "STORED SKIPPED | OPTED_OUT")
      const { tables } = yield* MemoryDatabase
      contacts.forEach((id) => tables.contacts.delete(id))
      assert.strictEqual(yield* tell(shop, second, contacts[0]), "STORED MESSAGE | QUEUED")
      const { name, sentence } = yield* ask(shop, second, contacts[1])
      assert.deepStrictEqual([name, sentence], [
        null,
        "This customer got no message because of an opt-out from such messages."
      ])
    }))

  test("is that nobody got anything, when the run was missed", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-12-01 08:00"))
      const shop = yield* aShop()
      const template = yield* aTemplate(shop)
      const contacts = yield* someContacts(shop, [{ number: 1 }])
      const campaign = yield* launch(shop, template, daily())
      yield* goTo(india("2026-12-02 23:00"))
      yield* work
      const runs = yield* runsOf(campaign.id)
      assert.deepStrictEqual(runs.map(({ status }) => status), ["MISSED", "MISSED"])
      assert.strictEqual(yield* tell(shop, one(runs), one(contacts)), "STORED RUN_MISSED | LATE")
      assert.strictEqual(
        (yield* ask(shop, one(runs), one(contacts))).sentence,
        "Nobody got a message in this run because it could not begin in time."
      )
    }))
})

describe("what is derived", () => {
  test("NOT_TARGETED names the segment of now, and warns when the contact changed since", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders([{ ...fifth, segment: "GOLD_SIP" }])
      const [contact] = contacts
      assert.strictEqual(yield* tell(shop, second, contact), "DERIVED NOT_TARGETED | GOLD_SIP")
      yield* setContact(one(contacts), { updatedAt: india("2027-01-02 09:30") })
      const { sentence } = yield* ask(shop, second, contact)
      assert.strictEqual(yield* tell(shop, second, contact), "DERIVED NOT_TARGETED | GOLD_SIP | changed")
      assert.strictEqual(
        sentence,
        "The campaign is not for the segment that Customer 1 is in now (gold savings). This goes by what is stored now; " +
          "the customer's details were changed after the run began."
      )
    }))

  test("ADDED_LATER for who was created after the run had begun", () =>
    Effect.gen(function*() {
      const { second, shop } = yield* reminders([fifth])
      const late = yield* someContacts(shop, [{ ...fifth, number: 9 }])
      assert.strictEqual(yield* tell(shop, second, one(late)), "DERIVED ADDED_LATER")
      assert.strictEqual(
        (yield* ask(shop, second, one(late))).sentence,
        "Customer 9 was added after this run had begun."
      )
    }))

  const notDue = {
    "NO_DATE": {},
    "NOT_THIS_DAY": { paymentDay: 6 },
    "PAID": { ...fifth, attributes: { paid_until: "2027-01-05" } },
    "MATURED": { ...fifth, attributes: { maturity_date: "2027-01-04" } }
  }
  for (const [reason, person] of Object.entries(notDue)) {
    test(`NOT_DUE with ${reason}, also for who would have been left out anyway`, () =>
      Effect.gen(function*() {
        const { contacts, second, shop } = yield* reminders([person])
        assert.strictEqual(yield* tell(shop, second, one(contacts)), `DERIVED NOT_DUE | ${reason}`)
        yield* setContact(one(contacts), { optOut: "ALL", name: null })
        assert.strictEqual(yield* tell(shop, second, one(contacts)), `DERIVED NOT_DUE | ${reason}`)
      }))
  }

  test("NOT_DUE goes by the rule that the run keeps, not by the campaign's present one", () =>
    Effect.gen(function*() {
      const { campaign, contacts, second, shop } = yield* reminders([{ paymentDay: 12 }])
      const { changeSchedule } = yield* Campaigns
      yield* changeSchedule(shop.owner, campaign.id, {
        schedule: reminding({ start: "2027-01-01", daysBefore: [10] }),
        missedRuns: null
      })
      assert.strictEqual(yield* tell(shop, second, one(contacts)), "DERIVED NOT_DUE | NOT_THIS_DAY")
    }))

  test("NOT_DUE with SET_LATER when the date was entered after the reminder's time", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders([{}])
      yield* upload(shop, one(contacts), { paymentDay: 5 })
      assert.strictEqual(yield* tell(shop, second, one(contacts)), "DERIVED NOT_DUE | SET_LATER | changed")
    }))

  test("ALREADY_REMINDED when the run of another day gave the reminder", () =>
    Effect.gen(function*() {
      const { campaign, contacts, shop } = yield* reminders([fifth])
      yield* passTime(india("2027-01-03 10:00"))
      const third = (yield* runsOf(campaign.id)).at(-1)
      assert.strictEqual(third?.occurrence, "2027-01-03T09:00:00")
      assert.strictEqual(yield* tell(shop, third, one(contacts)), "DERIVED ALREADY_REMINDED | 2027-01-05")
      assert.strictEqual(
        (yield* ask(shop, third, one(contacts))).sentence,
        "Customer 1 has had this reminder in another run or under another contact (due on 5 January 2027)."
      )
    }))

  test("TOO_LATE when the run began after the reminder's time", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders([{}])
      const { tables } = yield* MemoryDatabase
      assert(second)
      // As if the scheduler had come on the day after the due date.
      tables.runs.set(second.id, { ...second, cutoffAt: india("2027-01-06 00:00") })
      yield* setContact(one(contacts), { paymentDay: 5 })
      assert.strictEqual(yield* tell(shop, second, one(contacts)), "DERIVED TOO_LATE | 2027-01-05")
      tables.runs.set(second.id, { ...second, cutoffAt: india("2027-01-05 23:59") })
      assert.strictEqual(yield* tell(shop, second, one(contacts)), "DERIVED UNKNOWN_THEN")
    }))

  test("RUN_PREPARING for who comes after the watermark", () =>
    Effect.gen(function*() {
      yield* goTo(india("2026-12-01 08:00"))
      const shop = yield* aShop()
      const template = yield* aTemplate(shop)
      const contacts = yield* someContacts(shop, Array.from({ length: 501 }, (_, index) => ({ number: index + 1 })))
      const campaign = yield* launch(shop, template, daily())
      yield* goTo(india("2026-12-01 09:00"))
      const { step } = yield* Scheduler
      yield* step
      const [run] = yield* runsOf(campaign.id)
      assert.strictEqual(run?.status, "PREPARING")
      assert.strictEqual(yield* tell(shop, run, contacts[499]), "STORED MESSAGE | QUEUED")
      assert.strictEqual(yield* tell(shop, run, contacts[500]), "DERIVED RUN_PREPARING")
      yield* step
      assert.strictEqual(yield* tell(shop, run, contacts[500]), "STORED MESSAGE | QUEUED")
    }))

  test("UNKNOWN_THEN when by what is stored now there should be a message", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders([{ ...fifth, segment: "GOLD_SIP" }])
      yield* setContact(one(contacts), { segment: "GOLD_LOAN", updatedAt: india("2027-01-02 09:30") })
      assert.strictEqual(yield* tell(shop, second, one(contacts)), "DERIVED UNKNOWN_THEN | changed")
      assert.strictEqual(
        (yield* ask(shop, second, one(contacts))).sentence,
        "Why Customer 1 got no message in this run cannot be told any more: what is stored now was different then."
      )
    }))
})

describe("is unknown", () => {
  test("a run or a contact of another shop, one that never was, and a purged one without a trace", () =>
    Effect.gen(function*() {
      const { contacts, second, shop } = yield* reminders([fifth, {}])
      const other = yield* aShop(2)
      const others = yield* someContacts(other, [{ ...fifth, number: 1 }])
      assert.strictEqual(yield* refusalOf(other, second, one(contacts)), "RunNotFound")
      assert.strictEqual(yield* refusalOf(shop, second, one(others)), "ContactNotFound")
      const nobody = ContactId.make("01990000-0000-7000-8000-00000000ffff")
      assert.strictEqual(yield* refusalOf(shop, second, nobody), "ContactNotFound")
      const { tables } = yield* MemoryDatabase
      assert.strictEqual(yield* tell(shop, second, contacts[1]), "DERIVED NOT_DUE | NO_DATE")
      tables.contacts.delete(contacts[1]!)
      assert.strictEqual(yield* refusalOf(shop, second, contacts[1]), "ContactNotFound")
    }))
})

test("every contact of a run has one answer, and stored ones add up to the run", () =>
  Effect.gen(function*() {
    const people = Array.from({ length: 60 }, (_, index) => ({
      paymentDay: index % 3 === 0 ? 5 : 6,
      name: index % 6 === 0 ? null : `Customer ${index}`,
      segment: index % 5 === 0 ? "MARKETING" as const : "GOLD_LOAN" as const
    }))
    const { contacts, second, shop } = yield* reminders(people)
    assert(second)
    const answers = yield* Effect.forEach(contacts, (id) => ask(shop, second, id))
    const count = (wanted: string) => answers.filter(({ answer }) => answer === wanted).length
    assert.deepStrictEqual([count("MESSAGE"), count("SKIPPED")], [second.planned, second.skipped])
    assert.strictEqual(count("UNKNOWN_THEN"), 0)
    assert.strictEqual(count("NOT_DUE") + count("NOT_TARGETED"), 60 - second.planned - second.skipped)
    for (const { sentence } of answers) assert.match(sentence, /^[A-Z].*\.$/)
  }))
