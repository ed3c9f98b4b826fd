/**
 * Schedules: what they mean, before and after a campaign has one. The rules are the domain's; here stands what the API
 * documents about every field.
 *
 * @since 0.1.0
 */
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as MissedRuns from "@ektola/domain/recurrence/MissedRuns"
import * as MonthDay from "@ektola/domain/recurrence/MonthDay"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as Domain from "@ektola/domain/recurrence/Schedule"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as ApiError from "./ApiError.js"
import { Authentication } from "./Authentication.js"
import { about, body, count, documented, givenInstant, instant, integer } from "./internal/fields.js"

const date = (description: string) =>
  documented(LocalDate.LocalDate, { type: "string", format: "date", examples: ["2026-12-05"] }, description)

const clockShape = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"

const time = (description: string) =>
  documented(LocalDate.LocalTime, { type: "string", pattern: `^${clockShape}$`, examples: ["10:00"] }, description)

const zone = documented(
  Recurrence.OneTime.fields.zone,
  { type: "string", minLength: 1, examples: ["Asia/Kolkata"] },
  "The zone in which dates and times are meant, by its IANA name. Abbreviations such as IST are refused."
)

const whole = (least: number, most: number) => ({ type: "integer", minimum: least, maximum: most })

const [ByDate, ByCount] = Recurrence.End.members

// The two shapes as one, so that a fault in one of them is not told as a fault of the other too.
const End = Schema.compose(
  documented(
    Schema.Struct({
      by: Schema.optionalWith(ByDate.fields.by, { exact: true }),
      count: Schema.optionalWith(ByCount.fields.count, { exact: true })
    }).pipe(
      Schema.filter(({ by, count }) =>
        (by === undefined) !== (count === undefined) || "needs by or count, one of the two"
      )
    ),
    {
      anyOf: [
        {
          type: "object",
          required: ["by"],
          properties: { by: { type: "string", format: "date", description: "The last date on which it may run." } },
          additionalProperties: false
        },
        {
          type: "object",
          required: ["count"],
          properties: {
            count: { ...whole(1, 10_000), description: "How many times. Excluded dates use it up, extra ones do not." }
          },
          additionalProperties: false
        }
      ]
    },
    "By a date, or after a number of times."
  ),
  Schema.typeSchema(Recurrence.End),
  { strict: false }
).annotations({ identifier: "ScheduleEnd" })

const dates = (field: typeof Recurrence.Daily.fields.excluded, description: string) =>
  Schema.optionalWith(
    documented(field.from, {
      type: "array",
      items: { type: "string", format: "date" },
      maxItems: Recurrence.maxDates
    }),
    { exact: true, default: () => [] }
  ).annotations({ description, default: [] })

const series = {
  start: date("The first date of the rule; weeks, months and years are counted from it."),
  time: time("The local time of day. One that the clocks skip moves forward by the gap."),
  zone,
  interval: Schema.optionalWith(
    documented(Recurrence.Daily.fields.interval.from, whole(1, 999)),
    { exact: true, default: () => 1 }
  ).annotations({ description: "Every how many days, weeks, months, quarters or years.", default: 1 }),
  end: Schema.optionalWith(Schema.NullOr(End), { exact: true, default: () => null }).annotations({
    description: "When it is over. Null: never.",
    default: null
  }),
  excluded: dates(Recurrence.Daily.fields.excluded, "Dates on which it does not run."),
  extra: dates(
    Recurrence.Daily.fields.extra,
    "Further dates on which it runs at the same time, also before `start` and after `end`."
  )
}

const weekday = about(LocalDate.Weekday, "Monday (MO) to Sunday (SU).")

const [DayOfMonth, LastDayOfMonth, WeekdayOfMonth] = MonthDay.MonthDay.members

const shortMonths = (description: string) =>
  Schema.optionalWith(MonthDay.ShortMonths, { exact: true, default: () => "CLAMP" as const }).annotations({
    description,
    default: "CLAMP"
  })

