import type { Campaign } from "@ektola/domain/campaigns/Campaign"
import * as Run from "@ektola/domain/campaigns/Run"
import type * as Consent from "@ektola/domain/contacts/Consent"
import * as Contact from "@ektola/domain/contacts/Contact"
import type { ReminderKey } from "@ektola/domain/ports/ReminderStore"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import * as Segment from "@ektola/domain/segmentation/Segment"
import type { Template, WabaTemplate } from "@ektola/domain/templates/Template"
import type { Jeweller } from "@ektola/domain/tenancy/Jeweller"
import type { WhatsAppAccount } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import { aCampaign, aJeweller, anAccount, approvalsOf } from "../../contract/builders.js"
import { someContacts } from "./contacts.js"
import type { Random } from "./random.js"
import { aTemplate, languages } from "./template.js"

/** A jeweller with a run that is to be prepared at `now`. */
export interface Tenant {
  readonly jeweller: Jeweller
  readonly account: WhatsAppAccount | null
  readonly template: Template
  readonly approvals: ReadonlyArray<WabaTemplate>
  readonly contacts: ReadonlyArray<Contact.Contact>
  readonly campaign: Campaign
  readonly run: Run.Run
  /** What persons said before, contacts or not: by their hash. */
  readonly words: ReadonlyMap<string, Consent.History>
  /** Reminders that an earlier run gave out. */
  readonly taken: ReadonlyArray<ReminderKey>
}

export type HashPerson = (
  jewellerId: Jeweller["id"],
  person: Pick<Contact.Contact, "phone" | "waUserId">
) => string | null

export interface Setting {
  readonly random: Random
  readonly now: DateTime.Utc
  readonly hashPerson: HashPerson
}

/** How many contacts; most tenants fit into one chunk of a run, some need several, one ends with a chunk. */
const sizeOf = (random: Random, number: number): number => {
  if (number % 250 === 7) return random.whole(501, 1300)
  if (number % 250 === 8) return 500
  return random.chance(0.05) ? 0 : random.chance(0.1) ? random.whole(60, 200) : random.whole(1, 40)
}

export const aTenant = (setting: Setting, number: number): Tenant => {
  const { random } = setting
  const jeweller = aJeweller({
    id: random.uuid() as Jeweller["id"],
    name: random.chance(0.03) ? "  " : `Shop ${number} ज्वैलर्स`,
    defaultLanguage: random.chance(0.5) ? "en" : random.pick(languages)
  })
  const account = random.chance(0.03) ? null : anAccount(jeweller.id, { id: random.uuid() as WhatsAppAccount["id"] })
  const template = aTemplate(random, number)
  const schedule = aSchedule(setting)
  const contacts = someContacts(setting, jeweller.id, sizeOf(random, number), schedule.on)
  const campaign = aCampaign(jeweller.id, template.id, {
    id: random.uuid() as Campaign["id"],
    category: template.category,
    segments: random.some(Segment.all, random.pick(template.category === "UTILITY" ? [0.4, 0.7, 1] : [0, 0.7, 1])),
    schedule: schedule.rule ?? { kind: "ONE_TIME", at: `${schedule.on}T${schedule.time}`, zone: schedule.zone },
    scheduledSince: before(setting, random.pick([3, 60, 60, 60])),
    sendWithinMinutes: random.pick([60, 24 * 60, 7 * 24 * 60])
  })
  const run = Run.begin({
    id: random.uuid() as Run.RunId,
    campaign,
    occurrence: {
      date: schedule.on,
      local: `${schedule.on}T${schedule.time}:00`,
      zone: schedule.zone,
      instant: schedule.instant
    },
    nextOccurrence: null,
    until: null,
    now: setting.now
  })
  const taken = takenBefore(setting, run, contacts)
  return {
    jeweller,
    account,
    template,
    approvals: someApprovals(random, template, account),
    contacts,
    campaign,
    run,
    words: someWords(setting, jeweller.id, contacts),
    taken
  }
}

