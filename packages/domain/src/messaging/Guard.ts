/**
 * The last check before a message leaves, made in the transaction that begins its attempt.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Campaign from "../campaigns/Campaign.js"
import * as Consent from "../contacts/Consent.js"
import type * as Contact from "../contacts/Contact.js"
import * as AllowedHours from "../recurrence/AllowedHours.js"
import * as TimeZone from "../recurrence/TimeZone.js"
import * as Category from "../templates/Category.js"
import * as Template from "../templates/Template.js"
import * as Jeweller from "../tenancy/Jeweller.js"
import * as WhatsAppAccount from "../tenancy/WhatsAppAccount.js"
import type * as Message from "./Message.js"

/**
 * What is true of a message's surroundings right now. `contact` is null when it was purged; `approval` when this WABA
 * does not know the translation. `stopped` is whether an admin holds the jeweller's sending, or everybody's. `suppression` is what the person has refused, whatever the contact says.
 *
 * @since 0.1.0
 * @category model
 */
export interface Facts {
  readonly jeweller: Pick<Jeweller.Jeweller, "status" | "allowedHours" | "zone">
  readonly account: Pick<WhatsAppAccount.WhatsAppAccount, "status" | "resumeAt" | "encryptedToken">
  readonly stopped: boolean
  readonly campaign: Pick<Campaign.Campaign, "status" | "category" | "whenTemplatePaused">
  readonly contact: Pick<Contact.Contact, "phone" | "waUserId" | "optOut" | "deletedAt"> | null
  readonly suppression: Consent.OptOutScope | null
  readonly approval: Pick<Template.WabaTemplate, "status" | "category"> | null
}

/**
 * Send it, give it up, keep it waiting because something is paused, or keep it until the jeweller's hours begin or the
 * template may be back.
 *
 * @since 0.1.0
 * @category model
 */
export type Decision =
  | { readonly _tag: "Send" }
  | { readonly _tag: "Cancel"; readonly reason: Message.CancelReason }
  | { readonly _tag: "Wait" }
  | { readonly _tag: "Postpone"; readonly until: DateTime.Utc }

/**
 * Things that can end again (a pause, a suspension) make the message wait until it expires; things that cannot end in
 * its favour cancel it. A template that WhatsApp has interrupted is what its campaign says: the one or the other. Consent is checked against the category the template has now, not the one it had at creation.
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (
  message: Pick<Message.Message, "notAfter">,
  facts: Facts,
  now: DateTime.Utc
): Decision => {
  if (DateTime.greaterThanOrEqualTo(now, message.notAfter)) return cancel("EXPIRED")
  if (facts.contact === null || facts.contact.deletedAt !== null) return cancel("CONTACT_DELETED")
  if (!Jeweller.may(facts.jeweller, "KEEP_WAITING")) return cancel("JEWELLER_STOPPED")
  if (facts.campaign.status === "COMPLETED") return cancel("CAMPAIGN_COMPLETED")
  if (facts.approval === null) return cancel("TEMPLATE_NOT_APPROVED")
  const isApproved = Template.isApproved(facts.approval)
  if (!isApproved && !(Template.mayReturn(facts.approval) && Campaign.waitsForTemplate(facts.campaign))) {
    return cancel("TEMPLATE_NOT_APPROVED")
  }
  const category = Category.forConsent(facts.campaign.category, facts.approval)
  if ([facts.contact.optOut, facts.suppression].some((scope) => Consent.refuses(scope, category))) {
    return cancel("OPTED_OUT")
  }
  if (Category.isChanged(facts.campaign.category, facts.approval)) return cancel("CATEGORY_CHANGED")
  if (
    facts.stopped || !Jeweller.maySend(facts.jeweller) || !WhatsAppAccount.maySend(facts.account, now) ||
    !Campaign.maySend(facts.campaign)
  ) return { _tag: "Wait" }
  // Somebody has resumed the campaign, or it follows its template only now. No lease in vain every moment.
  if (!isApproved) return { _tag: "Postpone", until: DateTime.addDuration(now, templateWait) }
  const until = opening(facts.jeweller, now)
  return DateTime.greaterThan(until, now) ? { _tag: "Postpone", until } : { _tag: "Send" }
}

const templateWait = Duration.minutes(10)

const unknownZoneWait = { hours: 1 }

// In a zone that this process does not know nobody can tell the hour: nothing leaves, another process may know it, and
// the batch of everybody else goes on.
const opening = ({ allowedHours, zone }: Facts["jeweller"], now: DateTime.Utc): DateTime.Utc =>
  allowedHours === null
    ? now
    : TimeZone.isKnown(zone)
    ? AllowedHours.postpone(allowedHours, zone, now)
    : DateTime.add(now, unknownZoneWait)

const cancel = (reason: Message.CancelReason): Decision => ({ _tag: "Cancel", reason })