const DayInMonth = Schema.Union(
  Schema.Struct({
    ...DayOfMonth.fields,
    day: documented(DayOfMonth.fields.day, whole(1, 31), "The number of the day."),
    shortMonths: shortMonths("In a month that lacks the day. CLAMP: on its last day. SKIP: not at all.")
  }).annotations({ identifier: "DayOfMonth", description: "A day by its number." }),
  LastDayOfMonth.annotations({ identifier: "LastDayOfMonth", description: "The last day, whatever its number." }),
  Schema.Struct({
    ...WeekdayOfMonth.fields,
    weekday,
    nth: documented(
      WeekdayOfMonth.fields.nth,
      { type: "integer", enum: [1, 2, 3, 4, 5, -1, -2, -3, -4, -5] },
      "1: the first one of the month; -1: the last one. A month without a fifth is left out."
    )
  }).annotations({ identifier: "WeekdayOfMonth", description: "Such as the second Saturday." })
).annotations({ identifier: "MonthDay" })

const monthDays = Schema.Array(DayInMonth).pipe(
  Schema.filter(
    (days, options, self) => Option.getOrUndefined(Recurrence.Monthly.fields.on.filter(days, options, self)),
    { jsonSchema: { minItems: 1, maxItems: 31 }, description: "On which days of a month." }
  )
)

