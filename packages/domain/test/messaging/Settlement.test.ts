import { assert, describe, it } from "@effect/vitest"
import * as Settlement from "@ektola/domain/messaging/Settlement"
import * as Duration from "effect/Duration"
import { at } from "./fixtures.js"

/** Seconds: an attempt that began at 0, with a deadline of 900 s, whose message ends at 5000. */
interface Case {
  readonly name: string
  readonly now: number
  readonly laterStatusAt: number | null
  readonly begunAt?: number
  readonly over: boolean
}

const cases: ReadonlyArray<Case> = [
  { name: "no status of a later attempt proves nothing, however long", now: 4999, laterStatusAt: null, over: false },
  { name: "nor does the deadline alone", now: 900, laterStatusAt: null, over: false },
  { name: "just before the deadline after the later status", now: 999.999, laterStatusAt: 100, over: false },
  { name: "at the deadline after the later status", now: 1000, laterStatusAt: 100, over: true },
  { name: "the later status counts from when it was processed", now: 3000, laterStatusAt: 2500, over: false },
  { name: "and ends it then", now: 3400, laterStatusAt: 2500, over: true },
  { name: "a later status in the past of its beginning", now: 1099, begunAt: 200, laterStatusAt: 100, over: false },
  { name: "counts from the beginning", now: 1100, begunAt: 200, laterStatusAt: 100, over: true },
  { name: "just before notAfter", now: 4999.999, laterStatusAt: 4500, over: false },
  { name: "at notAfter, with no proof at all", now: 5000, laterStatusAt: null, over: true },
  { name: "at notAfter, just begun", now: 5000, begunAt: 4999, laterStatusAt: null, over: true },
  { name: "after notAfter", now: 9000, laterStatusAt: 8999, over: true }
]

describe("Settlement.isOver", () => {
  it.each(cases)("$name: $over", ({ begunAt, laterStatusAt, now, over }) => {
    const found = Settlement.isOver({
      begunAt: at(begunAt ?? 0),
      laterStatusAt: laterStatusAt === null ? null : at(laterStatusAt),
      notAfter: at(5000),
      now: at(now),
      deadline: Settlement.defaultDeadline
    })
    assert.strictEqual(found, over)
  })

  it("waits 15 minutes by default, longer than an answer may take", () => {
    assert.strictEqual(Duration.toSeconds(Settlement.defaultDeadline), 900)
    assert.isTrue(Duration.lessThan(Settlement.defaultAnswerWithin, Settlement.defaultDeadline))
  })
})

describe("Settlement.repeatAt", () => {
  const silent = { state: "UNKNOWN", evidence: "OUTCOME_UNKNOWN" } as const
  const refused = { state: "REJECTED", evidence: "REJECTED" } as const
  const unwritten = { state: "NOT_WRITTEN", evidence: "OUTCOME_UNKNOWN" } as const
  const repeats = [
    { name: "a campaign that does not ask for it", whenUnconfirmed: "GIVE_UP", others: [], now: 10, repeats: false },
    { name: "one that does", whenUnconfirmed: "REPEAT_ONCE", others: [], now: 10, repeats: true },
    { name: "after a refusal", whenUnconfirmed: "REPEAT_ONCE", others: [refused], now: 10, repeats: true },
    {
      name: "after a request not written",
      whenUnconfirmed: "REPEAT_ONCE",
      others: [unwritten],
      now: 10,
      repeats: true
    },
    { name: "after the first silence", whenUnconfirmed: "REPEAT_ONCE", others: [silent], now: 10, repeats: false },
    { name: "just in time", whenUnconfirmed: "REPEAT_ONCE", others: [], now: 4999.999, repeats: true },
    { name: "too late", whenUnconfirmed: "REPEAT_ONCE", others: [], now: 5000, repeats: false }
  ] as const

  it.each(repeats)("$name: $repeats", ({ now, others, repeats, whenUnconfirmed }) => {
    const found = Settlement.repeatAt({ whenUnconfirmed, others, notAfter: at(5000), now: at(now) })
    assert.deepStrictEqual(found, repeats ? at(now) : null)
  })
})
