import { assert, describe, it } from "@effect/vitest"
import * as SenderPause from "@ektola/domain/tenancy/SenderPause"
import * as WhatsAppAccount from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"

const at = (hours: number) => DateTime.unsafeMake(1_795_564_800_000 + hours * 3_600_000)

const connected = { status: "CONNECTED", resumeAt: null, pauses: 0 } as const
const paused = { status: "PAUSED", resumeAt: at(1), pauses: 1 } as const

describe("SenderPause.resumeAt", () => {
  const table: ReadonlyArray<readonly [WhatsAppAccount.PauseClass, ReadonlyArray<number | null>]> = [
    ["ACCOUNT", [null, null, null, null]],
    ["PAYMENT", [1, 4, 16, 24, 24]],
    ["POLICY", [6, 12, 24, 24]]
  ]
  it.each(table)("%s", (pauseClass, hours) => {
    const found = hours.map((_, index) => SenderPause.resumeAt(pauseClass, index + 1, at(0)))
    assert.deepStrictEqual(found, hours.map((hour) => hour === null ? null : at(hour)))
  })
})

describe("SenderPause.decide", () => {
  const refusal = (begunAt: number, now = begunAt) =>
    ({
      pauseClass: "PAYMENT",
      reason: "payment is missing",
      begunAt: at(begunAt),
      now: at(now)
    }) as const

  it("pauses a connected sender", () => {
    assert.deepStrictEqual(SenderPause.decide(connected, refusal(0)), {
      pauseClass: "PAYMENT",
      pauseReason: "payment is missing",
      resumeAt: at(1),
      pauses: 1
    })
  })

  it("pauses longer when the trial is refused", () => {
    const again = SenderPause.decide(paused, refusal(1, 1.5))
    assert.deepStrictEqual([again?.pauses, again?.resumeAt], [2, at(5.5)])
  })

  it("lets the first refusal decide: others of a paused sender change nothing", () => {
    assert.isNull(SenderPause.decide(paused, refusal(0)))
    assert.isNull(SenderPause.decide(paused, refusal(0.999, 2)))
    assert.isNull(SenderPause.decide({ ...paused, resumeAt: null }, refusal(100)))
  })

  it("waits for a person when the trial shows that one is needed", () => {
    const again = SenderPause.decide(paused, { ...refusal(2), pauseClass: "ACCOUNT" })
    assert.deepStrictEqual([again?.pauseClass, again?.resumeAt], ["ACCOUNT", null])
  })
})

describe("a paused sender", () => {
  it("may send, as a trial, from resumeAt on", () => {
    assert.deepStrictEqual([0.999, 1, 2].map((hour) => WhatsAppAccount.maySend(paused, at(hour))), [false, true, true])
    assert.deepStrictEqual([0.999, 1, 2].map((hour) => WhatsAppAccount.isOnTrial(paused, at(hour))), [
      false,
      true,
      true
    ])
    assert.isFalse(WhatsAppAccount.maySend({ ...paused, resumeAt: null }, at(100)))
  })

  it("is not on trial when it is connected", () => {
    assert.isTrue(WhatsAppAccount.maySend(connected, at(0)))
    assert.isFalse(WhatsAppAccount.isOnTrial(connected, at(0)))
  })

  it("is let go by an attempt of its own trial, and by none from before it", () => {
    const ends = (begunAt: number) => SenderPause.isEndedBy(paused, { begunAt: at(begunAt) })
    assert.deepStrictEqual([0.5, 1, 3].map(ends), [false, true, true])
    assert.isFalse(SenderPause.isEndedBy({ ...paused, resumeAt: null }, { begunAt: at(9) }))
  })

  it("counts persons with its portfolio, or its WABA", () => {
    const wabaId = WhatsAppAccount.WabaId.make("100000000000001")
    assert.strictEqual(WhatsAppAccount.portfolioOf({ portfolioId: "300000000000001", wabaId }), "300000000000001")
    assert.strictEqual(WhatsAppAccount.portfolioOf({ portfolioId: null, wabaId }), "100000000000001")
  })
})
