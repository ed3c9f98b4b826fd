/**
 * Compares recurrences with another library for rules of RFC 5545, on random rules that both can express. Prints a hash
 * of all that both answered and how many answers differ, by class; an answer that no class explains is printed whole.
 * The test beside it runs this under several TZ.
 */
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as RRule from "@ektola/domain/recurrence/RRule"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { createHash } from "node:crypto"
import { RRuleTemporal } from "rrule-temporal"
import { recurrences } from "../../packages/domain/test/recurrence/arbitrary.js"

type Series = Exclude<Recurrence.Recurrence, { readonly kind: "ONE_TIME" }>

/** A moment, and what its side believes the clocks show then. */
interface Answer {
  readonly at: number
  readonly wall: string
}

const perQuestion = 5
const hour = 3_600_000
const day = 24 * hour

const toAnswer = ({ instant, local }: Recurrence.Occurrence): Answer => ({ at: instant.epochMillis, wall: local })

const oursTo = (rule: Series, after: number | null) =>
  Recurrence.take(rule, perQuestion, after === null ? null : DateTime.unsafeMake(after)).map(toAnswer)

const peerTo = (rule: RRuleTemporal, after: number | null) => {
  const found: Array<Answer> = []
  while (found.length < perQuestion) {
    const next = rule.next(new Date(found.at(-1)?.at ?? after ?? -8e14))
    if (next === null) break
    found.push({ at: next.epochMilliseconds, wall: next.toPlainDateTime().toString({ smallestUnit: "second" }) })
  }
  return found
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What the runtime itself says the clocks show. */
const wallOf = (zone: string, at: number) => {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "medium"
  })
  clocks.set(zone, clock)
  return clock.format(at).replace(" ", "T")
}

const onDate = (rule: Series, date: string) =>
  Recurrence.take({ kind: "ONE_TIME", at: `${date}T${rule.time}`, zone: rule.zone }, 1).map(toAnswer)

/** The date that an occurrence is for, moved or not. */
const dateOf = (rule: Series, { wall }: Answer) => {
  const date = LocalDate.parse(wall)
  return LocalDate.format(wall.slice(11) < rule.time ? date - 1 : date)
}

const isSkipped = (rule: Series, { wall }: Answer) => !wall.startsWith(rule.time, 11)

/**
 * What we would answer if a time that the clocks skip were left out and not counted, as the library does; only that it
 * lets BYSETPOS=-1 choose among what is left, the day before.
 */
const withoutSkippedTimes = (
  rule: Series,
  after: number | null,
  { hasPosition, time }: { readonly hasPosition: boolean; readonly time: string }
): ReadonlyArray<Answer> => {
  const { end } = rule
  const count = end !== null && "count" in end ? end.count : null
  // In UTC every date has every time, so that these are the dates of the rule whatever the clocks of its zone do.
  const dates: Series = { ...rule, zone: "UTC", end: count === null ? end : null, excluded: [], extra: [] }
  const from = count === null && after !== null ? DateTime.unsafeMake(after - 3 * day) : null
  const [extra, excluded] = [rule.extra, rule.excluded].map((dates) => dates.flatMap((date) => onDate(rule, date)))
  const without = new Set(excluded?.map(({ at }) => at))
  const isAnswer = ({ at }: Answer) => !without.has(at) && (after === null || at > after)
  const timed = (date: string) =>
    onDate({ ...rule, time }, date).find((answer) => !isSkipped({ ...rule, time }, answer))
  const found: Array<Answer> = []
  let left = count ?? Number.POSITIVE_INFINITY
  for (const { local } of Recurrence.all(dates, from)) {
    const date = local.slice(0, 10)
    const before = LocalDate.format(LocalDate.parse(date) - 1)
    const answer = timed(date) ?? (hasPosition && Number(before.slice(8)) >= 28 ? timed(before) : undefined)
    if (answer === undefined) continue
    if (isAnswer(answer)) found.push(answer)
    if (--left === 0 || found.length === perQuestion) break
  }
  const all = new Map([...found, ...(extra ?? []).filter(isAnswer)].map((answer) => [answer.at, answer]))
  return [...all.values()].sort((a, b) => a.at - b.at).slice(0, perQuestion)
}

