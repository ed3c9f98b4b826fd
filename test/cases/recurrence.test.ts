import { assert, describe, it } from "@effect/vitest"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { readCases } from "./support.js"

interface Rule {
  readonly freq: "once" | "daily" | "weekly" | "monthly" | "quarterly" | "yearly"
  readonly tz: string
  readonly start: string
  readonly time: string
  readonly interval?: number
  readonly byWeekday?: ReadonlyArray<string>
  readonly wkst?: string
  readonly dayOfMonth?: number
  readonly monthEnd?: "clamp" | "skip" | "last"
  readonly count?: number
  readonly until?: string
}

interface Case {
  readonly id: string
  readonly fault: string
  readonly input:
    | ({ readonly kind: "series" } & Rule)
    | { readonly kind: "next"; readonly rule: Rule; readonly after: string }
    | {
      readonly kind: "reminder" | "reminderNext"
      readonly tz: string
      readonly dueDay: number
      readonly daysBefore: number
      readonly time: string
      readonly contactCreatedAt?: string
    }
  readonly expected: {
    readonly local: ReadonlyArray<string>
    readonly utc: ReadonlyArray<string>
    readonly dueDates?: ReadonlyArray<string>
  }
}

const decode = Schema.decodeUnknownSync(Recurrence.Recurrence)

const toRecurrence = (rule: Rule): Recurrence.Recurrence => {
  if (rule.freq === "once") return decode({ kind: "ONE_TIME", at: `${rule.start}T${rule.time}`, zone: rule.tz })
  const day = rule.dayOfMonth ?? Number(rule.start.slice(8))
  return decode(JSON.parse(JSON.stringify({
    kind: rule.freq.toUpperCase(),
    zone: rule.tz,
    start: rule.start,
    time: rule.time,
    interval: rule.interval,
    weekdays: rule.byWeekday,
    weekStart: rule.wkst,
    months: [Number(rule.start.slice(5, 7))],
    on: [rule.monthEnd === "last" ? { kind: "LAST_DAY" } : {
      kind: "DAY",
      day,
      shortMonths: rule.monthEnd?.toUpperCase()
    }],
    end: rule.count === undefined ? rule.until === undefined ? null : { by: rule.until } : { count: rule.count }
  })))
}

const found = (input: Extract<Case["input"], { kind: "series" | "next" }>) => {
  if (input.kind === "series") return Recurrence.take(toRecurrence(input), 100)
  const next = Recurrence.next(toRecurrence(input.rule), DateTime.unsafeMake(input.after))
  return next === null ? [] : [next]
}

const reminderOf = (input: Extract<Case["input"], { kind: "reminder" | "reminderNext" }>) => ({
  rule: Schema.decodeUnknownSync(ContactDate.ContactDateRule)({
    kind: "CONTACT_DATE",
    date: "PAYMENT_DAY",
    daysBefore: [input.daysBefore],
    start: "2020-01-01",
    time: input.time,
    zone: input.tz
  }),
  dates: {
    paymentDay: input.dueDay,
    birthday: null,
    anniversary: null,
    maturityDate: null,
    paidUntil: null,
    createdAt: DateTime.unsafeMake(input.contactCreatedAt ?? "2020-01-01T00:00:00Z"),
    setAt: {}
  }
})

const iso = (instant: DateTime.Utc) => DateTime.formatIso(instant).replace(".000", "")

describe("recurrences from public bug reports", () => {
  for (const { expected, fault, id, input } of readCases<Case>("recurrence.json")) {
    it(`${id} ${fault}`, () => {
      if (input.kind === "series" || input.kind === "next") {
        const occurrences = found(input)
        assert.deepStrictEqual(occurrences.map(({ local }) => local.slice(0, 16)), expected.local)
        assert.deepStrictEqual(occurrences.map(({ instant }) => iso(instant)), expected.utc)
        return
      }
      const { dates, rule } = reminderOf(input)
      const days = expected.local.map((local) => local.slice(0, 10))
      if (input.kind === "reminderNext") {
        const createdOn = TimeZone.format(input.tz, dates.createdAt).slice(0, 10)
        assert.strictEqual(ContactDate.nextDate(rule, dates, createdOn), days[0])
        assert.strictEqual(ContactDate.decide(rule, dates, { on: createdOn, since: null }).reason, "SET_LATER")
      }
      for (const [index, on] of days.entries()) {
        const { due } = ContactDate.decide(rule, dates, { on, since: null })
        assert.include(due.map(({ at }) => iso(at)), expected.utc[index])
        if (expected.dueDates !== undefined) {
          assert.include(due.map(({ dueDate }) => dueDate), expected.dueDates[index])
        }
      }
    })
  }
})
