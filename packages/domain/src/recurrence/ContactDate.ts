/**
 * Reminders relative to a date of each contact: so many days before, on, or after it.
 *
 * 1. A payment day D falls due in every month; the reminder N days earlier may lie in the month before.
 * 2. A reminder whose day was missed goes out until the next one for the same due date has come, or the due date is over;
 *    one after the due date for at most `lateDays` more. So of several that were missed only the newest goes out.
 * 3. Nothing is made up for from before the rule began, before `since`, or before the contact or its date was set.
 * 4. What was sent is told by the key: person, rule, due month and N. A day that moves within the month, an edited
 *    rule, or a contact that was purged and imported again repeat nothing.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { some, whole } from "./internal/fields.js"
import * as LocalDate from "./LocalDate.js"
import * as MonthDay from "./MonthDay.js"
import * as TimeZone from "./TimeZone.js"

/**
 * PAYMENT_DAY comes every month, BIRTHDAY and ANNIVERSARY every year, MATURITY once.
 *
 * @since 0.1.0
 * @category model
 */
export const ContactDate = Schema.Literal("PAYMENT_DAY", "BIRTHDAY", "ANNIVERSARY", "MATURITY")
/**
 * One of the four dates that a contact may have.
 *
 * @since 0.1.0
 * @category model
 */
export type ContactDate = typeof ContactDate.Type

/**
 * How long a reminder after the due date may be late.
 *
 * @since 0.1.0
 * @category constants
 */
export const lateDays = 3

const daysBefore = some(whole(-31, 60), 31, "number of days").pipe(
  Schema.filter((days) => new Set(days).size === days.length || "names a number of days twice")
)

/**
 * `daysBefore` 3 is three days earlier, 0 on the day, -2 two days after it. `shortMonths` is what a month does that
 * lacks the day (payment day 31, a birthday on 29 February).
 *
 * @since 0.1.0
 * @category model
 */
export const ContactDateRule = Schema.Struct({
  kind: Schema.Literal("CONTACT_DATE"),
  date: ContactDate,
  daysBefore,
  shortMonths: Schema.optionalWith(MonthDay.ShortMonths, { exact: true, default: () => "CLAMP" }),
  start: LocalDate.LocalDate,
  time: LocalDate.LocalTime,
  zone: TimeZone.TimeZoneName,
  end: Schema.optionalWith(Schema.NullOr(Schema.Struct({ by: LocalDate.LocalDate })), {
    exact: true,
    default: () => null
  })
})
/**
 * A rule that was checked, with its defaults filled in.
 *
 * @since 0.1.0
 * @category model
 */
export type ContactDateRule = typeof ContactDateRule.Type

/**
 * What is known of a contact. Payments that fall due after `maturityDate`, or up to and on `paidUntil`, are not
 * reminded of. `setAt` is when a date got its present value; absent, it came with the contact.
 *
 * @since 0.1.0
 * @category model
 */
export interface Dates {
  readonly paymentDay: number | null
  readonly birthday: string | null
  readonly anniversary: string | null
  readonly maturityDate: string | null
  readonly paidUntil: string | null
  readonly createdAt: DateTime.Utc
  readonly setAt: Partial<Readonly<Record<ContactDate, DateTime.Utc>>>
}

/**
 * One reminder to one contact. It was meant for `at` and may leave until `until`; both are exact in the rule's zone.
 *
 * @since 0.1.0
 * @category model
 */
export interface Reminder {
  readonly dueDate: string
  readonly daysBefore: number
  readonly at: DateTime.Utc
  readonly until: DateTime.Utc
}

/**
 * Why nothing is due: the contact has no such date (NO_DATE), has paid (PAID), the scheme has ended (MATURED), the
 * contact or its date came later than the reminder (SET_LATER), the rule had not begun or was paused (NOT_ACTIVE_THEN),
 * or it is simply not the day (NOT_THIS_DAY).
 *
 * @since 0.1.0
 * @category model
 */
export const NotDueReason = Schema.Literal(
  "NO_DATE",
  "PAID",
  "MATURED",
  "SET_LATER",
  "NOT_ACTIVE_THEN",
  "NOT_THIS_DAY"
)
/**
 * One of the reasons why nothing is due.
 *
 * @since 0.1.0
 * @category model
 */
export type NotDueReason = typeof NotDueReason.Type

/**
 * What a rule says about one contact on one day. `due` is newest first and has at most one reminder per due date.
 * `reason` says why it is empty, and is null when it is not.
 *
 * @since 0.1.0
 * @category model
 */
export interface Verdict {
  readonly due: ReadonlyArray<Reminder>
  readonly reason: NotDueReason | null
}