const before = ({ now, random }: Setting, days: number): DateTime.Utc =>
  DateTime.subtract(now, { minutes: random.whole(0, days * 24 * 60) })

const aSchedule = ({ now, random }: Setting) => {
  const zone = random.pick(["Asia/Kolkata", "Asia/Kolkata", "Europe/London", "America/New_York"])
  const time = random.pick(["00:00", "09:00", "10:30"])
  const today = LocalDate.parse(TimeZone.format(zone, now).slice(0, 10))
  // Now and then the run comes late, when some reminders are over.
  const day = today - random.pick([0, 0, 0, 1, 2, 3])
  const found = TimeZone.get(zone)
  const local = day * LocalDate.millisPerDay + LocalDate.timeToMillis(time)
  const instant = DateTime.unsafeMake(TimeZone.toInstant(found, local) ?? local)
  const date = (from: number, to: number) => LocalDate.format(day + random.whole(from, to))
  const rule: ContactDate.ContactDateRule | null = random.chance(0.45) ? null : {
    kind: "CONTACT_DATE",
    date: random.pick(["PAYMENT_DAY", "PAYMENT_DAY", "PAYMENT_DAY", ...ContactDate.ContactDate.literals]),
    daysBefore: [...new Set(Array.from({ length: random.whole(1, 5) }, () => random.whole(-3, 6)))],
    shortMonths: random.pick(["CLAMP", "SKIP"]),
    start: date(-30, 1),
    time,
    zone,
    end: random.chance(0.8) ? null : { by: date(-2, 10) }
  }
  return { on: LocalDate.format(day), time, zone, instant, rule }
}

const someApprovals = (
  random: Random,
  template: Template,
  account: WhatsAppAccount | null
): ReadonlyArray<WabaTemplate> => {
  if (account === null) return []
  const known = random.some(approvalsOf(template, account), 0.85)
  // What another WABA approves, such as the one that the jeweller had before, is nothing to this one.
  const elsewhere = random.some(
    approvalsOf(template, { jewellerId: account.jewellerId, wabaId: "999" as WhatsAppAccount["wabaId"] }),
    0.3
  )
  return [
    ...known.map((approval) => ({
      ...approval,
      category: random.chance(0.94) ? template.category : template.category === "UTILITY" ? "MARKETING" : "UTILITY",
      status: random.chance(0.85) ? "APPROVED" : random.pick(["PENDING", "REJECTED", "PAUSED", "SOMETHING_NEW"])
    })),
    ...elsewhere
  ]
}

const someWords = (
  { hashPerson, now, random }: Setting,
  jewellerId: Jeweller["id"],
  contacts: ReadonlyArray<Contact.Contact>
): ReadonlyMap<string, Consent.History> =>
  new Map(
    random.some(contacts, 0.1).flatMap((contact) => {
      // A person with both is known by one of them here.
      const known = random.chance(0.5) ? contact : { phone: null, waUserId: contact.waUserId }
      const person = hashPerson(jewellerId, known)
      const at = () => random.chance(0.5) ? null : DateTime.subtract(now, { minutes: random.whole(1, 5000) })
      return person === null ? [] : [[person, {
        refusedAll: at(),
        refusedMarketing: at(),
        allowedAll: at(),
        allowedMarketing: at()
      }]]
    })
  )

const takenBefore = (
  { hashPerson, random }: Setting,
  run: Run.Run,
  contacts: ReadonlyArray<Contact.Contact>
): ReadonlyArray<ReminderKey> => {
  const { reminder } = run
  if (reminder === null) return []
  const keys = contacts.flatMap((contact) => {
    const person = hashPerson(run.jewellerId, contact)
    const { due } = ContactDate.decide(reminder.rule, Contact.dates(contact), reminder)
    return person === null ? [] : random.some(due, 0.25).map((given): ReminderKey => ({
      person,
      dueMonth: given.dueDate.slice(0, 7),
      // Another number of days is another reminder.
      daysBefore: random.chance(0.8) ? given.daysBefore : given.daysBefore + 1
    }))
  })
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()]
}
