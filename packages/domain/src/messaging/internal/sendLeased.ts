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

const punctualMillis = Duration.toMillis(Throughput.punctual)

/** An instant that a message was granted: `at` by this process's clock, `instant` by the budget's. */
export interface Turn {
  readonly claim: SendBudget.Claim
  readonly at: number
  readonly instant: number
}

/** One leased message from its budget to its recorded outcome. Whatever goes wrong stays in its own message. */
export const sendLeased = (deps: {
  readonly begin: (messageId: MessageId) => Effect.Effect<Begun | null, StoreUnavailable>
  readonly book: SenderBook
  readonly budget: SendBudget.Service
  /** For a message that has missed its instant. */
  readonly claimAgain: (missed: Turn) => Effect.Effect<Place, SendBudget.BudgetUnavailable | StoreUnavailable>
  readonly giveBack: (unused: Turn) => Effect.Effect<void>
  readonly ids: IdGenerator.Service
  readonly isStopping: () => boolean
  readonly lead: Lead
  readonly record: (answer: Answer) => Effect.Effect<void>
  readonly sender: MessageSender.Service
  readonly tokens: Cache.Cache<string, Redacted.Redacted<string>, TokenUnreadable>
}) => {
  /** Waits for the instant, and for another one as long as it was missed. The reason when there is none. */
  const untilTurn = Effect.fnUntraced(function*(first: Turn, begunAt: number) {
    let turn = first
    while (true) {
      let now = yield* Clock.currentTimeMillis
      if (turn.at > now) {
        yield* Effect.sleep(turn.at - now)
        now = yield* Clock.currentTimeMillis
      }
      deps.lead.wasLate(now - turn.at)
      const isLate = now > turn.at + punctualMillis
      if (isLate && now - begunAt <= stallMillis) {
        const place = yield* deps.claimAgain(turn)
        if (place._tag === "Later") return place.reason
        turn = { claim: turn.claim, at: place.at, instant: place.instant }
        continue
      }
      return isLate ? "this process stalled" : turn
    }
  }, Effect.catchAll(() => Effect.succeed("the budget is away")))

  const post = Effect.fnUntraced(function*(begun: Begun, first: Turn, begunAt: number) {
    const token = yield* Effect.either(deps.tokens.get(begun.encryptedToken))
    if (token._tag === "Left") return unreadableToken(token.left.message)
    const turn = yield* untilTurn(first, begunAt)
    if (typeof turn === "string") return notWritten(turn)
    const outcome = yield* deps.sender.send({ ...begun.request, accessToken: token.right })
    if (outcome._tag === "NotWritten") yield* deps.giveBack(turn)
    if (outcome._tag === "Rejected") yield* holdAfter(turn.claim, outcome)
    return outcome
  })

  const holdAfter = (claim: SendBudget.Claim, { failure, retryAfter }: SendOutcomeOf<"Rejected">) => {
    const hold = Throughput.holdAfter(failure, retryAfter)
    return hold === null
      ? Effect.void
      : Effect.ignore(deps.budget.hold(hold.scope === "SENDER" ? claim.phoneNumberId : null, hold.period))
  }

  return Effect.fnUntraced(
    function*(leased: MessageStore.Leased, turn: Turn) {
      const spare = turn.at - deps.lead.beforeBegin - deps.lead.beforePost - (yield* Clock.currentTimeMillis)
      if (spare > 0) yield* Effect.sleep(spare)
      if (deps.isStopping()) return yield* deps.giveBack(turn)
      const begunAt = yield* Clock.currentTimeMillis
      const begun = yield* deps.begin(leased.messageId)
      deps.lead.began((yield* Clock.currentTimeMillis) - begunAt)
      if (begun === null) return yield* deps.giveBack(turn)
      const outcome = yield* post(begun, turn, begunAt)
      yield* deps.record({ begun, outcome, jitter: yield* deps.ids.jitter })
      deps.book.end(leased)
    },
    (effect, leased) =>
      effect.pipe(
        Effect.catchTag("StoreUnavailable", (error) => Effect.logWarning("a message could not be begun", error)),
        Effect.catchAllDefect((defect) => Effect.logError("sending a message died", defect)),
        // Nothing to release when it was begun.
        Effect.ensuring(Effect.sync(() => deps.book.giveBack(leased)))
      )
  )
}

type SendOutcomeOf<T extends MessageSender.SendOutcome["_tag"]> = Extract<
  MessageSender.SendOutcome,
  { readonly _tag: T }
>

// Trying again cannot help: it pauses the sender until WhatsApp is connected again or the key is back.
const unreadableToken = (reason: string): MessageSender.SendOutcome => ({
  _tag: "Rejected",
  failure: { class: "ACCOUNT", code: null, reason, traceId: null },
  retryAfter: null
})

const notWritten = (reason: string): MessageSender.SendOutcome => ({ _tag: "NotWritten", reason })
