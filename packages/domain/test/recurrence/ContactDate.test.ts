import { assert, describe, it } from "@effect/vitest"
import * as ContactDate from "@ektola/domain/recurrence/ContactDate"
import * as LocalDate from "@ektola/domain/recurrence/LocalDate"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

const utc = (iso: string) => DateTime.unsafeMake(iso)

const rule = (input: Partial<ContactDate.ContactDateRule>): ContactDate.ContactDateRule => ({
  kind: "CONTACT_DATE",
  date: "PAYMENT_DAY",
  daysBefore: [3],
  shortMonths: "CLAMP",
  start: "2020-01-01",
  time: "10:00",
  zone: "Asia/Kolkata",
  end: null,
  ...input
})

const contact = (input: Partial<ContactDate.Dates>): ContactDate.Dates => ({
  paymentDay: null,
  birthday: null,
  anniversary: null,
  maturityDate: null,
  paidUntil: null,
  createdAt: utc("2019-01-01T00:00:00Z"),
  setAt: {},
  ...input
})

const on = (
  day: string,
  dates: Partial<ContactDate.Dates>,
  input: Partial<ContactDate.ContactDateRule> = {},
  since: DateTime.Utc | null = null
) => ContactDate.decide(rule(input), contact(dates), { on: day, since })

/** "due date, minus N" of each reminder, or the reason. */
const says = (...args: Parameters<typeof on>) => {
  const { due, reason } = on(...args)
  return reason ?? due.map(({ daysBefore, dueDate }) => `${dueDate} -${daysBefore}`).join("; ")
}

describe("a payment day", () => {
  it("on the 2nd minus 3 days reminds in the month before, also in the year before", () => {
    assert.strictEqual(says("2026-12-30", { paymentDay: 2 }), "2027-01-02 -3")
    assert.strictEqual(says("2027-02-27", { paymentDay: 2 }), "2027-03-02 -3")
    assert.strictEqual(says("2028-02-28", { paymentDay: 2 }), "2028-03-02 -3")
  })

  it("on the 31st is due on the last day of a short month, or not at all when that is wanted", () => {
    assert.strictEqual(says("2027-02-25", { paymentDay: 31 }), "2027-02-28 -3")
    assert.strictEqual(says("2027-04-27", { paymentDay: 31 }), "2027-04-30 -3")
    assert.strictEqual(says("2027-02-25", { paymentDay: 31 }, { shortMonths: "SKIP" }), "NOT_THIS_DAY")
    assert.strictEqual(says("2027-03-28", { paymentDay: 31 }, { shortMonths: "SKIP" }), "2027-03-31 -3")
  })

  it("may be reminded of before, on and after it", () => {
    const days = { daysBefore: [5, 0, -2] }
    assert.strictEqual(says("2026-12-05", { paymentDay: 10 }, days), "2026-12-10 -5")
    assert.strictEqual(says("2026-12-10", { paymentDay: 10 }, days), "2026-12-10 -0")
    assert.strictEqual(says("2026-12-12", { paymentDay: 10 }, days), "2026-12-10 --2")
  })

  it("more than a month ahead", () => {
    assert.strictEqual(says("2027-01-29", { paymentDay: 5 }, { daysBefore: [35] }), "2027-03-05 -35; 2027-02-05 -35")
  })

  it("is told with the moment it was meant for and the moment it is too late", () => {
    assert.deepStrictEqual(on("2026-12-03", { paymentDay: 5 }).due, [{
      dueDate: "2026-12-05",
      daysBefore: 3,
      at: utc("2026-12-02T04:30:00Z"),
      until: utc("2026-12-05T18:30:00Z")
    }])
    const followed = on("2026-12-02", { paymentDay: 5 }, { daysBefore: [3, 1] }).due[0]
    assert.deepStrictEqual(followed?.until, utc("2026-12-04T04:30:00Z"))
  })
})

