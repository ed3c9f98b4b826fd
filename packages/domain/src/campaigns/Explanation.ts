/**
 * Why a contact got a message in a run, or none.
 *
 * What was stored when the run decided is told as it is. Contacts that were not meant, or not due, leave no trace in a
 * run: for them the answer is worked out from what is known now, and says so.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import * as Contact from "../contacts/Contact.js"
import type { Message } from "../messaging/Message.js"
import * as ContactDate from "../recurrence/ContactDate.js"
import * as Audience from "../segmentation/Audience.js"
import * as words from "./internal/explanationWords.js"
import * as Run from "./Run.js"

/**
 * - MESSAGE: there is one; its state says what became of it
 * - SKIPPED: the contact was meant and due, and left out; `reason` is a skip reason
 * - RUN_MISSED: nobody got anything; `reason` says why
 * - ADDED_LATER: the contact was created after the run had begun
 * - RUN_PREPARING: the run has not come to this contact yet
 * - NOT_TARGETED: the campaign is not for the contact's segment
 * - NOT_DUE: no reminder was due on the run's date; `reason` says why
 * - ALREADY_REMINDED: the person got this reminder in another run, or by another contact
 * - TOO_LATE: the run began when the reminder's time was over
 * - UNKNOWN_THEN: by what is known now there should be a message, or the contact is gone; so it was different then
 *
 * @since 0.1.0
 * @category model
 */
export const Answer = Schema.Literal(
  "MESSAGE",
  "SKIPPED",
  "RUN_MISSED",
  "ADDED_LATER",
  "RUN_PREPARING",
  "NOT_TARGETED",
  "NOT_DUE",
  "ALREADY_REMINDED",
  "TOO_LATE",
  "UNKNOWN_THEN"
)
/**
 * One of the ten words.
 *
 * @since 0.1.0
 * @category model
 */
export type Answer = typeof Answer.Type

/**
 * STORED when the run decided, or DERIVED from what is known now.
 *
 * @since 0.1.0
 * @category model
 */
export const Known = Schema.Literal("STORED", "DERIVED")
/**
 * One of the two words.
 *
 * @since 0.1.0
 * @category model
 */
export type Known = typeof Known.Type

/**
 * `reason` belongs to SKIPPED, RUN_MISSED and NOT_DUE, `detail` names what it is about: a variable, a language, a segment
 * or a due date. `message` belongs to MESSAGE. `changedSince` warns that the contact was changed after the run had begun,
 * so that a DERIVED answer may not have held then.
 *
 * @since 0.1.0
 * @category model
 */
export interface Explanation {
  readonly answer: Answer
  readonly known: Known
  readonly reason: Audience.SkipReason | ContactDate.NotDueReason | Run.MissedReason | null
  readonly detail: string | null
  readonly message: Message | null
  readonly changedSince: boolean
}

/**
 * What is known. `contact` is null once it is purged. `free` is the newest reminder of the run's date that nobody has
 * got, if the run is about reminders.
 *
 * @since 0.1.0
 * @category model
 */
export interface Facts {
  readonly run: Run.Run
  readonly message: Message | null
  readonly skip: Audience.Skip | null
  readonly contact: Contact.Contact | null
  readonly audience: Pick<Audience.Audience, "segments" | "template">
  readonly free: ContactDate.Reminder | null
}

/**
 * The one answer. What is stored comes first, then what cannot have changed since, then what may have.
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = ({ audience, contact, free, message, run, skip }: Facts): Explanation => {
  if (message !== null) return { ...stored, answer: "MESSAGE", message }
  if (skip !== null) return { ...stored, answer: "SKIPPED", reason: skip.reason, detail: skip.detail }
  if (run.status === "MISSED") return { ...stored, answer: "RUN_MISSED", reason: run.missedReason }
  if (contact === null) return { ...derived, answer: "UNKNOWN_THEN" }
  if (DateTime.greaterThan(contact.createdAt, run.cutoffAt)) return { ...derived, answer: "ADDED_LATER" }
  if (!Run.hasDecided(run, contact.id)) return { ...derived, answer: "RUN_PREPARING" }
  const now = { ...derived, changedSince: DateTime.greaterThan(contact.updatedAt, run.cutoffAt) }
  if (!Audience.targets(audience, contact)) return { ...now, answer: "NOT_TARGETED", detail: contact.segment }
  if (run.reminder !== null) {
    const { due, reason } = ContactDate.decide(run.reminder.rule, Contact.dates(contact), run.reminder)
    if (reason !== null) return { ...now, answer: "NOT_DUE", reason }
    if (free === null) return { ...now, answer: "ALREADY_REMINDED", detail: due[0]?.dueDate ?? null }
    if (DateTime.lessThanOrEqualTo(Run.messageNotAfter(run, free), run.cutoffAt)) {
      return { ...now, answer: "TOO_LATE", detail: free.dueDate }
    }
  }
  return { ...now, answer: "UNKNOWN_THEN" }
}

const stored = { known: "STORED", reason: null, detail: null, message: null, changedSince: false } as const
const derived = { ...stored, known: "DERIVED" } as const

/**
 * The answer as a jeweller understands it: one or two English sentences, times in the run's zone.
 *
 * @since 0.1.0
 * @category rendering
 */
export const describe = (
  explanation: Explanation,
  about: { readonly name: string | null; readonly zone: string }
): string => {
  const doubt = explanation.known === "DERIVED" && explanation.changedSince && explanation.answer !== "UNKNOWN_THEN"
    ? " This goes by what is stored now; the customer's details were changed after the run began."
    : ""
  return words.sentence(explanation, about.name ?? "this customer", about.zone) + doubt
}
