import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { Contact } from "../../contacts/Contact.js"
import { findRefusals, knownOf } from "../../contacts/internal/findRefusals.js"
import * as Message from "../../messaging/Message.js"
import type { SkippedContact } from "../../ports/CampaignStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import * as ReminderStore from "../../ports/ReminderStore.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import * as Audience from "../../segmentation/Audience.js"
import type { PhoneNumberId } from "../../tenancy/WhatsAppAccount.js"
import * as Run from "../Run.js"
import { findReminders, type KeyedReminder } from "./findReminders.js"

interface Deps {
  readonly ids: IdGenerator.Service
  readonly persons: PersonHasher.Service
  readonly reminders: ReminderStore.Service
  readonly suppressions: SuppressionStore.Service
}

interface Setting {
  readonly run: Run.Run
  readonly audience: Audience.Audience
  readonly phoneNumberId: PhoneNumberId | null
}

/** A contact the run is meant for. `reminder` is null when the campaign does not go by dates of contacts. */
interface Candidate {
  readonly contact: Contact
  readonly reminder: KeyedReminder | null
}

/** The messages of a chunk of contacts, with their reminders taken, and who was meant and gets none. */
export const decideContacts = Effect.fnUntraced(function*(
  deps: Deps,
  setting: Setting,
  contacts: ReadonlyArray<Contact>
) {
  const { audience, phoneNumberId, run } = setting
  const targeted = contacts.filter((contact) => Audience.targets(audience, contact))
  const now = yield* DateTime.now
  // A reminder that could not leave any more is not taken, so that a later run may give it.
  const candidates: ReadonlyArray<Candidate> = run.reminder === null
    ? targeted.map((contact) => ({ contact, reminder: null }))
    : (yield* findReminders(deps, { ...run, reminder: run.reminder, takenBy: run.id }, targeted))
      .filter((candidate) => DateTime.greaterThan(Run.messageNotAfter(run, candidate.reminder), now))

  const suppression = yield* findRefusals(deps, candidates.map(({ contact }) => contact), knownOf)
  const skips: Array<SkippedContact> = []
  const recipients: Array<Candidate & { readonly recipient: Audience.Recipient }> = []
  for (const candidate of candidates) {
    const { contact, reminder } = candidate
    const decision = Audience.decide(audience, contact, reminder?.dueDate ?? null, suppression(contact))
    if (Either.isLeft(decision)) skips.push({ contactId: contact.id, ...decision.left })
    else recipients.push({ ...candidate, recipient: decision.right })
  }
  if (phoneNumberId === null) return { messages: [], skips }

  const free = yield* take(deps, run, recipients)
  const messages: Array<Message.Message> = []
  for (const { contact, recipient, reminder } of recipients) {
    // Somebody else may have taken it since, and two contacts may be one person.
    if (reminder !== null && !free.delete(ReminderStore.toText(reminder.key))) {
      skips.push({ contactId: contact.id, reason: "ALREADY_REMINDED", detail: reminder.dueDate })
      continue
    }
    messages.push(Message.queue({
      // Not `make`: checking what was just made costs as much as deciding.
      id: (yield* deps.ids.id) as Message.MessageId,
      jewellerId: run.jewellerId,
      campaignId: run.campaignId,
      runId: run.id,
      contactId: contact.id,
      phoneNumberId,
      phone: contact.phone,
      waUserId: contact.waUserId,
      templateName: audience.template.name,
      translationId: recipient.translation.id,
      language: recipient.translation.language,
      rendered: recipient.rendered,
      notAfter: Run.messageNotAfter(run, reminder)
    }, run.scheduledAt))
  }
  return { messages, skips }
})

const take = (deps: Deps, run: Run.Run, recipients: ReadonlyArray<Candidate>) => {
  const keys = new Map(
    recipients.flatMap(({ reminder }) => reminder === null ? [] : [[ReminderStore.toText(reminder.key), reminder.key]])
  )
  return Effect.map(
    keys.size === 0 ? Effect.succeed([]) : deps.reminders.take(run, [...keys.values()]),
    (taken) => new Set(taken.map(ReminderStore.toText))
  )
}
