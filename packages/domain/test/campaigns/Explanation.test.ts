import { assert, describe, it } from "@effect/vitest"
import * as Explanation from "@ektola/domain/campaigns/Explanation"
import { MissedReason, type Run } from "@ektola/domain/campaigns/Run"
import { FailureClass } from "@ektola/domain/messaging/Failure"
import * as Message from "@ektola/domain/messaging/Message"
import { NotDueReason } from "@ektola/domain/recurrence/ContactDate"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as DateTime from "effect/DateTime"
import { aMessage } from "../messaging/fixtures.js"
import { india } from "./support.js"

const about = { name: "Asha", zone: "Asia/Kolkata" }

const explanation = (over: Partial<Explanation.Explanation>): Explanation.Explanation => ({
  answer: "UNKNOWN_THEN",
  known: "DERIVED",
  reason: null,
  detail: null,
  message: null,
  changedSince: false,
  ...over
})

const ofMessage = (over: Partial<Message.Message>) =>
  Explanation.describe(
    explanation({ answer: "MESSAGE", known: "STORED", message: { ...aMessage(), ...over } }),
    about
  )

const failure = { class: "RECIPIENT", code: 131026, reason: "Message undeliverable", traceId: null } as const

describe("sentences", () => {
  const at = india("2026-12-01 10:05")
  const fates: ReadonlyArray<readonly [Partial<Message.Message>, string]> = [
    [{ state: "QUEUED", dueAt: at }, "waits to be sent, not before 1 December 2026 at 10:05."],
    [
      { state: "QUEUED", dueAt: at, failure: { ...failure, class: "PAIR" } },
      "waits for another try on 1 December 2026 at 10:05: too many messages to this customer in a short time."
    ],
    [{ state: "SENDING" }, "is being sent."],
    [{ state: "UNCONFIRMED" }, "was handed to WhatsApp, whose answer was lost; what became of it is being found out."],
    [
      { state: "SENT", acceptedAt: at },
      "was sent on 1 December 2026 at 10:05; WhatsApp has not reported that it arrived."
    ],
    [
      { state: "DELIVERED", sentAt: india("2026-12-01 10:00"), deliveredAt: at },
      "was delivered on 1 December 2026 at 10:05; WhatsApp has not reported that it was read."
    ],
    // A time that never came stays empty.
    [{ state: "READ" }, "was read."],
    [{ state: "READ", readAt: at }, "was read on 1 December 2026 at 10:05."],
    [
      { state: "FAILED", failedAt: at, failure },
      "failed on 1 December 2026 at 10:05: WhatsApp cannot reach this number."
    ],
    [{ state: "CANCELLED", cancelReason: "EXPIRED" }, "was not sent: it could not leave in time."]
  ]
  for (const [message, sentence] of fates) {
    it(sentence, () => assert.strictEqual(ofMessage(message), `The message to Asha ${sentence}`))
  }

  it("are about every state, failure and reason, and repeat no word of the program", () => {
    const sentences = [
      ...Message.State.literals.map((state) => ofMessage({ state })),
      ...Message.CancelReason.literals.map((cancelReason) => ofMessage({ state: "CANCELLED", cancelReason })),
      ...FailureClass.literals.map((name) => ofMessage({ state: "FAILED", failure: { ...failure, class: name } })),
      ...SkipReason.literals.map((reason) => explanation({ answer: "SKIPPED", known: "STORED", reason })),
      ...MissedReason.literals.map((reason) => explanation({ answer: "RUN_MISSED", known: "STORED", reason })),
      ...NotDueReason.literals.map((reason) => explanation({ answer: "NOT_DUE", reason })),
      ...Explanation.Answer.literals
        .filter((answer) => !["MESSAGE", "SKIPPED", "RUN_MISSED", "NOT_DUE"].includes(answer))
        .map((answer) => explanation({ answer, detail: answer === "NOT_TARGETED" ? "GOLD_LOAN" : null }))
    ].map((one) => typeof one === "string" ? one : Explanation.describe(one, about))
    for (const sentence of sentences) {
      assert.match(sentence, /^[A-Z][^_]*\.$/)
      assert.notMatch(sentence, /[A-Z]{3}|null|undefined|not stored/)
    }
    assert.strictEqual(new Set(sentences).size, sentences.length)
  })

  it("name what is missing in words, and somebody without a name", () => {
    const skipped = (reason: SkipReason, detail: string) =>
      Explanation.describe(explanation({ answer: "SKIPPED", known: "STORED", reason, detail }), {
        ...about,
        name: null
      })
    assert.match(skipped("NO_APPROVED_TRANSLATION", "kn"), /^This customer got no message .* \(Kannada\)\.$/)
    assert.match(skipped("MISSING_VARIABLE", "{{1}}, name"), / \(\{\{1\}\}, name\)\.$/)
    assert.match(skipped("ALREADY_REMINDED", "2027-01-05"), / \(due on 5 January 2027\)\.$/)
  })

  it("tell times in UTC when this process does not know the zone", () => {
    const message = { ...aMessage(), state: "READ", readAt: at } as const
    assert.strictEqual(
      Explanation.describe(explanation({ answer: "MESSAGE", message }), { ...about, zone: "Asia/Nowhere" }),
      "The message to Asha was read on 1 December 2026 at 04:35 UTC."
    )
  })

  it("warn of a change that came later where the answer is derived", () => {
    const changed = { reason: "PAID", changedSince: true } as const
    const warning = / This goes by what is stored now; /
    assert.match(Explanation.describe(explanation({ ...changed, answer: "NOT_DUE" }), about), warning)
    assert.notMatch(Explanation.describe(explanation({ changedSince: true }), about), warning)
    assert.strictEqual(
      Explanation.describe(explanation({ answer: "NOT_TARGETED", detail: "GOLD_SIP" }), about),
      "The campaign is not for the segment that Asha is in now (gold savings)."
    )
  })
})

it("a contact that is purged and left nothing in the run is UNKNOWN_THEN, unless nobody got anything", () => {
  const run = { status: "READY", missedReason: null, cutoffAt: DateTime.unsafeMake(0) } as Run
  const facts = {
    message: null,
    skip: null,
    contact: null,
    audience: { segments: [], template: { category: "MARKETING" } },
    free: null
  } as unknown as Explanation.Facts
  assert.strictEqual(Explanation.decide({ ...facts, run }).answer, "UNKNOWN_THEN")
  const missed = { ...run, status: "MISSED", missedReason: "PAUSED" } as const
  const { answer, known, reason } = Explanation.decide({ ...facts, run: missed })
  assert.deepStrictEqual([answer, known, reason], ["RUN_MISSED", "STORED", "PAUSED"])
})
