import { assert, describe, it } from "@effect/vitest"
import * as MissedRuns from "@ektola/domain/recurrence/MissedRuns"
import type * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as DateTime from "effect/DateTime"

const utc = (iso: string) => DateTime.unsafeMake(iso)

const daily = (time = "10:00"): Recurrence.Recurrence => ({
  kind: "DAILY",
  start: "2026-11-01",
  time,
  zone: "Asia/Kolkata",
  interval: 1,
  end: { by: "2026-11-30" },
  excluded: [],
  extra: []
})

const plan = (policy: MissedRuns.MissedRuns, from: string, now: string, recurrence = daily()) => {
  const { missed, next, run } = MissedRuns.plan(recurrence, policy, { from: utc(from), now: utc(now) })
  return { run: run?.local ?? null, missed: missed.map(({ local }) => local.slice(5, 10)), next: next?.local ?? null }
}

const skip = { policy: "SKIP" } as const
const late = (until: string) => ({ policy: "SEND_LATE", until }) as const

describe("MissedRuns.plan", () => {
  it("runs what is due", () => {
    assert.deepStrictEqual(plan(skip, "2026-11-10T04:30:00Z", "2026-11-10T04:30:00Z"), {
      run: "2026-11-10T10:00:00",
      missed: [],
      next: "2026-11-11T10:00:00"
    })
  })

  it("nothing is due before its time", () => {
    assert.deepStrictEqual(plan(skip, "2026-11-10T04:30:00Z", "2026-11-10T04:29:59.999Z"), {
      run: null,
      missed: [],
      next: "2026-11-10T10:00:00"
    })
  })

  it("SKIP lets a quarter of an hour pass", () => {
    assert.strictEqual(plan(skip, "2026-11-10T04:30:00Z", "2026-11-10T04:45:00Z").run, "2026-11-10T10:00:00")
    assert.deepStrictEqual(plan(skip, "2026-11-10T04:30:00Z", "2026-11-10T04:45:00.001Z"), {
      run: null,
      missed: ["11-10"],
      next: "2026-11-11T10:00:00"
    })
  })

  it("SEND_LATE runs until its time of the occurrence's own day", () => {
    assert.strictEqual(plan(late("18:00"), "2026-11-10T04:30:00Z", "2026-11-10T12:30:00Z").run, "2026-11-10T10:00:00")
    assert.isNull(plan(late("18:00"), "2026-11-10T04:30:00Z", "2026-11-10T12:30:00.001Z").run)
    assert.isNull(plan(late("18:00"), "2026-11-10T04:30:00Z", "2026-11-11T04:29:59Z").run)
  })

  it("what runs late has to be over by then, what runs in time has not", () => {
    const until = (now: string) => {
      const stretch = { from: utc("2026-11-10T04:30:00Z"), now: utc(now) }
      return MissedRuns.plan(daily(), late("18:00"), stretch).until
    }
    assert.isNull(until("2026-11-10T04:45:00Z"))
    assert.deepStrictEqual(until("2026-11-10T04:45:00.001Z"), utc("2026-11-10T12:30:00Z"))
    assert.isNull(until("2026-11-10T12:30:01Z"))
  })

  it("a late time before the occurrence's own gives no more than the quarter of an hour", () => {
    const evening = daily("22:00")
    assert.isNull(plan(late("18:00"), "2026-11-10T16:30:00Z", "2026-11-10T16:46:00Z", evening).run)
    assert.isNotNull(plan(late("18:00"), "2026-11-10T16:30:00Z", "2026-11-10T16:45:00Z", evening).run)
  })

  it("after a long time only the last one runs, and the others are told", () => {
    assert.deepStrictEqual(plan(late("21:00"), "2026-11-10T04:30:00Z", "2026-11-14T05:30:00Z"), {
      run: "2026-11-14T10:00:00",
      missed: ["11-10", "11-11", "11-12", "11-13"],
      next: "2026-11-15T10:00:00"
    })
  })

  it("after the end nothing is next", () => {
    assert.deepStrictEqual(plan(skip, "2026-11-29T04:30:00Z", "2027-01-01T00:00:00Z"), {
      run: null,
      missed: ["11-29", "11-30"],
      next: null
    })
  })

  it("tells no more than the newest of very many", () => {
    const { missed } = MissedRuns.plan({ ...daily(), start: "2020-01-01", end: null } as Recurrence.Recurrence, skip, {
      from: utc("2020-01-01T00:00:00Z"),
      now: utc("2026-11-14T05:30:00Z")
    })
    assert.strictEqual(missed.length, MissedRuns.maxRecorded)
    assert.strictEqual(missed.at(-1)?.local, "2026-11-14T10:00:00")
  })
})
