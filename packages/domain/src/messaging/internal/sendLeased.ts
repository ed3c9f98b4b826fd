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
import type { Begun } from "./beginMessages.js"
import type { Answer } from "./recordOutcomes.js"

/** A begun message that has waited longer than this for its turn is not sent any more: others may take it for lost. */
const stallMillis = 10_000

const lead = Duration.zero

/** One leased message from its budget to its recorded outcome. Whatever goes wrong stays in its own message. */
export const sendLeased = (deps: {
  readonly begin: (messageId: MessageId) => Effect.Effect<Begun | null, StoreUnavailable>
  readonly budget: SendBudget.Service
  readonly ids: IdGenerator.Service
  readonly messages: MessageStore.Service
  readonly owner: string
  readonly record: (answer: Answer) => Effect.Effect<void>
  readonly sender: MessageSender.Service
  readonly tokens: Cache.Cache<string, Redacted.Redacted<string>, TokenUnreadable>
}) => {
  const post = Effect.fnUntraced(function*(begun: Begun, begunAt: number) {
    const token = yield* Effect.either(deps.tokens.get(begun.encryptedToken))
    if (token._tag === "Left") return unreadableToken(token.left.message)
    if ((yield* Clock.currentTimeMillis) - begunAt > stallMillis) return notWritten("this process stalled")
    return yield* deps.sender.send({ ...begun.request, accessToken: token.right })
  })

  return Effect.fn("Dispatcher.send")(
    function*(leased: MessageStore.Leased) {
      yield* Effect.annotateCurrentSpan({ messageId: leased.messageId })
      // Whom it is for is not known before it begins, so no recipient is guarded yet: each ask is for somebody new.
      const recipient = `${leased.messageId} ${yield* Clock.currentTimeMillis}`
      const [grant] = yield* deps.budget.reserve([{ ...leased, recipient, portfolio: null }], lead)
      if (grant?._tag !== "Granted") return yield* deps.messages.release(deps.owner, [leased.messageId])
      yield* Effect.sleep(grant.wait)
      const begunAt = yield* Clock.currentTimeMillis
      const begun = yield* deps.begin(leased.messageId)
      if (begun === null) return
      const outcome = yield* post(begun, begunAt)
      yield* deps.record({
        messageId: leased.messageId,
        attemptId: begun.attemptId,
        outcome,
        jitter: yield* deps.ids.jitter
      })
    },
    (effect, leased) =>
      effect.pipe(
        Effect.catchTags({
          // Not begun, as far as we know: give it back. If it was begun after all, it settles as unconfirmed.
          BudgetUnavailable: () => deps.messages.release(deps.owner, [leased.messageId]),
          StoreUnavailable: (error) => Effect.logWarning("a message could not be begun", error)
        }),
        Effect.catchTag("StoreUnavailable", () => Effect.void),
        Effect.catchAllDefect((defect) => Effect.logError("sending a message died", defect))
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
