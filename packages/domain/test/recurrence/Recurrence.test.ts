import { assert, describe, it } from "@effect/vitest"
import * as Recurrence from "@ektola/domain/recurrence/Recurrence"
import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

const iso = (local: string, zone: string) => DateTime.formatIso(Recurrence.toInstant(local, zone))

describe("Recurrence.toInstant", () => {
  it("takes the wall time in its zone", () => {
    assert.strictEqual(iso("2026-11-25T10:00", "Asia/Kolkata"), "2026-11-25T04:30:00.000Z")
    assert.strictEqual(iso("2026-11-25T10:00:30", "Asia/Kolkata"), "2026-11-25T04:30:30.000Z")
  })

  it("moves a time that the clock change skips forward by the gap", () => {
    assert.strictEqual(iso("2026-03-29T01:30", "Europe/London"), "2026-03-29T01:30:00.000Z")
  })

  it("takes the first of a time that occurs twice", () => {
    assert.strictEqual(iso("2026-10-25T01:30", "Europe/London"), "2026-10-25T00:30:00.000Z")
  })

  it("is undone by toLocal", () => {
    assert.strictEqual(
      Recurrence.toLocal(Recurrence.toInstant("2026-11-25T10:00", "Asia/Kolkata"), "Asia/Kolkata"),
      "2026-11-25T10:00:00"
    )
  })
})

describe("Recurrence.LocalDateTime", () => {
  const accepts = (text: string) => Either.isRight(Schema.decodeUnknownEither(Recurrence.LocalDateTime)(text))
  it("refuses offsets and dates that do not exist", () => {
    assert.isTrue(accepts("2026-11-25T10:00"))
    assert.isFalse(accepts("2026-11-25T10:00Z"))
    assert.isFalse(accepts("2026-11-25T10:00+05:30"))
    assert.isFalse(accepts("2026-02-30T10:00"))
    assert.isFalse(accepts("2026-11-25"))
    assert.isFalse(accepts("2026-11-25T24:00"))
  })
})
