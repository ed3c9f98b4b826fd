/**
 * Recurrences as text of RFC 5545, in and out.
 *
 * What the RFC cannot say, and what a recurrence cannot, is refused with the part and the reason; nothing is left out in
 * silence. Of local times that do not exist the RFC says two things: section 3.3.10 has such instances ignored and not
 * counted, and, further down, has them read as section 3.3.5 reads an explicit date and time, with the offset before
 * the gap, which is later by the gap. Recurrences here do the latter. Readers that do the former skip that one date and,
 * with COUNT, go on for one more.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as calendar from "./internal/calendar.js"
import { type Fault, formatMoment, moment, properties, type Property, refuse, ruleParts } from "./internal/ical.js"
import * as read from "./internal/rruleRead.js"
import * as write from "./internal/rruleWrite.js"
import * as LocalDate from "./LocalDate.js"
import { Recurrence } from "./Recurrence.js"
import * as TimeZone from "./TimeZone.js"

/**
 * A recurrence has no text of RFC 5545, or a text no recurrence.
 *
 * @since 0.1.0
 * @category errors
 */
export class RRuleRefused extends Schema.TaggedError<RRuleRefused>("@ektola/domain/RRuleRefused")("RRuleRefused", {
  part: Schema.String,
  reason: Schema.String
}) {
  override get message() {
    return `${this.part}: ${this.reason}`
  }
}

const refused = (fault: Fault) => new RRuleRefused(fault)

/**
 * The lines DTSTART, RRULE, EXDATE and RDATE, not folded. DTSTART is the first day of the rule, which the RFC wants;
 * where `start` is earlier this changes neither the days nor what counts, since that day is in an active week, month or
 * year.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
 * import * as RRule from "@ektola/domain/recurrence/RRule"
 * import * as Either from "effect/Either"
 * import * as Schema from "effect/Schema"
 *
 * const weekly = Schema.decodeSync(Recurrence.Recurrence)({
 *   kind: "WEEKLY",
 *   weekdays: ["MO", "TH"],
 *   start: "2026-12-01",
 *   time: "18:30",
 *   zone: "Asia/Kolkata",
 *   end: { count: 8 }
 * })
 *
 * assert.strictEqual(
 *   Either.getOrThrow(RRule.format(weekly)),
 *   "DTSTART;TZID=Asia/Kolkata:20261203T183000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8"
 * )
 * ```
 *
 * @since 0.1.0
 * @category conversions
 */
export const format = (recurrence: Recurrence): Either.Either<string, RRuleRefused> =>
  Either.mapLeft(lines(recurrence), refused).pipe(Either.map((all) => all.join("\n")))

const lines = (recurrence: Recurrence): Either.Either<ReadonlyArray<string>, Fault> => {
  const compiled = calendar.compile(recurrence)
  const isUtc = recurrence.zone.toUpperCase() === "UTC"
  const line = (name: string, days: ReadonlyArray<LocalDate.Day>) =>
    days.length === 0
      ? []
      : [
        `${name}${isUtc ? "" : `;TZID=${recurrence.zone}`}:${
          days.map((day) => formatMoment(day, compiled.time) + (isUtc ? "Z" : "")).join(",")
        }`
      ]
  // Others would take a date that the zone skipped for the one after it.
  const existing = (days: Iterable<LocalDate.Day>) =>
    [...days].filter((day) => calendar.instantOf(compiled, day) !== null).sort((a, b) => a - b)

  const first = calendar.firstDay(compiled)
  const extra = existing(compiled.extra)
  if (first === null) {
    const [start, ...rest] = extra.filter((day) => !compiled.excluded.has(day))
    return start === undefined
      ? refuse("DTSTART", "this never happens")
      : Either.right([...line("DTSTART", [start]), ...line("RDATE", rest)])
  }
  if (recurrence.kind === "ONE_TIME") return Either.right(line("DTSTART", [first]))
  return Either.map(write.rule(recurrence, compiled), (rule) => [
    ...line("DTSTART", [first]),
    `RRULE:${rule}`,
    ...line("EXDATE", existing(compiled.excluded)),
    ...line("RDATE", extra)
  ])
}

