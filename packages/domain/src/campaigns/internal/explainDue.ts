import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Contact from "../../contacts/Contact.js"
import { findRefusals, knownOf } from "../../contacts/internal/findRefusals.js"
import * as Principal from "../../identity/Principal.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import type * as ReminderStore from "../../ports/ReminderStore.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as ContactDate from "../../recurrence/ContactDate.js"
import type { Reminder } from "../../recurrence/ContactDate.js"
import * as MissedRuns from "../../recurrence/MissedRuns.js"
import * as Recurrence from "../../recurrence/Recurrence.js"
import * as Schedule from "../../recurrence/Schedule.js"
import * as TimeZone from "../../recurrence/TimeZone.js"
import * as Audience from "../../segmentation/Audience.js"
import type { Campaign } from "../Campaign.js"
import type { DueContact, Service } from "../Campaigns.js"
import { NoReminders } from "../CampaignsError.js"
import { findReminders, type KeyedReminder } from "./findReminders.js"
import { loadAudience } from "./loadAudience.js"

/** Contacts looked at for one page when only some of them are wanted. */
const searched = 2000

export const explainDue = (deps: {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly jewellers: JewellerStore.Service
  readonly persons: PersonHasher.Service
  readonly reminders: ReminderStore.Service
  readonly suppressions: SuppressionStore.Service
  readonly templates: TemplateStore.Service
  readonly accounts: WhatsAppAccountStore.Service
}): Service["explainDue"] =>
  Effect.fn("Campaigns.explainDue")(function*(principal, campaignId, query, page) {
    const jewellerId = yield* Principal.authoriseTenant(principal, "campaign.read")
    const campaign = yield* deps.campaigns.get(jewellerId, campaignId)
    if (campaign.schedule.kind !== "CONTACT_DATE") return yield* new NoReminders({ campaignId })
    const now = yield* DateTime.now
    const rule = campaign.schedule
    const { isDue } = query
    const on = query.on ?? TimeZone.format(rule.zone, now).slice(0, 10)
    // One that does not run now would begin to hold when it is activated.
    const since = campaign.status === "ACTIVE" ? campaign.scheduledSince ?? now : now
    const { audience } = yield* loadAudience(deps, campaign)

    const limit = isDue === null ? page.limit : searched
    const contacts = yield* deps.contacts.listForAudience(jewellerId, {
      segments: campaign.segments,
      cutoff: now,
      after: page.after,
      limit
    })
    const nextRun = nextRunOf(campaign, now)
    const isOver = nextRun === null || on < nextRun.date
    const day = { rule, since, on, madeUp: nextRun !== null && on > nextRun.date }
    const found = yield* findReminders(deps, { jewellerId, campaignId, reminder: day, madeUp: day.madeUp }, contacts)
    const candidates = new Map(found.map(({ contact, reminder }) => [contact.id, withoutKey(reminder)]))
    const suppression = yield* findRefusals(deps, found.map(({ contact }) => contact), knownOf)

    const explain = (contact: Contact.Contact): Explained => {
      const about = { id: contact.id, name: contact.name, contact, open: candidates.get(contact.id) ?? null }
      const { open } = about
      if (open === null) {
        const { reason } = ContactDate.decide(rule, Contact.dates(contact), day)
        return { ...about, reminder: null, reason: reason ?? "ALREADY_REMINDED", detail: null }
      }
      if (isOver) return { ...about, reminder: null, reason: "RUN_OVER", detail: null }
      const decision = Audience.decide(audience, contact, open.dueDate, suppression(contact))
      return Either.isLeft(decision)
        ? { ...about, reminder: null, ...decision.left }
        : { ...about, reminder: open, reason: null, detail: null }
    }

    const nextOn = ({ contact, open }: Explained): string | null =>
      isOver && nextRun !== null && open !== null && DateTime.greaterThan(open.until, nextRun.instant)
        ? nextRun.date
        : ContactDate.nextDate(rule, Contact.dates(contact), on)

    const items = contacts
      .filter((contact) => contact.deletedAt === null && Audience.targets(audience, contact))
      .map(explain)
      .filter((item) => isDue === null || isDue === (item.reminder !== null))
    const shown = items.slice(0, page.limit).map((item): DueContact => {
      const { detail, id, name, reason, reminder } = item
      return { id, name, reminder, reason, detail, nextOn: nextOn(item) }
    })
    const last = items.length > shown.length ? shown.at(-1) : contacts.length === limit ? contacts.at(-1) : undefined
    return { items: shown, next: last?.id ?? null }
  })

/** Who somebody is to the store is nobody's answer. */
const withoutKey = ({ at, daysBefore, dueDate, until }: KeyedReminder): Reminder => ({ at, daysBefore, dueDate, until })

/** `open` is the reminder that may go out on the day, if its run is still to come and nothing else forbids it. */
interface Explained extends Omit<DueContact, "nextOn"> {
  readonly contact: Contact.Contact
  readonly open: Reminder | null
}

/** The occurrence that the scheduler takes next; of a campaign that does not run, as if it were activated now. */
const nextRunOf = (campaign: Campaign, now: DateTime.Utc): Recurrence.Occurrence | null => {
  const recurrence = Schedule.runs(campaign.schedule)
  if (campaign.status === "DRAFT" || campaign.status === "PAUSED") return Recurrence.next(recurrence, now)
  if (campaign.nextRunAt === null) return null
  const { next, run } = MissedRuns.plan(recurrence, campaign.missedRuns, { from: campaign.nextRunAt, now })
  return run ?? next
}
