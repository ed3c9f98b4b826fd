import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as Attempt from "../Attempt.js"
import * as Message from "../Message.js"
import * as Settlement from "../Settlement.js"
import { campaignsOf } from "./campaignsOf.js"

const batch = 500

interface Deps {
  readonly messages: MessageStore.Service
  readonly unitOfWork: UnitOfWork.Service
}

interface SettleDeps extends Deps {
  readonly campaigns: CampaignStore.Service
}

/** CANCELLED (EXPIRED) are queued messages whose time has passed, also those of a paused campaign or sender. */
export const cancelExpired = (deps: Deps) =>
  Effect.gen(function*() {
    let cancelled = 0
    while (true) {
      const found = yield* deps.unitOfWork.transact(
        TenantScope.system,
        Effect.gen(function*() {
          const expired = yield* deps.messages.lockExpired(yield* DateTime.now, batch)
          yield* deps.messages.save(
            expired.map((current) => ({ message: Message.cancel(current, "EXPIRED"), attempts: [], events: [] }))
          )
          return expired.length
        })
      )
      cancelled += found
      if (found < batch) return cancelled
    }
  })

/** Lost answers become UNCONFIRMED; proven silence ends as OUTCOME_UNKNOWN, or is repeated once. */
export const settleUnconfirmed = (
  deps: SettleDeps & { readonly answerWithin: Duration.Duration; readonly deadline: Duration.Duration }
) =>
  Effect.gen(function*() {
    const now = yield* DateTime.now
    const begunBefore = DateTime.subtractDuration(now, deps.answerWithin)
    let after: Attempt.AttemptId | null = null
    let settled = 0
    while (true) {
      const page: ReadonlyArray<MessageStore.Unsettled> = yield* deps.messages.listUnsettled({
        begunBefore,
        after,
        limit: batch
      })
      const events = new Map(page.flatMap((unsettled) => {
        const end = endOf(unsettled, now, deps.deadline)
        return end === null ? [] : [[unsettled.messageId, { attemptId: unsettled.attemptId, end }] as const]
      }))
      if (events.size > 0) settled += yield* apply(deps, events, now)
      if (page.length < batch) return settled
      after = page.at(-1)?.attemptId ?? null
    }
  })

type End = "AnswerLost" | "SilenceProven"

const endOf = (unsettled: MessageStore.Unsettled, now: DateTime.Utc, deadline: Duration.Duration): End | null =>
  unsettled.state === "BEGUN"
    ? "AnswerLost"
    : Settlement.isOver({ ...unsettled, now, deadline })
    ? "SilenceProven"
    : null

const apply = (
  deps: SettleDeps,
  ends: ReadonlyMap<Message.MessageId, { readonly attemptId: Attempt.AttemptId; readonly end: End }>,
  now: DateTime.Utc
) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const locked = yield* deps.messages.lock([...ends.keys()])
      const silent = locked.filter(({ message }) => ends.get(message.id)?.end === "SilenceProven")
      const campaigns = yield* campaignsOf(deps, silent)
      const changes = locked.flatMap(({ attempts, message }): ReadonlyArray<MessageStore.Change> => {
        const wanted = ends.get(message.id)
        const attempt = attempts.find(({ id }) => id === wanted?.attemptId)
        if (wanted === undefined || attempt === undefined) return []
        const event: Attempt.Event = wanted.end === "AnswerLost" ? { _tag: "AnswerLost", at: now } : {
          _tag: "SilenceProven",
          failure: Settlement.outcomeUnknown,
          retryAt: Settlement.repeatAt({
            whenUnconfirmed: campaigns.get(message.campaignId)?.whenUnconfirmed ?? "GIVE_UP",
            others: attempts.filter(({ id }) => id !== attempt.id),
            notAfter: message.notAfter,
            now
          }),
          at: now
        }
        // What was learnt since the list was read decides: an attempt that is no longer open stays as it is.
        const next = Attempt.apply(attempt, event)
        if (next === attempt) return []
        const all = attempts.map((candidate) => candidate.id === next.id ? next : candidate)
        return [{ message: Message.fold(message, all), attempts: [next], events: [] }]
      })
      yield* deps.messages.save(changes)
      return changes.length
    })
  )
