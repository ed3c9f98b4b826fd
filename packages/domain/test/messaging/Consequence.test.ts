import { assert, describe, it } from "@effect/vitest"
import * as Consequence from "@ektola/domain/messaging/Consequence"
import { FailureClass } from "@ektola/domain/messaging/Failure"
import { at } from "./fixtures.js"

describe("Consequence.of", () => {
  it("goes by the class", () => {
    const found = Object.fromEntries(FailureClass.literals.map((name) => [
      name,
      Consequence.of({ class: name, code: null })
    ]))
    assert.deepStrictEqual(
      Object.fromEntries(Object.entries(found).filter(([, consequence]) => consequence !== null)),
      {
        ACCOUNT: "PAUSE_SENDER",
        PAYMENT: "PAUSE_SENDER",
        POLICY: "PAUSE_SENDER",
        TEMPLATE: "PAUSE_CAMPAIGN",
        OPTED_OUT: "OPT_OUT_OF_MARKETING"
      }
    )
  })

  it.each([[132001, "MISSING"], [132015, "PAUSED"], [132016, "DISABLED"], [132000, null]] as const)(
    "%d tells that the translation is %s",
    (code, status) => {
      assert.strictEqual(Consequence.approvalOf({ class: "TEMPLATE", code }), status)
      assert.strictEqual(
        Consequence.of({ class: "TEMPLATE", code }),
        status === null ? "PAUSE_CAMPAIGN" : "RECORD_APPROVAL"
      )
    }
  )
})

describe("Consequence.correctedStatus", () => {
  const cases = [
    { stored: "APPROVED", said: "PAUSED", saidAt: 10, status: "PAUSED" },
    { stored: "APPROVED", said: "PAUSED", saidAt: 5, status: "PAUSED" },
    { stored: "APPROVED", said: "PAUSED", saidAt: 4.999, status: null },
    { stored: "PAUSED", said: "PAUSED", saidAt: 10, status: null },
    { stored: "PAUSED", said: "DISABLED", saidAt: 10, status: "DISABLED" },
    { stored: "PENDING", said: "MISSING", saidAt: 10, status: null },
    { stored: "REJECTED", said: "PAUSED", saidAt: 10, status: null },
    { stored: "DISABLED", said: "MISSING", saidAt: 10, status: null }
  ] as const
  it.each(cases)("$stored since 5, said $said at $saidAt: $status", ({ said, saidAt, status, stored }) => {
    assert.strictEqual(
      Consequence.correctedStatus({ status: stored, changedAt: at(5) }, said, at(saidAt)),
      status
    )
  })
})