/**
 * The part of the key that a reminder adds to person and rule.
 *
 * @since 0.1.0
 * @category getters
 */
export const dueMonth = (reminder: Pick<Reminder, "dueDate">): string => reminder.dueDate.slice(0, 7)

/**
 * What may go out to a contact in the run of a local date. `since` is when the rule last began to hold: activated,
 * resumed or edited. With `madeUp` earlier runs are taken to have given out what was missed, as for a day that lies
 * further ahead than the next run: the day's own reminders are left.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
 * import * as DateTime from "effect/DateTime"
 * import * as Schema from "effect/Schema"
 *
 * const rule = Schema.decodeSync(ContactDate.ContactDateRule)({
 *   kind: "CONTACT_DATE",
 *   date: "PAYMENT_DAY",
 *   daysBefore: [3],
 *   start: "2026-11-01",
 *   time: "10:00",
 *   zone: "Asia/Kolkata"
 * })
 * const dates: ContactDate.Dates = {
 *   paymentDay: 2,
 *   birthday: null,
 *   anniversary: null,
 *   maturityDate: null,
 *   paidUntil: "2026-12-31",
 *   createdAt: DateTime.unsafeMake("2026-10-01T00:00:00Z"),
 *   setAt: {}
 * }
 *
 * // Three days before the 2nd lie in the month before.
 * const paid = ContactDate.decide(rule, dates, { on: "2026-11-29", since: null })
 * assert.deepStrictEqual(paid, { due: [], reason: "PAID" })
 *
 * const { due: [reminder] } = ContactDate.decide(rule, { ...dates, paidUntil: null }, { on: "2026-11-29", since: null })
 * assert.strictEqual(reminder?.dueDate, "2026-12-02")
 * assert.strictEqual(DateTime.formatIso(reminder.at), "2026-11-29T04:30:00.000Z")
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const decide = (
  rule: ContactDateRule,
  dates: Dates,
  query: { readonly on: string; readonly since: DateTime.Utc | null; readonly madeUp?: boolean }
): Verdict => {
  if (valueOf(rule.date, dates) === null) return { due: [], reason: "NO_DATE" }
  const day = LocalDate.parse(query.on)
  const due: Array<Reminder> = []
  let reason: NotDueReason = "NOT_THIS_DAY"
  for (const window of windowsOn(rule, dates, day)) {
    if (query.madeUp === true && window.day !== day) continue
    const refusal = refusalOf(rule, dates, window, query.since)
    if (refusal === null) due.push(toReminder(rule, window))
    else reason = refusal
  }
  return due.length > 0 ? { due, reason: null } : { due, reason }
}

/**
 * The local date of the next reminder after a date, for a contact that keeps its dates; null when none will come within
 * two years.
 *
 * @since 0.1.0
 * @category rules
 */
export const nextDate = (rule: ContactDateRule, dates: Dates, after: string): string | null => {
  const day = Math.max(LocalDate.parse(after), LocalDate.parse(rule.start) - 1)
  const end = rule.end === null ? Infinity : LocalDate.parse(rule.end.by)
  const { earliest, latest } = reach(rule)
  let next: LocalDate.Day | null = null
  for (const due of dueDays(rule, dates, day + 1 + earliest, day + 732 + latest)) {
    if (stopOf(rule, dates, due) !== null) continue
    for (const days of rule.daysBefore) {
      const reminderDay = due - days
      if (reminderDay > day && reminderDay <= end && (next === null || reminderDay < next)) next = reminderDay
    }
  }
  return next === null ? null : LocalDate.format(next)
}

/** A reminder for `due` that was meant for `day` and may go out before `closes`. */
interface Window {
  readonly due: LocalDate.Day
  readonly daysBefore: number
  readonly day: LocalDate.Day
  readonly closes: LocalDate.Day
  /** It closes when the next reminder for the same date comes, rather than with the day. */
  readonly isFollowed: boolean
}

/** The windows that are open on a day, the newest first; at most one for a due date. */
const windowsOn = (rule: ContactDateRule, dates: Dates, day: LocalDate.Day): ReadonlyArray<Window> => {
  const { earliest, latest } = reach(rule)
  const open: Array<Window> = []
  for (const due of dueDays(rule, dates, day + earliest - lateDays, day + latest)) {
    const window = windowsOf(rule, due).find((window) => window.day <= day && day < window.closes)
    if (window !== undefined) open.push(window)
  }
  return open.sort((a, b) => b.day - a.day || a.due - b.due)
}

