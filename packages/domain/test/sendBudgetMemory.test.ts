import { assert, describe, it } from "@effect/vitest"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { Claim } from "@ektola/domain/ports/SendBudget"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import { Budget } from "../src/ports/memory/internal/Budget.js"

const second = 1_000_000
const periods = { horizon: 4 * second, pairInterval: 6 * second, reachWindow: 86_400 * second }

const aClaim = (number: number, over: Partial<Claim> = {}): Claim => ({
  messageId: `message ${number}` as MessageId,
  phoneNumberId: `number ${number}` as PhoneNumberId,
  ratePerSecond: 80,
  recipient: `recipient ${number}`,
  portfolio: null,
  ...over
})

describe("the memory of a budget in this process", () => {
  it("is forgotten bit by bit as it is over", () => {
    const budget = new Budget(periods, 0)
    for (let number = 0; number < 20_000; number++) {
      const now = number * 10_000
      budget.forget(now)
      const claim = aClaim(number)
      const grant = budget.reserve(claim, 0, now)
      assert(grant._tag === "Granted")
      if (number % 2 === 0) budget.giveBack(claim, grant.instant * 1000, now)
      budget.reserve(aClaim(number, { messageId: `other ${number}` as MessageId }), 0, now)
    }
    // 600 pairs within 6 seconds, 3 or 4 entries for each, and their numbers.
    assert.isBelow(budget.size, 5_000)
    for (let call = 0; call < 2_000; call++) budget.forget(400 * second)
    assert.strictEqual(budget.size, 0)
  })

  it("is not what a held number is forgotten from", () => {
    const budget = new Budget(periods, 0)
    const { phoneNumberId } = aClaim(1)
    budget.hold(phoneNumberId, 100 * second)
    for (let call = 0; call < 10; call++) budget.forget(50 * second)
    assert.strictEqual(budget.reserve(aClaim(1), 0, 50 * second)._tag, "Later")
  })
})