/**
 * The recurrence that a text means. Lines may be folded, names be in lower case; DTSTART needs a TZID or the Z of UTC,
 * or else its zone is `options.zone`. Alone it is ONE_TIME. A DTSTART that is not a day of the rule is refused: the RFC
 * leaves its meaning open, and some send on that day and others do not.
 *
 * @example
 * ```ts
 * import * as assert from "node:assert"
 * import * as RRule from "@ektola/domain/recurrence/RRule"
 * import * as Either from "effect/Either"
 *
 * const lastFriday = RRule.parse("DTSTART;TZID=Asia/Kolkata:20261225T100000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR")
 * assert.strictEqual(Either.getOrThrow(lastFriday).kind, "MONTHLY")
 *
 * const hourly = RRule.parse("DTSTART:20261225T100000Z\nRRULE:FREQ=HOURLY")
 * assert.strictEqual(Either.isLeft(hourly) && hourly.left.part, "FREQ")
 * ```
 *
 * @since 0.1.0
 * @category conversions
 */
export const parse = (
  text: string,
  options?: { readonly zone?: string | undefined }
): Either.Either<Recurrence, RRuleRefused> => Either.mapLeft(understand(text, options?.zone), refused)

const understand = (text: string, zone: string | undefined): Either.Either<Recurrence, Fault> =>
  Either.gen(function*() {
    const found = yield* properties(text)
    for (const [index, { name }] of found.entries()) {
      if (!["DTSTART", "RRULE", "EXDATE", "RDATE"].includes(name)) {
        return yield* refuse(name, "is not known here; there are DTSTART, RRULE, EXDATE and RDATE")
      }
      const isTwice = found.findIndex((other) => other.name === name) < index
      if (isTwice && (name === "DTSTART" || name === "RRULE")) return yield* refuse(name, "is given twice")
    }
    const dtstart = found.find(({ name }) => name === "DTSTART")
    if (dtstart === undefined) return yield* refuse("DTSTART", "is missing; it says when the recurrence begins")
    const begin = yield* moments(dtstart, zone)
    const [start] = begin
    if (start === undefined || begin.length > 1) return yield* refuse("DTSTART", "must be one date and time")

    const dates = (name: string) =>
      Either.map(
        Either.all(
          found.filter((each) => each.name === name).map((each) =>
            Either.flatMap(
              moments(each, start.isFloating ? start.zone.name : undefined),
              (all) => Either.all(all.map((one) => sameTime(name, one, start)))
            )
          )
        ),
        (days) => [...new Set(days.flat())]
      )
    const [excluded, extra] = [yield* dates("EXDATE"), yield* dates("RDATE")]
    const rrule = found.find(({ name }) => name === "RRULE")
    if (rrule === undefined && excluded.length === 0 && extra.length === 0) {
      return yield* decode({
        kind: "ONE_TIME",
        at: LocalDate.formatDateTime(start.day, start.time),
        zone: start.zone.name
      }, "DTSTART")
    }
    // Dates without a rule: DTSTART is the only one that a rule gives.
    const { fields, onFrom } = rrule === undefined
      ? { fields: { kind: "DAILY", end: { count: 1 } }, onFrom: "DTSTART" }
      : yield* ruleOf(rrule, start)
    const [date, time] = LocalDate.formatDateTime(start.day, start.time).split("T")
    return yield* Either.flatMap(
      decode({ ...fields, start: date, time, zone: start.zone.name, excluded, extra }, onFrom),
      (recurrence) => synchronised(recurrence, start.day)
    )
  })

const ruleOf = ({ parameters, value }: Property, start: read.Start) =>
  Either.gen(function*() {
    const [parameter] = parameters.keys()
    if (parameter !== undefined) return yield* refuse(parameter, "is not known in RRULE")
    return yield* read.rule(yield* ruleParts(value), start)
  })

const isZone: (name: string) => boolean = Schema.is(TimeZone.TimeZoneName)

/** A date and time with its zone; floating when the text names none. */
interface Zoned extends read.Start {
  readonly isFloating: boolean
}

