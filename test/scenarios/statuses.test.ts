import { assert, describe, it } from "@effect/vitest"
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import { MessageId } from "@ektola/domain/messaging/Message"
import * as RetryPolicy from "@ektola/domain/messaging/RetryPolicy"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as DateTime from "effect/DateTime"
import { readFileSync } from "node:fs"

interface Scenario {
  readonly scenario: string
  readonly note: string
  readonly posts: ReadonlyArray<unknown>
  readonly expectedFinal: Readonly<Record<string, Expected>> & {
    readonly byCallbackData?: Readonly<Record<string, Expected>>
  }
}

interface Expected {
  readonly status: string
  readonly errorCode?: number
  readonly sentAt?: string
  readonly deliveredAt?: string
  readonly countsAsDelivered?: boolean
  readonly retryNotBefore?: string
  readonly learnedMessageId?: string
}

const scenarios = JSON.parse(
  readFileSync(new URL("../fixtures/whatsapp/duplicate-and-out-of-order.json", import.meta.url), "utf8")
) as ReadonlyArray<Scenario>

const id = "01990000-0000-7000-8000-000000000001"
const seconds = (text: string) => DateTime.unsafeMake(Number(text) * 1000)

/** The attempt of the scenario's one message; `wamid` is null where the answer is not stored yet. */
const attemptFor = (update: StatusUpdate, wamid: string | null): Attempt.Attempt => ({
  ...Attempt.begin({
    id: Attempt.AttemptId.make(id),
    messageId: MessageId.make(id),
    phoneNumberId: update.phoneNumberId,
    number: 1,
    token: update.token ?? "",
    begunAt: DateTime.unsafeMake(0)
  }),
  ...(wamid === null ? {} : { state: "ACCEPTED", evidence: "ACCEPTED", wamid, acceptedAt: DateTime.unsafeMake(1) })
})

const learn = (attempt: Attempt.Attempt, update: StatusUpdate): Attempt.Attempt =>
  Attempt.apply(attempt, {
    _tag: "StatusReported",
    update,
    retryAt: update.failure !== null && RetryPolicy.isRepeatable(update.failure)
      ? RetryPolicy.retryAt({
        failure: update.failure,
        earlier: [],
        now: update.occurredAt,
        notAfter: DateTime.add(update.occurredAt, { days: 30 }),
        retryAfter: null,
        jitter: 0
      })
      : null,
    at: DateTime.unsafeMake(2)
  })

const check = (attempt: Attempt.Attempt, expected: Expected) => {
  assert.strictEqual(attempt.evidence, expected.status.toUpperCase())
  if (expected.errorCode !== undefined) assert.strictEqual(attempt.failure?.code, expected.errorCode)
  if (expected.sentAt !== undefined) assert.deepStrictEqual(attempt.sentAt, seconds(expected.sentAt))
  if (expected.deliveredAt !== undefined) assert.deepStrictEqual(attempt.deliveredAt, seconds(expected.deliveredAt))
  if (expected.learnedMessageId !== undefined) assert.strictEqual(attempt.wamid, expected.learnedMessageId)
  if (expected.retryNotBefore !== undefined) {
    assert.isTrue(
      attempt.retryAt !== null && DateTime.greaterThanOrEqualTo(attempt.retryAt, seconds(expected.retryNotBefore))
    )
  }
}

describe("statuses in any order", () => {
  for (const { expectedFinal, note, posts, scenario } of scenarios) {
    const updates = posts.flatMap((post) => WebhookPayload.parse(post).updates).filter((item) => item._tag === "Status")
    const [first] = updates
    if (first === undefined) throw new Error(`${scenario} has no status`)
    const byToken = expectedFinal.byCallbackData
    const expected = Object.values(byToken ?? expectedFinal)[0] as Expected
    const start = attemptFor(first, byToken === undefined ? first.wamid : null)

    it(`${scenario}: ${note}`, () => check(updates.reduce(learn, start), expected))

    it(`${scenario}: backwards and twice`, () => {
      const twice = [...updates.toReversed(), ...updates]
      check(twice.reduce(learn, start), expected)
    })
  }
})
