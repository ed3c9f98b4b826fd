import { assert, describe, it } from "@effect/vitest"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
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
    | { readonly kind: "reminder" | "reminderNext" }
  readonly expected: { readonly local: ReadonlyArray<string>; readonly utc: ReadonlyArray<string> }
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

const found = ({ input }: Case) => {
  if (input.kind === "series") return Recurrence.take(toRecurrence(input), 100)
  if (input.kind !== "next") return []
  const next = Recurrence.next(toRecurrence(input.rule), DateTime.unsafeMake(input.after))
  return next === null ? [] : [next]
}

describe("recurrences from public bug reports", () => {
  for (const one of readCases<Case>("recurrence.json")) {
    if (one.input.kind === "reminder" || one.input.kind === "reminderNext") continue
    it(`${one.id} ${one.fault}`, () => {
      const occurrences = found(one)
      assert.deepStrictEqual(occurrences.map(({ local }) => local.slice(0, 16)), one.expected.local)
      assert.deepStrictEqual(
        occurrences.map(({ instant }) => DateTime.formatIso(instant).replace(".000", "")),
        one.expected.utc
      )
    })
  }
})
