import { assert, describe, it } from "@effect/vitest"
import * as Guard from "@ektola/domain/messaging/Guard"
import * as DateTime from "effect/DateTime"

const india = (local: string) => DateTime.unsafeMake(`${local}:00+05:30`)
const message = { notAfter: india("2026-12-02T12:00") }

const facts: Guard.Facts = {
  jeweller: { status: "ACTIVE", allowedHours: null, zone: "Asia/Kolkata" },
  account: { status: "CONNECTED", resumeAt: null, encryptedToken: "x" },
  campaign: { status: "ACTIVE", category: "MARKETING", whenTemplatePaused: "WAIT" },
  contact: { phone: null, waUserId: null, optOut: null, deletedAt: null },
  suppression: null,
  stopped: false,
  approval: { status: "APPROVED", category: "MARKETING" }
}
const hours = { ...facts.jeweller, allowedHours: { from: "09:00", to: "21:00" } }
const utility: Partial<Guard.Facts> = {
  campaign: { status: "ACTIVE", category: "UTILITY", whenTemplatePaused: "WAIT" },
  approval: { status: "APPROVED", category: "UTILITY" }
}

describe("Guard.decide", () => {
  const night = "2026-12-01T22:30"
  const morning = { _tag: "Postpone", until: india("2026-12-02T09:00") } as const
  const optedOut = { _tag: "Cancel", reason: "OPTED_OUT" } as const
  const table: ReadonlyArray<[string, Partial<Guard.Facts>, string, Guard.Decision]> = [
    ["sends at any hour without allowed hours", {}, night, { _tag: "Send" }],
    ["a suppressed person gets nothing, whatever the contact says", { suppression: "ALL" }, night, optedOut],
    ["one suppressed for marketing gets no marketing", { suppression: "MARKETING" }, night, optedOut],
    ["but does get a reminder", { ...utility, suppression: "MARKETING" }, night, { _tag: "Send" }],
    ["a contact that refused gets nothing", { contact: { ...facts.contact!, optOut: "ALL" } }, night, optedOut],
    ["sends in allowed hours", { jeweller: hours }, "2026-12-01T20:59", { _tag: "Send" }],
    ["postpones in the evening", { jeweller: hours }, "2026-12-01T21:00", morning],
    ["postpones in the night", { jeweller: hours }, "2026-12-02T03:00", morning],
    ["sends as the hours begin", { jeweller: hours }, "2026-12-02T09:00", { _tag: "Send" }],
    ["goes by the jeweller's clock", { jeweller: { ...hours, zone: "UTC" } }, night, { _tag: "Send" }],
    ["a refusal cancels at night as well", { jeweller: hours, suppression: "ALL" }, night, optedOut],
    ["what is paused waits, at night as well", { jeweller: { ...hours, status: "SUSPENDED" } }, night, {
      _tag: "Wait"
    }],
    [
      "in a zone that nobody knows it is not sent at an hour that nobody knows",
      {
        jeweller: { ...hours, zone: "Mars/Olympus" }
      },
      night,
      { _tag: "Postpone", until: india("2026-12-01T23:30") }
    ]
  ]
  for (const [name, over, local, expected] of table) {
    it(name, () => assert.deepStrictEqual(Guard.decide(message, { ...facts, ...over }, india(local)), expected))
  }
})
