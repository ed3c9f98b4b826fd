import * as Effect from "effect/Effect"
import * as Contact from "../../contacts/Contact.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import * as ReminderStore from "../../ports/ReminderStore.js"
import * as ContactDate from "../../recurrence/ContactDate.js"
import type { Run, RunId } from "../Run.js"

/** A reminder with the key by which it is given out once. */
export type KeyedReminder = ContactDate.Reminder & { readonly key: ReminderStore.ReminderKey }

/**
 * Contacts that have a reminder on the run's date which nobody got yet, with the newest such. What the run `takenBy` has
 * given out itself counts as open: another contact of the same person, in this chunk or an earlier one, got it just now.
 */
export const findReminders = Effect.fnUntraced(function*(
  deps: { readonly persons: PersonHasher.Service; readonly reminders: ReminderStore.Service },
  run: Pick<Run, "jewellerId" | "campaignId"> & {
    readonly reminder: NonNullable<Run["reminder"]>
    readonly madeUp?: boolean
    readonly takenBy?: RunId
  },
  contacts: ReadonlyArray<Contact.Contact>
) {
  const { on, rule, since } = run.reminder
  const due = contacts.flatMap((contact) => {
    const { due } = ContactDate.decide(rule, Contact.dates(contact), { on, since, madeUp: run.madeUp === true })
    const person = due.length === 0 ? null : deps.persons.hash(run.jewellerId, contact)
    const reminders = due.map((reminder) => ({
      ...reminder,
      key: {
        // Whoever has neither number nor user id is skipped for that, and nobody else has this key.
        person: person ?? contact.id,
        dueMonth: ContactDate.dueMonth(reminder),
        daysBefore: reminder.daysBefore
      }
    }))
    return reminders.length === 0 ? [] : [{ contact, reminders }]
  })
  const keys = due.flatMap(({ reminders }) => reminders.map(({ key }) => key))
  const taken = new Set<string>()
  for (let from = 0; from < keys.length; from += ReminderStore.maxKeys) {
    const found = yield* deps.reminders.findTaken(
      run.jewellerId,
      run.campaignId,
      keys.slice(from, from + ReminderStore.maxKeys)
    )
    for (const key of found) if (key.runId !== run.takenBy) taken.add(ReminderStore.toText(key))
  }
  return due.flatMap(({ contact, reminders }) => {
    const reminder: KeyedReminder | undefined = reminders.find(({ key }) => !taken.has(ReminderStore.toText(key)))
    return reminder === undefined ? [] : [{ contact, reminder }]
  })
})
