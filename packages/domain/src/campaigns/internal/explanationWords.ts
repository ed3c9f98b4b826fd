import type * as DateTime from "effect/DateTime"
import type { Language } from "../../contacts/Language.js"
import type { FailureClass } from "../../messaging/Failure.js"
import type { CancelReason, Message } from "../../messaging/Message.js"
import type { NotDueReason } from "../../recurrence/ContactDate.js"
import * as LocalDate from "../../recurrence/LocalDate.js"
import * as TimeZone from "../../recurrence/TimeZone.js"
import type { SkipReason } from "../../segmentation/Audience.js"
import type { Segment } from "../../segmentation/Segment.js"
import type { Explanation } from "../Explanation.js"
import type { MissedReason } from "../Run.js"

const skips: Readonly<Record<SkipReason, string>> = {
  DELETED: "the contact was deleted",
  OPTED_OUT: "of an opt-out from such messages",
  SUPPRESSED: "the person had opted out of such messages, before the contact was entered or since",
  NO_PHONE: "no phone number was known",
  NO_APPROVED_TRANSLATION: "WhatsApp had approved the template neither in the language wanted nor in another to use",
  CATEGORY_CHANGED: "WhatsApp takes the template for another category than the campaign was made for",
  MISSING_VARIABLE: "a value for the text was missing",
  VALUE_TOO_LONG: "the text would have been longer than WhatsApp takes",
  ALREADY_REMINDED: "the same person had got this reminder before"
}

const notDue: Readonly<Record<NotDueReason, string>> = {
  NO_DATE: "no such date is known of the customer",
  PAID: "this payment was already made",
  MATURED: "the scheme had ended",
  SET_LATER: "the customer, or the date, was entered after the time of the reminder",
  NOT_ACTIVE_THEN: "the campaign did not run at the time of the reminder",
  NOT_THIS_DAY: "it was not the day for it"
}

const segments: Readonly<Record<Segment, string>> = {
  GOLD_LOAN: "gold loan",
  GOLD_SIP: "gold savings",
  MARKETING: "marketing"
}

export const languages: Readonly<Record<Language, string>> = {
  en: "English",
  hi: "Hindi",
  kn: "Kannada",
  ta: "Tamil",
  pa: "Punjabi"
}

const missed: Readonly<Record<MissedReason, string>> = {
  LATE: "it could not begin in time",
  PAUSED: "the campaign was paused",
  RESCHEDULED: "the campaign got another schedule before"
}

const cancellations: Readonly<Record<CancelReason, string>> = {
  EXPIRED: "it could not leave in time",
  OPTED_OUT: "the customer opted out before it left",
  CONTACT_DELETED: "the contact was deleted before it left",
  TEMPLATE_NOT_APPROVED: "WhatsApp no longer approves the template",
  CATEGORY_CHANGED: "WhatsApp moved the template to another category",
  CAMPAIGN_COMPLETED: "the campaign was over",
  JEWELLER_STOPPED: "the shop's account may not send"
}

const failures: Readonly<Record<FailureClass, string>> = {
  RETRY: "a passing fault",
  THROUGHPUT: "too many messages at once from this number",
  APP_THROUGHPUT: "too many messages at once",
  PAIR: "too many messages to this customer in a short time",
  DEFER: "WhatsApp limits how many marketing messages a person gets",
  EXPERIMENT: "WhatsApp shows this customer no marketing at present",
  RECIPIENT: "WhatsApp cannot reach this number",
  OPTED_OUT: "the customer stopped marketing messages in WhatsApp",
  TEMPLATE: "WhatsApp refuses the template",
  ACCOUNT: "WhatsApp does not let the shop's number send",
  PAYMENT: "WhatsApp has a problem with the shop's payment",
  POLICY: "WhatsApp has blocked the shop's number for breaking its rules",
  MESSAGE: "WhatsApp refuses this message",
  OUTCOME_UNKNOWN: "WhatsApp's answer was lost and nothing more was heard, so it may or may not have arrived"
}

/** One sentence; `who` is a name. */
export const sentence = (explanation: Explanation, who: string, zone: string): string => {
  const { answer, detail, message, reason } = explanation
  switch (answer) {
    case "MESSAGE":
      return message === null ? "" : `The message to ${who} ${fate(message, zone)}.`
    case "SKIPPED":
      return `${upper(who)} got no message because ${wordsOf(skips, reason)}${about(reason, detail)}.`
    case "RUN_MISSED":
      return `Nobody got a message in this run because ${wordsOf(missed, reason)}.`
    case "ADDED_LATER":
      return `${upper(who)} was added after this run had begun.`
    case "RUN_PREPARING":
      return `This run is still being prepared and has not come to ${who} yet.`
    case "NOT_TARGETED":
      return `The campaign is not for the segment that ${who} is in now (${wordsOf(segments, detail)}).`
    case "NOT_DUE":
      return `No reminder was due for ${who} in this run: ${wordsOf(notDue, reason)}.`
    case "ALREADY_REMINDED":
      return `${upper(who)} has had this reminder in another run or under another contact${dueOn(detail)}.`
    case "TOO_LATE":
      return `This run began too late for the reminder to ${who}${dueOn(detail)}.`
    case "UNKNOWN_THEN":
      return `Why ${who} got no message in this run cannot be told any more: what is stored now was different then.`
  }
}

const fate = (message: Message, zone: string): string => {
  const on = (instant: DateTime.Utc | null) => instant === null ? "" : ` on ${moment(zone, instant)}`
  const failure = message.failure === null ? "" : `: ${failures[message.failure.class]}`
  switch (message.state) {
    case "QUEUED":
      return failure === ""
        ? `waits to be sent, not before ${moment(zone, message.dueAt)}`
        : `waits for another try${on(message.dueAt)}${failure}`
    case "SENDING":
      return "is being sent"
    case "UNCONFIRMED":
      return "was handed to WhatsApp, whose answer was lost; what became of it is being found out"
    case "SENT":
      return `was sent${on(message.sentAt ?? message.acceptedAt)}; WhatsApp has not reported that it arrived`
    case "DELIVERED":
      return `was delivered${on(message.deliveredAt)}; WhatsApp has not reported that it was read`
    case "READ":
      return `was read${on(message.readAt)}`
    case "FAILED":
      return `failed${on(message.failedAt)}${failure}`
    case "CANCELLED":
      return `was not sent${message.cancelReason === null ? "" : `: ${cancellations[message.cancelReason]}`}`
  }
}

const wordsOf = (table: Readonly<Record<string, string>>, reason: string | null): string =>
  reason === null ? "of a reason that was not stored" : table[reason] ?? reason

/** What a skip's detail names, in brackets. */
const about = (reason: Explanation["reason"], detail: string | null): string => {
  if (detail === null) return ""
  if (reason === "ALREADY_REMINDED") return dueOn(detail)
  return ` (${reason === "NO_APPROVED_TRANSLATION" ? wordsOf(languages, detail) : detail})`
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const dueOn = (date: string | null): string => date === null ? "" : ` (due on ${day(date)})`

/** "25 November 2026 at 10:02". */
const moment = (zone: string, instant: DateTime.Utc): string => {
  const isKnown = TimeZone.isKnown(zone)
  const local = TimeZone.format(isKnown ? zone : "UTC", instant)
  return `${day(local.slice(0, 10))} at ${local.slice(11, 16)}${isKnown ? "" : " UTC"}`
}

const day = (text: string): string => {
  const { date, month, year } = LocalDate.toParts(LocalDate.parse(text))
  return `${date} ${LocalDate.monthName(month)} ${year}`
}
