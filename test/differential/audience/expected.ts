import * as Campaign from "@ektola/domain/campaigns/Campaign"
import * as Consent from "@ektola/domain/contacts/Consent"
import * as Contact from "@ektola/domain/contacts/Contact"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as Audience from "@ektola/domain/segmentation/Audience"
import type * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import type { HashPerson, Tenant } from "./tenant.js"

/** What became of a contact, as one text to be compared and read. */
export type Outcome = string

export const message = (about: {
  readonly language: string
  readonly translationId: string
  readonly templateName: string
  readonly phoneNumberId: string
  readonly phone: string | null
  readonly waUserId: string | null
  readonly notAfter: Date
  readonly rendered: Audience.Recipient["rendered"]
}): Outcome => {
  const texts = (parameters: typeof about.rendered.body) => parameters.map(({ name, text }) => [name, text])
  return "message " + JSON.stringify([
    about.language,
    about.translationId,
    about.templateName,
    about.phoneNumberId,
    about.phone,
    about.waUserId,
    about.notAfter,
    texts(about.rendered.header),
    texts(about.rendered.body),
    (about.rendered.buttons ?? []).map((button) => {
      const text = button.type === "QUICK_REPLY" ? button.payload : button.type === "URL" ? button.text : button.code
      return [button.type, button.index, text]
    })
  ])
}

export const skip = (reason: string, detail: string | null): Outcome => `skip ${reason} ${detail ?? ""}`

/** Every contact of a tenant asked one by one, in the order of creation; who is not in it gets neither. */
export const expected = (
  { account, approvals, campaign, contacts, jeweller, run, taken, template, words }: Tenant,
  { hashPerson, now }: { readonly hashPerson: HashPerson; readonly now: DateTime.Utc }
): ReadonlyMap<string, Outcome> => {
  const audience: Audience.Audience = {
    segments: campaign.segments,
    template,
    approvals: Campaign.choosableApprovals(campaign, approvals.filter(({ wabaId }) => wabaId === account?.wabaId)),
    jeweller
  }
  const keyOf = (contact: Contact.Contact, { daysBefore, dueDate }: ContactDate.Reminder) =>
    `${hashPerson(jeweller.id, contact) ?? contact.id} ${dueDate.slice(0, 7)} ${daysBefore}`
  // Known by number here and by user id there, it is one person.
  const refusalOf = ({ phone, waUserId }: Contact.Contact) =>
    Consent.standing(Consent.merge(
      [{ phone, waUserId: null }, { phone: null, waUserId }].flatMap((person) =>
        words.get(hashPerson(jeweller.id, person) ?? "") ?? []
      )
    ))
  const before = new Set(taken.map(({ daysBefore, dueMonth, person }) => `${person} ${dueMonth} ${daysBefore}`))
  const given = new Set<string>()
  const outcomes = new Map<string, Outcome>()

  for (const contact of contacts.toSorted((a, b) => a.id < b.id ? -1 : 1)) {
    if (contact.createdAt.epochMillis > run.cutoffAt.epochMillis || !Audience.targets(audience, contact)) continue
    let reminder: ContactDate.Reminder | null = null
    if (run.reminder !== null) {
      const { due } = ContactDate.decide(run.reminder.rule, Contact.dates(contact), run.reminder)
      reminder = due.find((one) => !before.has(keyOf(contact, one))) ?? null
      if (reminder === null) continue
    }
    const notAfter = Math.min(run.notAfter.epochMillis, reminder?.until.epochMillis ?? Infinity)
    if (reminder !== null && notAfter <= now.epochMillis) continue
    const decision = Audience.decide(audience, contact, reminder?.dueDate ?? null, refusalOf(contact))
    if (Either.isLeft(decision)) {
      outcomes.set(contact.id, skip(decision.left.reason, decision.left.detail))
    } else if (reminder !== null && given.has(keyOf(contact, reminder))) {
      outcomes.set(contact.id, skip("ALREADY_REMINDED", reminder.dueDate))
    } else {
      if (reminder !== null) given.add(keyOf(contact, reminder))
      const { rendered, translation } = decision.right
      const { language } = translation
      outcomes.set(
        contact.id,
        message({
          language,
          translationId: translation.id,
          templateName: template.name,
          phoneNumberId: account?.phoneNumberId ?? "",
          phone: contact.phone,
          waUserId: contact.waUserId,
          notAfter: new Date(notAfter),
          rendered
        })
      )
    }
  }
  return outcomes
}