const windowsOf = ({ daysBefore }: ContactDateRule, due: LocalDate.Day): ReadonlyArray<Window> =>
  daysBefore.map((days) => {
    const day = due - days
    const next = daysBefore.reduce((next, other) => other < days ? Math.min(next, due - other) : next, Infinity)
    const last = days >= 0 ? due + 1 : day + 1 + lateDays
    return { due, daysBefore: days, day, closes: Math.min(next, last), isFollowed: next < last }
  })

/** How far from a day the due dates lie that have a reminder on it, in days after it. */
const reach = ({ daysBefore }: ContactDateRule) => ({
  earliest: Math.min(...daysBefore, 0),
  latest: Math.max(...daysBefore, 0)
})

const valueOf = (date: ContactDate, dates: Dates): number | string | null => {
  switch (date) {
    case "PAYMENT_DAY":
      return dates.paymentDay
    case "BIRTHDAY":
      return dates.birthday
    case "ANNIVERSARY":
      return dates.anniversary
    case "MATURITY":
      return dates.maturityDate
  }
}

/** The due dates of a contact from one day to another, both included. */
const dueDays = (
  rule: ContactDateRule,
  dates: Dates,
  from: LocalDate.Day,
  to: LocalDate.Day
): ReadonlyArray<LocalDate.Day> => {
  const value = valueOf(rule.date, dates)
  if (value === null) return []
  if (rule.date === "MATURITY") {
    const day = LocalDate.parse(String(value))
    return from <= day && day <= to ? [day] : []
  }
  const first = LocalDate.toParts(from)
  const last = LocalDate.toParts(to)
  const yearly = typeof value === "string" ? LocalDate.toParts(LocalDate.parse(value)) : null
  const monthDay = {
    kind: "DAY",
    day: yearly === null ? Number(value) : yearly.date,
    shortMonths: rule.shortMonths
  } as const
  const found: Array<LocalDate.Day> = []
  for (let index = first.year * 12 + first.month - 1; index <= last.year * 12 + last.month - 1; index++) {
    const [year, month] = [Math.floor(index / 12), index % 12 + 1]
    if (yearly !== null && yearly.month !== month) continue
    const date = MonthDay.dateIn(monthDay, year, month)
    if (date === null) continue
    const day = LocalDate.toDay(year, month, date)
    if (from <= day && day <= to) found.push(day)
  }
  return found
}

const stopOf = (rule: ContactDateRule, dates: Dates, due: LocalDate.Day): NotDueReason | null => {
  if (rule.date !== "PAYMENT_DAY") return null
  if (dates.paidUntil !== null && due <= LocalDate.parse(dates.paidUntil)) return "PAID"
  if (dates.maturityDate !== null && due > LocalDate.parse(dates.maturityDate)) return "MATURED"
  return null
}

const refusalOf = (
  rule: ContactDateRule,
  dates: Dates,
  window: Window,
  since: DateTime.Utc | null
): NotDueReason | null => {
  const stop = stopOf(rule, dates, window.due)
  if (stop !== null) return stop
  if (window.day < LocalDate.parse(rule.start)) return "NOT_ACTIVE_THEN"
  if (rule.end !== null && window.day > LocalDate.parse(rule.end.by)) return "NOT_ACTIVE_THEN"
  const at = instantOf(rule, window.day, LocalDate.timeToMillis(rule.time))
  if (since !== null && DateTime.lessThan(at, since)) return "NOT_ACTIVE_THEN"
  const setAt = dates.setAt[rule.date]
  const known = setAt === undefined ? dates.createdAt : DateTime.max(dates.createdAt, setAt)
  return DateTime.lessThan(at, known) ? "SET_LATER" : null
}

const toReminder = (rule: ContactDateRule, window: Window): Reminder => {
  const time = LocalDate.timeToMillis(rule.time)
  const at = instantOf(rule, window.day, time)
  const closesAfter = (days: number) => instantOf(rule, window.closes + days, window.isFollowed ? time : 0)
  return {
    dueDate: LocalDate.format(window.due),
    daysBefore: window.daysBefore,
    at,
    // Where the clocks skip the rest of the day from its hour on, it goes out on the following one.
    until: DateTime.lessThan(at, closesAfter(0)) ? closesAfter(0) : closesAfter(1)
  }
}

/** A date that the zone skipped counts as the following one. */
const instantOf = ({ zone }: ContactDateRule, day: LocalDate.Day, millis: number): DateTime.Utc => {
  const local = day * LocalDate.millisPerDay + millis
  const found = TimeZone.get(zone)
  return DateTime.unsafeMake(
    TimeZone.toInstant(found, local) ?? TimeZone.toInstant(found, local + LocalDate.millisPerDay) ?? local
  )
}