describe("a reminder that was missed", () => {
  it("goes out until the due date and not after it", () => {
    assert.strictEqual(says("2026-12-05", { paymentDay: 5 }), "2026-12-05 -3")
    assert.strictEqual(says("2026-12-06", { paymentDay: 5 }), "NOT_THIS_DAY")
  })

  it("gives way to the next one: the newest only", () => {
    const days = { daysBefore: [7, 3, 1] }
    assert.strictEqual(says("2026-12-13", { paymentDay: 15 }, days), "2026-12-15 -3")
    assert.strictEqual(says("2026-12-14", { paymentDay: 15 }, days), "2026-12-15 -1")
    assert.strictEqual(says("2026-12-15", { paymentDay: 15 }, days), "2026-12-15 -1")
  })

  it("after the due date is made up for within three days", () => {
    assert.strictEqual(says("2026-12-10", { paymentDay: 5 }, { daysBefore: [-2] }), "2026-12-05 --2")
    assert.strictEqual(says("2026-12-11", { paymentDay: 5 }, { daysBefore: [-2] }), "NOT_THIS_DAY")
  })

  it("is not made up for when the contact, its day, the rule or its activation came later", () => {
    const created = contact({ paymentDay: 2, createdAt: utc("2027-02-28T04:30:00Z") })
    assert.strictEqual(says("2027-02-28", created), "SET_LATER")
    assert.strictEqual(ContactDate.nextDate(rule({}), created, "2027-02-28"), "2027-03-30")
    const moved = { paymentDay: 5, setAt: { PAYMENT_DAY: utc("2026-12-02T04:30:00.001Z") } }
    assert.strictEqual(says("2026-12-03", moved), "SET_LATER")
    const inTime = { ...moved, setAt: { PAYMENT_DAY: utc("2026-12-02T04:30:00Z") } }
    assert.strictEqual(says("2026-12-03", inTime), "2026-12-05 -3")
    assert.strictEqual(
      says("2026-12-03", { ...moved, setAt: { BIRTHDAY: utc("2026-12-03T00:00:00Z") } }),
      "2026-12-05 -3"
    )
    assert.strictEqual(says("2026-12-03", { paymentDay: 5 }, { start: "2026-12-03" }), "NOT_ACTIVE_THEN")
    assert.strictEqual(says("2026-12-03", { paymentDay: 5 }, {}, utc("2026-12-02T04:30:00.001Z")), "NOT_ACTIVE_THEN")
    assert.strictEqual(says("2026-12-03", { paymentDay: 5 }, {}, utc("2026-12-02T04:30:00Z")), "2026-12-05 -3")
  })
})

describe("a day further ahead than the next run", () => {
  it("has its own reminders only, since what was missed will have gone out before", () => {
    const ahead = (day: string) =>
      ContactDate.decide(rule({ daysBefore: [3, -2] }), contact({ paymentDay: 5 }), {
        on: day,
        since: null,
        madeUp: true
      })
    assert.strictEqual(ahead("2026-12-02").due.length, 1)
    assert.deepStrictEqual(ahead("2026-12-03"), { due: [], reason: "NOT_THIS_DAY" })
    assert.strictEqual(ahead("2026-12-07").due.length, 1)
    assert.deepStrictEqual(ahead("2026-12-08"), { due: [], reason: "NOT_THIS_DAY" })
  })
})

describe("reminders stop", () => {
  it("when it is paid until the due date", () => {
    assert.strictEqual(says("2026-12-02", { paymentDay: 5, paidUntil: "2026-12-05" }), "PAID")
    assert.strictEqual(says("2026-12-02", { paymentDay: 5, paidUntil: "2026-12-04" }), "2026-12-05 -3")
  })

  it("after the maturity date", () => {
    assert.strictEqual(says("2026-12-02", { paymentDay: 5, maturityDate: "2026-12-05" }), "2026-12-05 -3")
    assert.strictEqual(says("2026-12-02", { paymentDay: 5, maturityDate: "2026-12-04" }), "MATURED")
  })

  it("when the rule has ended", () => {
    assert.strictEqual(says("2026-12-02", { paymentDay: 5 }, { end: { by: "2026-12-01" } }), "NOT_ACTIVE_THEN")
  })

  it("and the next date knows all of it", () => {
    const next = (dates: Partial<ContactDate.Dates>, input: Partial<ContactDate.ContactDateRule> = {}) =>
      ContactDate.nextDate(rule(input), contact(dates), "2026-12-02")
    assert.strictEqual(next({ paymentDay: 5 }), "2027-01-02")
    assert.strictEqual(next({ paymentDay: 5 }, { daysBefore: [3, 0] }), "2026-12-05")
    assert.strictEqual(next({ paymentDay: 5, paidUntil: "2027-03-31" }), "2027-04-02")
    assert.isNull(next({ paymentDay: 5, maturityDate: "2026-12-31" }))
    assert.isNull(next({ paymentDay: 5 }, { end: { by: "2026-12-31" } }))
    assert.strictEqual(next({ paymentDay: 5 }, { start: "2027-01-03" }), "2027-02-02")
    assert.isNull(next({}))
  })
})

