import { assert, describe, it } from "@effect/vitest"
import * as Description from "@ektola/domain/recurrence/Description"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as RRule from "@ektola/domain/recurrence/RRule"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import { recurrences, series } from "./arbitrary.js"
import * as reference from "./reference.js"

const millisPerDay = 86_400_000

const at = (millis: number) => DateTime.unsafeMake(millis)
const millisOf = (occurrence: Recurrence.Occurrence) => occurrence.instant.epochMillis
const show = (instants: ReadonlyArray<number>) => instants.map((instant) => new Date(instant).toISOString()).join("\n")

const startOf = (recurrence: Recurrence.Recurrence) =>
  reference.dayOf(recurrence.kind === "ONE_TIME" ? recurrence.at.slice(0, 10) : recurrence.start)

/** A recurrence and days from its start on. */
const asked = (...bounds: ReadonlyArray<readonly [number, number]>) =>
  FastCheck.tuple(
    recurrences(),
    FastCheck.tuple(
      ...bounds.map(([min, max]) => FastCheck.integer({ min: min * millisPerDay, max: max * millisPerDay }))
    )
  ).map(([recurrence, distances]) => ({
    recurrence,
    instants: distances.map((distance) => startOf(recurrence) * millisPerDay + distance)
  }))

const holds = <A>(arbitrary: FastCheck.Arbitrary<A>, check: (value: A) => void, numRuns = 400) => () =>
  FastCheck.assert(FastCheck.property(arbitrary, check), { numRuns })

describe("whatever the recurrence", { timeout: 60_000 }, () => {
  it(
    "its occurrences are those that looking at every day finds",
    holds(recurrences(), (recurrence) => {
      const [days, most] = [4000, 25]
      const horizon = (startOf(recurrence) + days - 2) * millisPerDay
      const within = (instants: ReadonlyArray<number>) => show(instants.filter((instant) => instant < horizon))
      assert.strictEqual(
        within(Recurrence.take(recurrence, most).map(millisOf)),
        within(reference.occurrences(recurrence, { days, most }))
      )
    })
  )

  it(
    "its occurrences strictly increase",
    holds(recurrences(), (recurrence) => {
      const found = Recurrence.take(recurrence, 100).map(millisOf)
      assert.isTrue(found.every((instant, index) => index === 0 || instant > (found[index - 1] ?? instant)))
    })
  )

  it(
    "each is at the wanted time, unless the clocks skip that, and then later",
    holds(recurrences(), (recurrence) => {
      const wanted = (recurrence.kind === "ONE_TIME" ? recurrence.at.slice(11) : recurrence.time).padEnd(8, ":00")
      for (const { local } of Recurrence.take(recurrence, 60)) {
        if (local.endsWith(wanted)) continue
        const date = local.slice(11) > wanted
          ? local.slice(0, 10)
          : new Date((reference.dayOf(local.slice(0, 10)) - 1) * millisPerDay).toISOString().slice(0, 10)
        assert.isFalse(reference.isShown(recurrence.zone, `${date}T${wanted}`), local)
      }
    })
  )

  it(
    "next is the first one later",
    holds(asked([-500, 9000]), ({ instants: [random = 0], recurrence }) => {
      const first = Recurrence.take(recurrence, 12).map(millisOf)
      const known = first.slice(0, -1).flatMap((instant) => [instant - 1, instant, instant + 1])
      for (const instant of known) {
        const next = Recurrence.next(recurrence, at(instant))
        assert.strictEqual(next === null ? undefined : millisOf(next), first.find((each) => each > instant))
      }
      const next = Recurrence.next(recurrence, at(random))
      if (next === null) {
        assert.strictEqual(show(Recurrence.take(recurrence, 500).map(millisOf).filter((each) => each > random)), "")
        return
      }
      assert.isAbove(millisOf(next), random)
      assert.strictEqual(show(Recurrence.between(recurrence, at(random + 1), next.instant).map(millisOf)), "")
    })
  )

  it(
    "between are those of all that lie there, and latest is the last of them",
    holds(asked([-500, 3000], [0, 1500]), ({ instants: [from = 0, distance = 0], recurrence }) => {
      const to = from + Math.max(0, distance - startOf(recurrence) * millisPerDay)
      const all: Array<number> = []
      for (const occurrence of Recurrence.all(recurrence)) {
        if (millisOf(occurrence) >= to) break
        all.push(millisOf(occurrence))
      }
      const there = all.filter((instant) => instant >= from)
      assert.strictEqual(show(Recurrence.between(recurrence, at(from), at(to)).map(millisOf)), show(there))
      const latest = Recurrence.latest(recurrence, at(to - 1))
      assert.strictEqual(latest === null ? undefined : millisOf(latest), all.at(-1))
      const exact = all.at(-1)
      if (exact === undefined) return
      assert.strictEqual(show(Recurrence.between(recurrence, at(exact), at(exact + 1)).map(millisOf)), show([exact]))
      assert.strictEqual(Recurrence.latest(recurrence, at(exact))?.instant.epochMillis, exact)
      assert.strictEqual(Recurrence.latest(recurrence, at(exact - 1))?.instant.epochMillis, all.at(-2))
    })
  )

  it(
    "its text of RFC 5545, if there is one, means the same",
    holds(
      asked([-500, 9000]),
      ({ instants: [random = 0], recurrence }) => {
        const text = RRule.format(recurrence)
        if (Either.isLeft(text)) {
          assert.include(["BYDAY", "BYMONTHDAY"], text.left.part)
          return
        }
        const parsed = Either.getOrThrow(RRule.parse(text.right))
        const both = (found: (recurrence: Recurrence.Recurrence) => ReadonlyArray<Recurrence.Occurrence>) =>
          assert.strictEqual(show(found(parsed).map(millisOf)), show(found(recurrence).map(millisOf)), text.right)
        both((each) => Recurrence.take(each, 70))
        both((each) => Recurrence.take(each, 5, at(random)))
        assert.strictEqual(Either.getOrNull(RRule.format(parsed)), text.right)
      },
      1000
    )
  )

  it(
    "it has a description",
    holds(recurrences(), (recurrence) => assert.include(Description.describe(recurrence), `(${recurrence.zone})`))
  )
})

describe("the 31st, clamped", () => {
  const clamped = series({ from: 1990, to: 2060 }).filter(({ kind }) => kind === "MONTHLY").map((recurrence) =>
    ({
      ...recurrence,
      on: [{ kind: "DAY", day: 31, shortMonths: "CLAMP" }],
      end: null
    }) as Extract<Recurrence.Recurrence, { readonly kind: "MONTHLY" }>
  )

  it(
    "is the last day of each month in turn",
    holds(clamped, (recurrence) => {
      const dates = Recurrence.take({ ...recurrence, zone: "UTC" }, 30).map(({ local }) => local.slice(0, 10))
      const [year = 0, month = 0] = recurrence.start.split("-").map(Number)
      const expected = Array.from(
        { length: 30 },
        (_, turn) => new Date(Date.UTC(year, month + turn * recurrence.interval, 0)).toISOString().slice(0, 10)
      )
      assert.strictEqual(dates.join(), expected.join())
    })
  )
})
