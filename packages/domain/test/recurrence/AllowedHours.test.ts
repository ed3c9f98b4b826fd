import { assert, describe, it } from "@effect/vitest"
import * as AllowedHours from "@ektola/domain/recurrence/AllowedHours"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

const day: AllowedHours.AllowedHours = { from: "09:00", to: "21:00" }

const postponed = (iso: string, hours = day, zone = "Asia/Kolkata") =>
  DateTime.formatIso(AllowedHours.postpone(hours, zone, DateTime.unsafeMake(iso)))

describe("AllowedHours.postpone", () => {
  it("leaves what lies within them, the first moment included and the last not", () => {
    assert.strictEqual(postponed("2026-11-25T03:30:00.000Z"), "2026-11-25T03:30:00.000Z")
    assert.strictEqual(postponed("2026-11-25T15:29:59.999Z"), "2026-11-25T15:29:59.999Z")
    assert.strictEqual(postponed("2026-11-25T15:30:00.000Z"), "2026-11-26T03:30:00.000Z")
  })

  it("waits for the morning", () => {
    assert.strictEqual(postponed("2026-11-25T00:00:00.000Z"), "2026-11-25T03:30:00.000Z")
    assert.strictEqual(postponed("2026-11-25T20:00:00.000Z"), "2026-11-26T03:30:00.000Z")
  })

  it("goes by the clocks of the zone when they change", () => {
    assert.strictEqual(postponed("2026-03-28T22:00:00.000Z", undefined, "Europe/London"), "2026-03-29T08:00:00.000Z")
    // The opening itself is skipped.
    const early = { from: "01:30", to: "20:00" }
    assert.strictEqual(postponed("2026-03-29T00:10:00.000Z", early, "Europe/London"), "2026-03-29T01:30:00.000Z")
    // Inside the hours once the clocks have jumped, though before what the skipped opening means.
    assert.strictEqual(postponed("2026-03-29T01:00:00.000Z", early, "Europe/London"), "2026-03-29T01:00:00.000Z")
  })

  it("a day that does not exist is passed over", () => {
    assert.strictEqual(postponed("2011-12-30T08:00:00.000Z", undefined, "Pacific/Apia"), "2011-12-30T19:00:00.000Z")
  })
})

describe("AllowedHours", () => {
  it("end later than they begin", () => {
    const accepts = (from: string, to: string) =>
      Either.isRight(Schema.decodeUnknownEither(AllowedHours.AllowedHours)({ from, to }))
    assert.isTrue(accepts("09:00", "21:00"))
    assert.isFalse(accepts("21:00", "09:00"))
    assert.isFalse(accepts("09:00", "09:00"))
    assert.isFalse(accepts("9", "21:00"))
  })
})
