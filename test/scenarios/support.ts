/** The scenarios of duplicated and reordered statuses, and every order in which their statuses can arrive. */
import * as WebhookPayload from "@ektola/adapters/whatsapp/WebhookPayload"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as DateTime from "effect/DateTime"
import { readFileSync } from "node:fs"

export interface Expected {
  readonly status: string
  readonly errorCode?: number
  readonly sentAt?: string
  readonly deliveredAt?: string
  readonly countsAsDelivered?: boolean
  readonly retryNotBefore?: string
  readonly learnedMessageId?: string
}

interface Stored {
  readonly scenario: string
  readonly note: string
  readonly posts: ReadonlyArray<Body>
  readonly expectedFinal: Readonly<Record<string, Expected>> & {
    readonly byCallbackData?: Readonly<Record<string, Expected>>
  }
  readonly expectedAppliedTransitions: number
}

/** The parts of a webhook body that are taken apart to make bodies of one status each. */
interface Body {
  readonly object: string
  readonly entry: ReadonlyArray<{
    readonly id: string
    readonly changes: ReadonlyArray<{
      readonly field: string
      readonly value: { readonly metadata: unknown; readonly statuses: ReadonlyArray<unknown> }
    }>
  }>
}

/** A status as WhatsApp would post it alone, and as it is read. */
export interface Post {
  readonly body: string
  readonly update: StatusUpdate
}

export interface Scenario {
  readonly name: string
  /** In the order of the scenario, with its repetitions. */
  readonly posts: ReadonlyArray<Post>
  /** Each status once. */
  readonly distinct: ReadonlyArray<Post>
  /** The bodies as they stand there. */
  readonly bodies: ReadonlyArray<string>
  readonly expected: Expected
  readonly transitions: number
  readonly token: string
  readonly wamid: string
}

const oneByOne = (body: Body): ReadonlyArray<Post> =>
  body.entry.flatMap((entry) =>
    entry.changes.flatMap((change) =>
      change.value.statuses.map((status) => {
        const alone = {
          ...body,
          entry: [{ ...entry, changes: [{ ...change, value: { ...change.value, statuses: [status] } }] }]
        }
        const [update] = WebhookPayload.parse(alone, DateTime.unsafeMake(0)).updates
        if (update?._tag !== "Status") throw new Error("a scenario holds something else than statuses")
        return { body: JSON.stringify(alone), update }
      })
    )
  )

const stored = JSON.parse(
  readFileSync(new URL("../fixtures/whatsapp/duplicate-and-out-of-order.json", import.meta.url), "utf8")
) as ReadonlyArray<Stored>

export const scenarios: ReadonlyArray<Scenario> = stored.map((item) => {
  const posts = item.posts.flatMap(oneByOne)
  const [first] = posts
  const [expected]: ReadonlyArray<Expected> = Object.values(item.expectedFinal.byCallbackData ?? item.expectedFinal)
  if (first === undefined || expected === undefined || first.update.token === null) {
    throw new Error(`${item.scenario} is not as expected`)
  }
  return {
    name: `${item.scenario}: ${item.note}`,
    posts,
    distinct: [...new Map(posts.map((post) => [post.body, post])).values()],
    bodies: item.posts.map((post) => JSON.stringify(post)),
    expected,
    transitions: item.expectedAppliedTransitions,
    token: first.update.token,
    wamid: first.update.wamid
  }
})

/** Every order of `items` in which each of them stands as often as one of `times` says. */
export const arrivals = <A>(items: ReadonlyArray<A>, times: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<A>> => {
  const counts = items.reduce<ReadonlyArray<ReadonlyArray<number>>>(
    (all) => all.flatMap((some) => times.map((count) => [...some, count])),
    [[]]
  )
  return counts.flatMap((left) => orders(items, left))
}

const orders = <A>(items: ReadonlyArray<A>, left: ReadonlyArray<number>): ReadonlyArray<ReadonlyArray<A>> => {
  if (left.every((count) => count === 0)) return [[]]
  return items.flatMap((item, index) =>
    left[index] === 0
      ? []
      : orders(items, left.map((count, place) => place === index ? count - 1 : count)).map((rest) => [item, ...rest])
  )
}

const seconds = (text: string) => DateTime.unsafeMake(Number(text) * 1000)

/** What is wrong with an attempt that has seen all statuses of a scenario, and with its message; null if nothing is. */
export const faultOf = (
  { expected, wamid }: Scenario,
  attempt: Attempt.Attempt,
  message: Message.Message
): string | null => {
  const same = (time: DateTime.Utc | null, text: string | undefined) =>
    text === undefined || time !== null && DateTime.Equivalence(time, seconds(text))
  const deferredUntil = expected.retryNotBefore === undefined ? null : seconds(expected.retryNotBefore)
  const evidence = expected.status.toUpperCase()
  if (attempt.evidence !== evidence) return `evidence ${attempt.evidence}`
  if (expected.errorCode !== undefined && attempt.failure?.code !== expected.errorCode) return "another failure"
  if (!same(attempt.sentAt, expected.sentAt) || !same(attempt.deliveredAt, expected.deliveredAt)) return "another time"
  if (attempt.wamid !== (expected.learnedMessageId ?? wamid)) return `wamid ${attempt.wamid}`
  if (message.state !== (deferredUntil === null ? evidence : "QUEUED")) return `message ${message.state}`
  if (deferredUntil !== null && DateTime.lessThan(message.dueAt, deferredUntil)) return "due too early"
  const { funnel } = Figures.fromCounts([{ ...message, count: 1 }])
  if (expected.countsAsDelivered === true && funnel.delivered !== 1) return "not counted as delivered"
  return null
}

const times = ["acceptedAt", "sentAt", "deliveredAt", "readAt", "failedAt"] as const
const reach = Message.Reached.literals

/** What one event did that no event may do; null if nothing. */
export const stepFault = (
  before: { readonly attempt: Attempt.Attempt; readonly message: Message.Message },
  after: { readonly attempt: Attempt.Attempt; readonly message: Message.Message }
): string | null => {
  if (Attempt.rank(after.attempt.evidence) < Attempt.rank(before.attempt.evidence)) return "evidence fell"
  for (const time of times) {
    const [known, now] = [before.attempt[time], after.attempt[time]]
    if (known !== null && (now === null || DateTime.greaterThan(now, known))) return `${time} was lost or moved later`
  }
  if (reach.indexOf(after.message.reached) < reach.indexOf(before.message.reached)) return "the funnel fell"
  const { byState, funnel } = Figures.fromCounts([{ ...after.message, count: 1 }])
  if (Object.values(byState).reduce((sum, count) => sum + count) !== 1) return "the states do not sum to one"
  if (funnel.sent < funnel.delivered || funnel.delivered < funnel.read) return "the funnel widens"
  return null
}
