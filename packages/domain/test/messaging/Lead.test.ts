import { assert, describe, it } from "@effect/vitest"
import * as Throughput from "@ektola/domain/messaging/Throughput"
import * as Duration from "effect/Duration"
import { Lead } from "../../src/messaging/internal/Lead.js"

describe("the time before an instant", () => {
  it("grows quickly with what begins and wakings take, and shrinks slowly", () => {
    const lead = new Lead()
    lead.began(200)
    assert.strictEqual(lead.beforeBegin, 150)
    lead.began(0)
    assert.closeTo(lead.beforeBegin, 142.5, 0.001)
    lead.wasLate(20)
    assert.strictEqual(lead.beforePost, 15)
  })

  it("stays well below the horizon, whatever has hung", () => {
    const lead = new Lead()
    lead.began(60_000)
    lead.wasLate(60_000)
    assert.isAtMost(lead.beforeBegin + lead.beforePost, Duration.toMillis(Throughput.horizon) / 2)
  })
})
