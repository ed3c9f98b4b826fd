// Somebody's own service: one day's reminders, from the schedule to the report, on the rules of @ektola/domain alone.
import * as Contact from "@ektola/domain/contacts/Contact"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import type { FailureClass } from "@ektola/domain/messaging/Failure"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import * as RetryPolicy from "@ektola/domain/messaging/RetryPolicy"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as Preview from "@ektola/domain/recurrence/Preview"
import * as Audience from "@ektola/domain/segmentation/Audience"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import { audience, contacts, nextId, schedule, sender } from "./Shop.js"

let now = DateTime.unsafeMake("2026-12-01T18:30:00Z") // its own clock
const store = new Map<string, Message.WithAttempts>() // its own store

console.log(Preview.of(schedule, { count: 1, after: now }).sentence)

// 1. Who gets a message is decided once, with a reason for everybody else.
let without = 0
for (const contact of contacts) {
  const { due: [reminder], reason } = ContactDate.decide(schedule, Contact.dates(contact), {
    on: "2026-12-02",
    since: null
  })
  const decided = Audience.decide(audience, contact, reminder?.dueDate ?? null, null)
  if (reminder === undefined || Either.isLeft(decided)) {
    without++
    console.log(`${contact.name} gets nothing: ${reason ?? Either.getOrNull(Either.flip(decided))?.reason}`)
    continue
  }
  const { rendered, translation: { id: translationId, language } } = decided.right
  const who = { contactId: contact.id, phone: contact.phone, notAfter: reminder.until }
  const what = { id: Message.MessageId.make(nextId()), translationId, language, rendered }
  store.set(contact.name ?? "", { message: Message.queue({ ...sender, ...who, ...what }, reminder.at), attempts: [] })
}

// 2. What becomes known of the last attempt. Evidence only rises; the message is what its attempts add up to.
const keep = (name: string, { message }: Message.WithAttempts, attempts: ReadonlyArray<Attempt.Attempt>) => {
  store.set(name, { message: Message.fold(message, attempts), attempts })
  console.log(`${DateTime.formatIso(now).slice(11, 19)} ${name}: ${store.get(name)!.message.state}`)
}
const learn = (name: string, event: Attempt.Event) => {
  const known = store.get(name)!
  keep(name, known, known.attempts.with(-1, Attempt.apply(known.attempts.at(-1)!, event)))
}

// 3. Its own sender loses an answer, is busy once and refuses, as the real one does.
const troubles = new Map<string, FailureClass | "LOST">([["Ravi", "LOST"], ["Gita", "RETRY"], ["Imran", "RECIPIENT"]])
for (;;) {
  const [name, known] = [...store].find(([, { message }]) => message.state === "QUEUED") ?? []
  if (name === undefined || known === undefined) break
  const { attempts: earlier, message: { dueAt, id: messageId, notAfter, phoneNumberId } } = known
  now = DateTime.max(now, dueAt)
  const [number, token] = [earlier.length + 1, nextId()]
  const begun = { id: Attempt.AttemptId.make(token), messageId, phoneNumberId, number, token, begunAt: now }
  keep(name, known, [...earlier, Attempt.begin(begun)]) // before the POST: a crash in between repeats nothing
  const trouble = troubles.get(name)
  troubles.delete(name)
  if (trouble === undefined) learn(name, { _tag: "Accepted", wamid: `wamid.${token}`, at: now })
  else if (trouble === "LOST") learn(name, { _tag: "AnswerLost", at: now })
  else {
    const failure = { class: trouble, code: null, reason: trouble, traceId: null }
    const retryAt = RetryPolicy.retryAt({ failure, earlier, now, notAfter, retryAfter: null, jitter: 0.5 })
    learn(name, { _tag: "Rejected", failure, retryAt, at: now })
  }
}

// 4. Statuses come late, twice and in any order; one of them settles the answer that was lost.
for (const told of ["Asha read", "Asha sent", "Ravi delivered", "Asha delivered", "Ravi delivered"]) {
  now = DateTime.add(now, { seconds: 1 })
  const [name = "", status = ""] = told.split(" ")
  const { phoneNumberId, token } = store.get(name)!.attempts.at(-1)!
  const nobody = { wabaId: null, recipientPhone: null, waUserId: null, failure: null }
  const update = { ...nobody, phoneNumberId, token, wamid: `wamid.${token}`, status, occurredAt: now }
  learn(name, { _tag: "StatusReported", update, retryAt: null, at: now })
}

// 5. The report, which has to add up.
const messages = [...store.values()].map(({ message }) => message)
const { byState, funnel } = Figures.fromCounts(messages.map(({ reached, state }) => ({ reached, state, count: 1 })))
console.log(JSON.stringify({ contacts: contacts.length, without, byState, funnel }))
const sum = Object.values(byState).reduce((total, count) => total + count)
const isWhole = sum === funnel.planned && sum + without === contacts.length && Figures.isSettled(byState)
if (!isWhole) throw new Error("the report does not add up")