describe("other dates", () => {
  it("birthday and anniversary come every year, 29 February on the 28th of other years", () => {
    const birthday = { date: "BIRTHDAY", daysBefore: [0] } as const
    assert.strictEqual(says("2027-05-12", { birthday: "1980-05-12" }, birthday), "2027-05-12 -0")
    assert.strictEqual(says("2027-02-28", { birthday: "1980-02-29" }, birthday), "2027-02-28 -0")
    assert.strictEqual(says("2028-02-29", { birthday: "1980-02-29" }, birthday), "2028-02-29 -0")
    assert.strictEqual(
      says("2027-02-28", { birthday: "1980-02-29" }, { ...birthday, shortMonths: "SKIP" }),
      "NOT_THIS_DAY"
    )
    assert.strictEqual(
      says("2026-12-30", { anniversary: "2001-01-01" }, { date: "ANNIVERSARY", daysBefore: [2] }),
      "2027-01-01 -2"
    )
    assert.strictEqual(says("2027-05-12", { paymentDay: 12 }, birthday), "NO_DATE")
  })

  it("maturity comes once, and being paid does not silence it", () => {
    const maturity = { date: "MATURITY", daysBefore: [30] } as const
    const dates = { maturityDate: "2027-03-31", paidUntil: "2027-12-31" }
    assert.strictEqual(says("2027-03-01", dates, maturity), "2027-03-31 -30")
    assert.strictEqual(says("2028-03-01", dates, maturity), "NOT_THIS_DAY")
  })
})

describe("every reminder fires exactly once", () => {
  const first = LocalDate.parse("2026-01-01")
  const years = 10
  const last = LocalDate.parse("2035-12-31")

  /** Runs on every day of ten years but those that are down, and gives back each key with the day it fired on. */
  const simulate = (
    input: Partial<ContactDate.ContactDateRule>,
    paymentDay: number,
    isDown: (day: number) => boolean
  ) => {
    const wanted = rule({ ...input, start: "2026-01-01" })
    const dates = contact({ paymentDay })
    const fired = new Map<string, string>()
    for (let day = first; day <= last; day++) {
      if (isDown(day)) continue
      const today = LocalDate.format(day)
      const { due } = ContactDate.decide(wanted, dates, { on: today, since: null })
      const key = (reminder: ContactDate.Reminder) => `${ContactDate.dueMonth(reminder)} ${reminder.daysBefore}`
      const found = due.find((reminder) => !fired.has(key(reminder)))
      if (found !== undefined) fired.set(key(found), today)
    }
    return fired
  }

  const byKey = (days: ReadonlyMap<string, string>) => [...days].sort(([a], [b]) => a < b ? -1 : 1)

  /** The keys whose reminder day lies in the ten years. */
  const expected = (daysBefore: ReadonlyArray<number>, paymentDay: number) => {
    const keys = new Map<string, string>()
    for (let month = -1; month < years * 12 + 2; month++) {
      const [year, number] = [2026 + Math.floor(month / 12), (month + 12) % 12 + 1]
      const due = LocalDate.toDay(year, number, Math.min(paymentDay, LocalDate.daysInMonth(year, number)))
      for (const days of daysBefore) {
        const day = due - days
        if (day >= first && day <= last) keys.set(`${LocalDate.format(due).slice(0, 7)} ${days}`, LocalDate.format(day))
      }
    }
    return byKey(keys)
  }

  const all = Array.from({ length: 21 }, (_, index) => 15 - index)

  for (let paymentDay = 1; paymentDay <= 31; paymentDay++) {
    it(`payment day ${paymentDay}, each N from -5 to 15 alone and all together, on its very day`, () => {
      for (const daysBefore of [all, ...all.map((days) => [days])]) {
        const fired = byKey(simulate({ daysBefore }, paymentDay, () => false))
        assert.isTrue(
          JSON.stringify(fired) === JSON.stringify(expected(daysBefore, paymentDay)),
          `N = ${daysBefore.join()}`
        )
      }
    })
  }

  it("whatever is down, as long as it is up again before the reminder is too late", () => {
    const outages = FastCheck.record({
      paymentDay: FastCheck.integer({ min: 1, max: 31 }),
      days: FastCheck.integer({ min: -5, max: 15 }),
      down: FastCheck.infiniteStream(FastCheck.tuple(FastCheck.integer({ min: 1, max: 40 }), FastCheck.nat(15)))
    })
    FastCheck.assert(
      FastCheck.property(outages, ({ days, down, paymentDay }) => {
        // Up for some days, then down for no longer than a reminder can wait.
        const longest = days >= 0 ? days : ContactDate.lateDays
        const downDays = new Set<number>()
        for (let day = first; day <= last;) {
          const [up, length] = down.next().value ?? [1, 0]
          day += up
          for (let left = Math.min(length, longest); left > 0; left--) downDays.add(day++)
        }
        const fired = simulate({ daysBefore: [days] }, paymentDay, (day) => downDays.has(day))
        for (const [key, day] of expected([days], paymentDay)) {
          const late = LocalDate.parse(fired.get(key) ?? "1970-01-01") - LocalDate.parse(day)
          const isAtTheEnd = LocalDate.parse(day) + longest > last
          if (isAtTheEnd ? late < 0 && fired.has(key) : late < 0 || late > longest) return false
        }
        return fired.size <= expected([days], paymentDay).length
      }),
      { numRuns: 60 }
    )
  })
})
