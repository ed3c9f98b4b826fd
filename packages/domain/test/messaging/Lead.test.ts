import { assert, describe, it } from "@effect/vitest"
import { Lead } from "../../src/messaging/internal/Lead.js"

const times = (count: number, note: () => void) => Array.from({ length: count }, note)

/** One whose begins have taken 20 ms for long. */
const settled = () => {
  const lead = new Lead()
  times(500, () => lead.began(20))
  return lead
}

describe("how long before its instant a message has to be ready", () => {
  it("is begun for as the longest of late was, and asked for as is usual", () => {
    const lead = settled()
    assert.closeTo(lead.toBegin, 25, 1)
    assert.closeTo(lead.toAsk, 20, 1)
    lead.began(220)
    assert.closeTo(lead.toBegin, 275, 1)
    assert.closeTo(lead.toAsk, 30, 1)
    times(500, () => lead.began(20))
    assert.closeTo(lead.toBegin, 25, 1)
    assert.closeTo(lead.toAsk, 20, 1)
  })

  it("counts lateness at the instant as well", () => {
    const lead = settled()
    times(500, () => lead.wasLate(10))
    assert.closeTo(lead.toBegin, 37.5, 1)
    assert.closeTo(lead.toAsk, 30, 1)
    assert.closeTo(lead.toAskAgain, 20, 1)
  })

  it("stays well below the horizon, however long a commit hung", () => {
    const lead = new Lead()
    times(100, () => {
      lead.began(60_000)
      lead.wasLate(60_000)
    })
    assert.deepStrictEqual([lead.toBegin, lead.toAsk, lead.toAskAgain], [2_000, 1_000, 1_000])
  })

  it("leaves from one POST to the next half as much again as rows of them have taken", () => {
    const lead = new Lead()
    times(200, () => lead.posted(10, 2))
    assert.closeTo(lead.betweenPosts, 0.3, 0.001)
    // The clock counts whole milliseconds.
    times(200, () => lead.posted(2, 2))
    assert.closeTo(lead.betweenPosts, 0.3, 0.001)
  })
})