/** The dates and times of a line; `zone` is that of floating ones. */
const moments = (
  { name, parameters, value }: Property,
  zone: string | undefined
): Either.Either<ReadonlyArray<Zoned>, Fault> =>
  Either.gen(function*() {
    for (const key of parameters.keys()) {
      if (key !== "TZID" && key !== "VALUE") return yield* refuse(key, `is not known in ${name}`)
    }
    const tzid = parameters.get("TZID")
    if ((parameters.get("VALUE") ?? "DATE-TIME").toUpperCase() !== "DATE-TIME") {
      return yield* refuse(name, "must be a date with a time of day, such as 20261125T100000")
    }
    const all: Array<Zoned> = []
    for (const text of value.split(",")) {
      const { day, isUtc, time } = yield* moment(name, text.trim())
      if (time === null) return yield* refuse(name, `"${text}" needs a time of day, such as 20261125T100000`)
      if (isUtc && tzid !== undefined) return yield* refuse(name, "has both a TZID and the Z of UTC; one must go")
      const zoneName = isUtc ? "UTC" : tzid ?? zone
      if (zoneName === undefined) return yield* refuse(name, "has no time zone; add one like ;TZID=Asia/Kolkata")
      if (!isZone(zoneName)) {
        return yield* refuse("TZID", `"${zoneName}" is not a time zone; use an IANA name such as Asia/Kolkata`)
      }
      all.push({ day, time, zone: TimeZone.get(zoneName), isFloating: !isUtc && tzid === undefined })
    }
    return all
  })

/** The date on which the recurrence would be at this moment. */
const sameTime = (part: string, moment: Zoned, start: Zoned): Either.Either<string, Fault> => {
  const text = LocalDate.formatDateTime(moment.day, moment.time)
  const instant = calendar.instantOf(moment, moment.day)
  if (instant === null) {
    return refuse(part, `${moment.zone.name} had no ${text.slice(0, 10)}: its clocks skipped that date`)
  }
  const local = Math.floor(TimeZone.toLocal(start.zone, instant) / LocalDate.millisPerDay)
  // A time before midnight that was skipped has its instant on the following date.
  const day = [local, local - 1].find((each) => calendar.instantOf(start, each) === instant)
  return day === undefined
    ? refuse(part, `${text} is not at the time of day of DTSTART`)
    : Either.right(LocalDate.format(day))
}

const synchronised = (recurrence: Recurrence, start: LocalDate.Day): Either.Either<Recurrence, Fault> => {
  const first = calendar.firstDay(calendar.compile(recurrence))
  if (first === start) return Either.right(recurrence)
  const hint = first === null ? "" : `; the first one is ${LocalDate.format(first)}`
  return refuse("DTSTART", `${LocalDate.format(start)} must be a day of the rule${hint}`)
}

const partOf: Readonly<Record<string, string>> = {
  start: "DTSTART",
  time: "DTSTART",
  at: "DTSTART",
  zone: "TZID",
  interval: "INTERVAL",
  by: "UNTIL",
  count: "COUNT",
  weekdays: "BYDAY",
  weekStart: "WKST",
  months: "BYMONTH",
  excluded: "EXDATE",
  extra: "RDATE"
}

const decodeRecurrence = Schema.decodeUnknownEither(Recurrence)

/** `onFrom` is the part that the days of the month came from. */
const decode = (fields: Readonly<Record<string, unknown>>, onFrom: string): Either.Either<Recurrence, Fault> =>
  Either.mapLeft(decodeRecurrence(fields), (error) => {
    const issues = ParseResult.ArrayFormatter.formatErrorSync(error)
    // An end that is wrong as one thing lacks what the other has.
    const issue = issues.find(({ message }) => message !== "is missing") ?? issues[0]
    const path = (issue?.path ?? []).map(String)
    const key = (path[0] === "end" ? path[1] : path[0]) ?? ""
    return { part: key === "on" ? onFrom : partOf[key] ?? "RRULE", reason: issue?.message ?? "is not valid" }
  })