const OneTime = Schema.Struct({
  ...Recurrence.OneTime.fields,
  at: documented(
    Recurrence.OneTime.fields.at,
    { type: "string", pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T${clockShape}$`, examples: ["2026-12-05T10:00"] },
    "The local date and time, without Z or offset: the zone stands beside it."
  ),
  zone
}).annotations({ identifier: "OneTimeSchedule", description: "Once." })

const Daily = Schema.Struct({ ...Recurrence.Daily.fields, ...series }).annotations({
  identifier: "DailySchedule",
  description: "Every day, or every `interval` days from `start`."
})

const Weekly = Schema.Struct({
  ...Recurrence.Weekly.fields,
  weekdays: documented(
    Recurrence.Weekly.fields.weekdays,
    { type: "array", items: { type: "string", enum: LocalDate.Weekday.literals }, minItems: 1, maxItems: 7 },
    "On which days of a week."
  ),
  weekStart: Schema.optionalWith(LocalDate.Weekday, { exact: true, default: () => "MO" as const }).annotations({
    description: "The day on which weeks begin. It matters only where `interval` leaves weeks out.",
    default: "MO"
  }),
  ...series
}).annotations({
  identifier: "WeeklySchedule",
  description: "On weekdays of every week, or of every `interval` weeks from the week of `start`."
})

const Monthly = Schema.Struct({ ...Recurrence.Monthly.fields, on: monthDays, ...series }).annotations({
  identifier: "MonthlySchedule",
  description: "On days of every month, or of every `interval` months from the month of `start`."
})

const Quarterly = Schema.Struct({ ...Recurrence.Quarterly.fields, on: monthDays, ...series }).annotations({
  identifier: "QuarterlySchedule",
  description: "On days of the month of `start` and of every third month after it, times `interval`."
})

const Yearly = Schema.Struct({
  ...Recurrence.Yearly.fields,
  months: documented(
    Recurrence.Yearly.fields.months,
    { type: "array", items: whole(1, 12), minItems: 1, maxItems: 12 },
    "In which months; 1 is January."
  ),
  on: monthDays,
  ...series
}).annotations({
  identifier: "YearlySchedule",
  description: "On days of some months of every year, or of every `interval` years from the year of `start`."
})

const NearContactDate = Schema.Struct({
  ...ContactDate.ContactDateRule.fields,
  date: about(
    ContactDate.ContactDate,
    "Which date of a contact. PAYMENT_DAY comes every month, BIRTHDAY and ANNIVERSARY every year, MATURITY once."
  ),
  daysBefore: documented(
    ContactDate.ContactDateRule.fields.daysBefore,
    { type: "array", items: whole(-31, 60), minItems: 1, maxItems: 31, uniqueItems: true, examples: [[3, 0, -2]] },
    "When to remind: 3 is three days before the date, 0 on it, -2 two days after it."
  ),
  shortMonths: shortMonths("In a month that lacks the day. CLAMP: due on its last day. SKIP: not due."),
  start: date("The first date on which it may run."),
  time: time("The local time at which reminders go out."),
  zone,
  end: Schema.optionalWith(
    Schema.NullOr(
      Schema.Struct({ by: date("The last date on which it may run.") }).annotations({ identifier: "ScheduleEndDate" })
    ),
    { exact: true, default: () => null }
  ).annotations({ description: "When it is over. Null: never.", default: null })
}).annotations({
  identifier: "ContactDateSchedule",
  description: "Every day, for the contacts whose own date is as near as `daysBefore` says."
})

const kinds = Schema.Union(OneTime, Daily, Weekly, Monthly, Quarterly, Yearly, NearContactDate)

const described = {
  identifier: "Schedule",
  description:
    "When a campaign runs: a local time with its zone, on the days of a calendar or near a date of each contact. " +
    "`kind` tells which fields there are."
}

/**
 * A schedule that is given: the domain looks at it as a whole.
 *
 * @since 0.1.0
 * @category model
 */
export const Schedule = Schema.compose(kinds, Schema.typeSchema(Domain.Schedule)).annotations(described)

/**
 * A schedule that is stored: it was looked at when it was given, and a list of many costs no second look.
 *
 * @since 0.1.0
 * @category model
 */
export const StoredSchedule = kinds.annotations(described)

const [Skip, SendLate] = MissedRuns.MissedRuns.members

/**
 * @since 0.1.0
 * @category model
 */
export const MissedRunsPolicy = Schema.Union(
  Skip.annotations({
    identifier: "SkipMissedRuns",
    description: "An occurrence that could not run in time is left out."
  }),
  Schema.Struct({
    ...SendLate.fields,
    until: time("The last local time of the occurrence's own date at which it may still run.")
  }).annotations({
    identifier: "SendMissedRunsLate",
    description: "It still runs late; of several only the last."
  })
).annotations({
  identifier: "MissedRuns",
  description: "What becomes of an occurrence that could not run in time."
})

const Occurrence = Schema.Struct({
  local: about(Schema.String, "What the clocks of `zone` show then, such as 2026-12-05T10:00:00."),
  zone: Schema.String,
  instant: instant("The same time in UTC.")
}).annotations({ identifier: "Occurrence" })

/**
 * @since 0.1.0
 * @category model
 */
export class Preview extends Schema.Class<Preview>("SchedulePreview")({
  sentence: about(Schema.String, "The schedule in words."),
  rrule: about(
    Schema.NullOr(Schema.String),
    "The schedule as RFC 5545 text; null when it has none, as for dates of contacts."
  ),
  occurrences: about(
    Schema.Array(Occurrence),
    "The next times, the earliest first. A schedule by dates of contacts runs every day for whoever is due."
  )
}) {}

/**
 * How many next times are shown, when nothing is said.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaultCount = 5

/**
 * How many next times are shown at most.
 *
 * @since 0.1.0
 * @category constants
 */
export const maxCount = 50

/**
 * What is known of a reminder before it is sent.
 *
 * @since 0.1.0
 * @category model
 */
export const Reminder = Schema.Struct({
  dueDate: documented(Schema.String, { type: "string", format: "date" }, "The contact's own date that it reminds of."),
  daysBefore: count("Which of the schedule's `daysBefore` it is; negative: days after the due date."),
  at: instant("When it was meant to go out."),
  until: instant("When it is too late.")
}).annotations({ identifier: "Reminder" })

/**
 * @since 0.1.0
 * @category model
 */
export const NotDueReason = ContactDate.NotDueReason

const preview = HttpApiEndpoint.post("preview", "/v1/schedules/preview")
  .setPayload(body("PreviewSchedule", {
    schedule: Schedule,
    count: Schema.optionalWith(integer(1, maxCount), { default: () => defaultCount }).annotations({
      description: "How many next times.",
      default: defaultCount
    }),
    after: Schema.optionalWith(Schema.NullOr(givenInstant()), { default: () => null }).annotations({
      description: "Only times later than this instant, written with Z or an offset. Null or absent: now."
    })
  }))
  .addSuccess(Preview)
  .annotateContext(OpenApi.annotations({
    summary: "Show what a schedule means",
    description: "Nothing is stored. The same dates come out when a campaign has this schedule."
  }))

/**
 * @since 0.1.0
 * @category groups
 */
export const group = HttpApiGroup.make("schedules")
  .add(preview)
  .addError(ApiError.Unavailable)
  .middleware(Authentication)
  .annotateContext(OpenApi.annotations({ title: "Schedules", description: "When campaigns run." }))
