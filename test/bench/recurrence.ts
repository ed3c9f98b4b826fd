/**
 * The next occurrence of random rules after random instants, ours against a library for rules of RFC 5545; no instant
 * comes twice. "Asked once" is what a scheduler does: a rule as it is stored, one question, and it is forgotten. "Kept"
 * asks rules that have answered before. The library walks a rule with COUNT from its beginning, which decides its figure
 * for all rules; those without an end are measured by themselves too.
 */
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as RRule from "@ektola/domain/recurrence/RRule"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { RRuleTemporal } from "rrule-temporal"
import { series } from "../../packages/domain/test/recurrence/arbitrary.js"
import { compare } from "./interleaved.js"

const ruleCount = 300
const calls = 6000

type Series = Exclude<Recurrence.Recurrence, { readonly kind: "ONE_TIME" }>

const population = FastCheck.sample(series({ from: 2015, to: 2024 }), { numRuns: 4 * ruleCount, seed: 7 })
  .flatMap((rule) => rule.kind !== "ONE_TIME" && Either.isRight(RRule.format(rule)) ? [rule] : [])
const rules = population.slice(0, ruleCount)
const endless = population.filter(({ end }) => end === null).slice(0, ruleCount)

const earlier = (rule: Series): Series => {
  const { date, month, year } = LocalDate.toParts(LocalDate.parse(rule.start))
  return { ...rule, start: LocalDate.format(LocalDate.toDay(year - 20, month, date)) }
}

const decade = 10 * 365 * LocalDate.millisPerDay
// Multiples of an odd number, modulo 2^32, jump about and do not repeat.
const instants = Array.from(
  { length: calls },
  (_, index) => Date.UTC(2025, 0, 1) + Math.floor((index * 2_654_435_761 % 2 ** 32) / 2 ** 32 * decade)
)
const dates = instants.map((instant) => new Date(instant))
const utc = instants.map((instant) => DateTime.unsafeMake(instant))

/** One rule after another, each call with the next instant. */
const ask = <Rule, Instant>(
  rules: ReadonlyArray<Rule>,
  instants: ReadonlyArray<Instant>,
  next: (rule: Rule, after: Instant) => unknown
): void => {
  let turn = 0
  while (turn < calls) {
    for (const rule of rules) {
      const instant = instants[turn++]
      if (instant !== undefined) next(rule, instant)
    }
  }
}

const rruleOf = (rule: Series) => Either.getOrThrow(RRule.format(rule))
const read = (text: string) => new RRuleTemporal({ rruleString: text })

const kept = (rules: ReadonlyArray<Series>) => {
  const parsed = rules.map((rule) => read(rruleOf(rule)))
  return compare(
    { name: "ours", run: () => ask(rules, utc, Recurrence.next) },
    { name: "rrule-temporal", run: () => ask(parsed, dates, (rule, after) => rule.next(after)) }
  )
}

const askedOnce = (rules: ReadonlyArray<Series>) => {
  const texts = rules.map(rruleOf)
  const stored = rules.map((rule) => JSON.stringify(rule))
  let fresh: ReadonlyArray<Series> = []
  const theirs = Array.from({ length: calls }, (_, turn) => texts[turn % texts.length] ?? "")
  return compare(
    {
      name: "ours",
      // As the database's driver gives them: values that nobody has seen.
      prepare: () => {
        fresh = Array.from({ length: calls }, (_, turn) => JSON.parse(stored[turn % rules.length] ?? "") as Series)
      },
      run: () => ask(fresh, utc, Recurrence.next)
    },
    { name: "rrule-temporal", run: () => ask(theirs, dates, (text, after) => read(text).next(after)) }
  )
}

const perSecond = (milliseconds: number) => Math.round((calls / milliseconds) * 1000)

export const run = async (): Promise<void> => {
  const rows = {
    once: ["all rules, asked once", askedOnce(rules)],
    onceOld: ["the same, 20 years older", askedOnce(rules.map(earlier))],
    kept: ["all rules, kept", kept(rules)],
    keptOld: ["the same, 20 years older", kept(rules.map(earlier))],
    endless: ["without an end, kept", kept(endless)],
    endlessOld: ["the same, 20 years older", kept(endless.map(earlier))]
  } as const
  for (const [name, { ours, peer, ratio }] of Object.values(rows)) {
    const [left, right] = [ours, peer].map((each) => perSecond(each).toLocaleString("en-IN").padStart(10))
    console.log(`${name.padEnd(26)} ours ${left}/s   rrule-temporal ${right}/s   ratio ${ratio.toFixed(1)}`)
  }
  // Endless rules only: of the others, more have ended when they are older.
  const aged = endless.map(earlier)
  const age = compare(
    { name: "younger", run: () => ask(endless, utc, Recurrence.next) },
    { name: "older", run: () => ask(aged, utc, Recurrence.next) }
  )
  console.log(`ours, older rules against younger: ${age.ratio.toFixed(2)} of the time`)
  const ratio = (name: keyof typeof rows) => Number(rows[name][1].ratio.toFixed(2))
  console.log(JSON.stringify({
    bench: "recurrence",
    ours: perSecond(rows.once[1].ours),
    peer: perSecond(rows.once[1].peer),
    ratio: ratio("once"),
    ratioOld: ratio("onceOld"),
    ratioKept: ratio("kept"),
    ratioKeptOld: ratio("keptOld"),
    ratioEndless: ratio("endless"),
    ratioEndlessOld: ratio("endlessOld"),
    age: Number(age.ratio.toFixed(2))
  }))
}
