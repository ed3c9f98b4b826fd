import { assert, describe, it } from "@effect/vitest"
import type { Run } from "@ektola/domain/campaigns/Run"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Audit from "@ektola/domain/messaging/Audit"
import type * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"

const at = (seconds: number) => DateTime.unsafeMake(1_795_564_800_000 + seconds * 1000)
const messageId = Message.MessageId.make("019ae000-0000-7000-8000-000000000001")
const phoneNumberId = PhoneNumberId.make("200000000000001")
const queued = Message.queue({ id: messageId, notAfter: at(9999) } as Message.Envelope, at(0))
const begun = Attempt.begin({
  id: Attempt.AttemptId.make("019ae000-0000-7000-8000-000000000002"),
  messageId,
  phoneNumberId,
  number: 1,
  token: "token-1",
  begunAt: at(0)
})

const status = (name: string, occurredAt: DateTime.Utc): Attempt.Event => ({
  _tag: "StatusReported",
  update: {
    phoneNumberId,
    wabaId: null,
    wamid: "wamid.1",
    token: "token-1",
    status: name,
    occurredAt,
    recipientPhone: null,
    waUserId: null,
    failure: null
  },
  retryAt: null,
  at: at(100)
})

/** A message as the events leave it, with the statuses among them. */
const stored = (events: ReadonlyArray<Attempt.Event>) => {
  const attempt = events.reduce(Attempt.apply, begun)
  return {
    message: Message.fold(queued, [attempt]),
    attempts: [attempt],
    events: events.flatMap((event) =>
      event._tag === "StatusReported"
        ? [{ attemptId: begun.id, status: event.update.status, occurredAt: event.update.occurredAt }]
        : []
    )
  }
}

const failure = { class: "RECIPIENT", code: 131026, reason: "undeliverable", traceId: null } as const
const accepted = { _tag: "Accepted", wamid: "wamid.1", at: at(1) } as const
const lost = { _tag: "AnswerLost", at: at(1) } as const
const silence = { _tag: "SilenceProven", failure, retryAt: null, at: at(2) } as const

describe("Audit.ofMessage", () => {
  it("finds nothing in what was learnt, in whatever order it was", () => {
    const lives: ReadonlyArray<ReadonlyArray<Attempt.Event>> = [
      [],
      [accepted],
      [lost],
      [lost, silence],
      [lost, silence, { _tag: "NotWritten", retryAt: at(60), at: at(3) }],
      [lost, silence, accepted],
      [{ _tag: "NotWritten", retryAt: at(60), at: at(1) }],
      [{ _tag: "Rejected", failure, retryAt: null, at: at(1) }],
      [accepted, status("read", at(9)), status("sent", at(3)), status("delivered", at(4)), status("sent", at(2))],
      [status("failed", at(5)), accepted, status("failed", at(4)), status("strange", at(6))]
    ]
    for (const life of lives) assert.deepStrictEqual(Audit.ofMessage(stored(life), at(0)), [])
    assert.deepStrictEqual(Audit.ofMessage({ message: queued, attempts: [], events: [] }, null), [])
  })

  it("finds a message that its attempts do not come to", () => {
    const life = stored([accepted, status("delivered", at(4))])
    const message = { ...life.message, state: "SENT" as const, reached: "SENT" as const }
    assert.deepStrictEqual(Audit.ofMessage({ ...life, message }, at(0)), [
      "state is SENT, and its attempts come to DELIVERED",
      "reached is SENT, and its attempts come to DELIVERED"
    ])
    assert.include(Audit.ofMessage({ ...life, attempts: [] }, at(0))[0], "its attempts come to QUEUED")
  })

  it("finds a status that was stored and not applied, and one that was applied and is not stored", () => {
    const life = stored([accepted, status("sent", at(3))])
    const told = [...life.events, { attemptId: begun.id, status: "read", occurredAt: at(9) }]
    assert.deepStrictEqual(Audit.ofMessage({ ...life, events: told }, at(0)), [
      `attempt 1: readAt is null, and its events tell ${DateTime.formatIso(at(9))}`,
      "attempt 1: its evidence is SENT, and its answer (ACCEPTED) and events come to another"
    ])
    assert.strictEqual(Audit.ofMessage({ ...life, events: [] }, at(0)).length, 2)
  })

  it("does not miss events that are no longer kept, and holds those that are against the attempt", () => {
    const life = stored([accepted, status("sent", at(3)), status("read", at(9))])
    for (const since of [null, at(101)]) assert.deepStrictEqual(Audit.ofMessage({ ...life, events: [] }, since), [])
    const events = [{ attemptId: begun.id, status: "delivered", occurredAt: at(4) }]
    assert.strictEqual(Audit.ofMessage({ ...life, events }, at(101)).length, 1)
  })
})

describe("Audit.ofRun", () => {
  const messages: Figures.Counts["messages"] = [
    { language: "hi", state: "FAILED", reached: "SENT", reason: "RECIPIENT", code: 131026, count: 3 }
  ]
  const counts: Figures.Counts = { messages, skips: [{ reason: "NO_PHONE", count: 1 }] }
  const run = { status: "COMPLETED", planned: 3, skipped: 1 } as Run

  it("finds figures that a count does not give, cell by cell", () => {
    assert.deepStrictEqual(Audit.ofRun({ run, ...counts, recounted: counts }), [])
    const wrong = messages.map((cell) => ({ ...cell, count: 2 }))
    assert.deepStrictEqual(Audit.ofRun({ run, messages: wrong, skips: [], recounted: counts }), [
      "the figures have 2 FAILED in hi that reached SENT (RECIPIENT 131026), and there are 3",
      "the figures have 0 skipped (NO_PHONE), and there are 1"
    ])
  })

  it("finds a run that planned or skipped others, or ended while something is open", () => {
    assert.strictEqual(Audit.ofRun({ run: { ...run, planned: 4, skipped: 0 }, ...counts, recounted: counts }).length, 2)
    const open: Figures.Counts = {
      messages: [{ language: "hi", state: "QUEUED", reached: "SENT", reason: null, code: null, count: 3 }],
      skips: counts.skips
    }
    assert.deepStrictEqual(Audit.ofRun({ run, ...open, recounted: open }), ["it is COMPLETED, and messages are open"])
    assert.deepStrictEqual(Audit.ofRun({ run: { ...run, status: "READY" }, ...open, recounted: open }), [])
    assert.deepStrictEqual(Audit.ofRun({ run: { ...run, status: "MISSED" }, ...counts, recounted: counts }), [
      "it is MISSED, and somebody is in it"
    ])
  })
})
