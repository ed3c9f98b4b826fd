import type * as Cache from "effect/Cache"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as MessageSender from "../../ports/MessageSender.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as SendBudget from "../../ports/SendBudget.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type { TokenUnreadable } from "../../ports/TokenCipher.js"
import type { MessageId } from "../Message.js"
import * as Throughput from "../Throughput.js"
import type { Begun } from "./beginMessages.js"
import type { Lead } from "./Lead.js"
import type { Answer } from "./recordOutcomes.js"
import type { Place } from "./reserve.js"
import type { SenderBook } from "./SenderBook.js"

/** A begun message that has waited longer than this for its turn is not sent any more: others may take it for lost. */
const stallMillis = 10_000

/** A leased message and the instant that is its own: `at` by this process's clock, `instant` by the budget's. */
export interface Turn {
  readonly leased: MessageStore.Leased
  readonly claim: SendBudget.Claim
  readonly at: number
  readonly instant: number
}

/** One leased message from its budget to its recorded outcome. Whatever goes wrong stays in its own message. */
export const sendLeased = (deps: {
  readonly begin: (messageId: MessageId) => Effect.Effect<Begun | null, StoreUnavailable>
  readonly book: SenderBook
  readonly budget: SendBudget.Service
  readonly claimAgain: (
    claim: SendBudget.Claim
  ) => Effect.Effect<Place, SendBudget.BudgetUnavailable | StoreUnavailable>
  readonly giveBack: (unused: Pick<Turn, "claim" | "instant">) => Effect.Effect<void>
  readonly ids: IdGenerator.Service
  readonly isStopping: () => boolean
  readonly lead: Lead
  readonly record: (answer: Answer) => Effect.Effect<void>
  readonly sender: MessageSender.Service
  readonly tokens: Cache.Cache<string, Redacted.Redacted<string>, TokenUnreadable>
}) => {
  /** Waits for the instant, and for another one as long as it was missed. The reason when there is none. */
  const untilTurn = Effect.fnUntraced(function*(claim: SendBudget.Claim, first: number, begunAt: number) {
    let at = first
    while (true) {
      let now = yield* Clock.currentTimeMillis
      if (at > now) {
        yield* Effect.sleep(at - now)
        now = yield* Clock.currentTimeMillis
      }
      if (now - begunAt > stallMillis) return "this process stalled"
      deps.lead.wasLate(now - at)
      if (now <= at + Duration.toMillis(Throughput.punctual)) return null
      const place = yield* deps.claimAgain(claim)
      if (place._tag === "Later") return place.reason
      at = place.at
    }
  }, Effect.catchAll(() => Effect.succeed("the budget is away")))

  const post = Effect.fnUntraced(function*(begun: Begun, { at, claim }: Turn, begunAt: number) {
    const token = yield* Effect.either(deps.tokens.get(begun.encryptedToken))
    if (token._tag === "Left") return unreadableToken(token.left.message)
    const refusal = yield* untilTurn(claim, at, begunAt)
    if (refusal !== null) return notWritten(refusal)
    return yield* deps.sender.send({ ...begun.request, accessToken: token.right })
  })

  return Effect.fnUntraced(
    function*(turn: Turn) {
      const { claim, leased } = turn
      const spare = turn.at - deps.lead.beforeBegin - deps.lead.beforePost - (yield* Clock.currentTimeMillis)
      if (spare > 0) yield* Effect.sleep(spare)
      if (deps.isStopping()) return yield* deps.giveBack(turn)
      const begunAt = yield* Clock.currentTimeMillis
      const begun = yield* deps.begin(leased.messageId)
      deps.lead.began((yield* Clock.currentTimeMillis) - begunAt)
      if (begun === null) return yield* deps.giveBack(turn)
      const outcome = yield* post(begun, turn, begunAt)
      const hold = outcome._tag === "Rejected" ? Throughput.holdAfter(outcome.failure, outcome.retryAfter) : null
      if (hold !== null) {
        yield* Effect.ignore(deps.budget.hold(hold.scope === "SENDER" ? claim.phoneNumberId : null, hold.period))
      }
      yield* deps.record({ begun, outcome, jitter: yield* deps.ids.jitter })
      deps.book.end(leased)
    },
    (effect, { leased }) =>
      effect.pipe(
        Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("a message could not be begun", error)),
        Effect.catchAllDefect((defect) => Effect.logError("sending a message died", defect)),
        // Nothing to release when it was begun.
        Effect.ensuring(Effect.sync(() => deps.book.giveBack(leased)))
      )
  )
}

// Trying again cannot help: it pauses the sender until WhatsApp is connected again or the key is back.
const unreadableToken = (reason: string): MessageSender.SendOutcome => ({
  _tag: "Rejected",
  failure: { class: "ACCOUNT", code: null, reason, traceId: null },
  retryAfter: null
})

const notWritten = (reason: string): MessageSender.SendOutcome => ({ _tag: "NotWritten", reason })