const key = (answers: ReadonlyArray<Answer>) => answers.map(({ at }) => at).join()

/** The names of what makes the answers differ; null when something else does. */
const explain = (
  rule: Series,
  after: number | null,
  text: string,
  ours: ReadonlyArray<Answer>,
  peer: ReadonlyArray<Answer>
): ReadonlyArray<string> | null => {
  const causes: Array<string> = []
  const within = peer.filter(({ wall }) => wall < "2200")
  if (within.length < peer.length) causes.push("later than 2199")

  const hasPosition = text.includes("BYSETPOS")
  const [first] = Recurrence.take({ ...rule, excluded: [], extra: [] }, 1).map(toAnswer)
  const isMoved = first !== undefined && isSkipped(rule, first)
  const time = isMoved ? first.wall.slice(11) : rule.time
  const expected = withoutSkippedTimes(rule, after, { hasPosition, time })
  if (key(expected) !== key(ours)) {
    const dates = (answers: ReadonlyArray<Answer>) => answers.map((answer) => dateOf(rule, answer)).join()
    if (isMoved) causes.push("a first time that the clocks skip")
    else if (!hasPosition) causes.push("a time that the clocks skip")
    else causes.push("a time that the clocks skip, under BYSETPOS")
    if (!isMoved && dates(expected) === dates(ours)) return null
  }

  // An occurrence that their offset puts before the question is an answer of ours alone.
  const [soonest, second] = expected
  const isOursAlone = soonest !== undefined && after !== null && soonest.at - after <= 2 * hour
    && wallOf(rule.zone, soonest.at) === soonest.wall && second?.wall === within[0]?.wall
  const aligned = isOursAlone ? withoutSkippedTimes(rule, soonest.at, { hasPosition, time }) : expected
  if (aligned.length !== within.length) return null
  for (const [index, { at, wall }] of within.entries()) {
    const right = aligned[index]
    if (right?.at === at) continue
    // Both mean the same date and time, and the runtime says that ours is there and theirs is not.
    if (right?.wall !== wall || wallOf(rule.zone, right.at) !== wall || wallOf(rule.zone, at) === wall) return null
    if (!causes.includes("an offset that no clock has then")) causes.push("an offset that no clock has then")
  }
  return causes
}

const wanted = Number(process.argv[2] ?? 10_000)
const questions = FastCheck.sample(
  FastCheck.tuple(recurrences({ from: 1990, to: 2060 }), FastCheck.integer({ min: -400, max: 20 * 366 })),
  { numRuns: Math.ceil(wanted * 1.3), seed: 20_261_125 }
)

const hash = createHash("sha256")
const classes = new Map<string, number>()
const unexplained: Array<unknown> = []
let rules = 0
let answers = 0
for (const [recurrence, distance] of questions) {
  const text = Either.getOrNull(RRule.format(recurrence))
  // The library knows neither "once" nor dates without a rule.
  if (text === null || !text.includes("RRULE") || recurrence.kind === "ONE_TIME") continue
  if (++rules > wanted) break
  const rule = new RRuleTemporal({ rruleString: text })
  const start = DateTime.unsafeMake(`${recurrence.start}T00:00Z`).epochMillis
  for (const after of [null, start + distance * day]) {
    answers++
    const [ours, peer] = [oursTo(recurrence, after), peerTo(rule, after)]
    hash.update(JSON.stringify([ours, peer]))
    if (key(ours) === key(peer)) continue
    const name = explain(recurrence, after, text, ours, peer)?.join(" and ")
    if (name === undefined) unexplained.push({ text, after, ours, peer })
    else classes.set(name, (classes.get(name) ?? 0) + 1)
  }
}
console.log(JSON.stringify(
  {
    rules: Math.min(rules, wanted),
    answers,
    hash: hash.digest("hex"),
    classes: Object.fromEntries([...classes].sort(([a], [b]) => a < b ? -1 : 1)),
    unexplained: unexplained.length,
    examples: unexplained.slice(0, 8)
  },
  null,
  2
))
