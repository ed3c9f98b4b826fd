import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { findRefusals, type Known } from "../../contacts/internal/findRefusals.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as MessageSender from "../../ports/MessageSender.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as PersonHasher from "../../ports/PersonHasher.js"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.js"
import type * as SuppressionStore from "../../ports/SuppressionStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as WhatsAppAccount from "../../tenancy/WhatsAppAccount.js"
import * as Attempt from "../Attempt.js"
import * as Guard from "../Guard.js"
import * as Message from "../Message.js"

/** A message that may be posted now, and only now. */
export interface Begun {
  readonly attemptId: Attempt.AttemptId
  readonly encryptedToken: string
  /** Its sender is paused, and this is how it is found out whether it may send again. */
  readonly onTrial: boolean
  readonly request: Omit<MessageSender.SendRequest, "accessToken">
}

/**
 * Asks the guard once more about each message and stores the attempts of those that may go, in one unit of work. Null
 * for a message that may not: it was cancelled, waits, or belongs to somebody else by now.
 */
export const beginMessages = (
  deps: {
    readonly ids: IdGenerator.Service
    readonly messages: MessageStore.Service
    readonly owner: string
    readonly persons: PersonHasher.Service
    readonly suppressions: SuppressionStore.Service
    readonly unitOfWork: UnitOfWork.Service
  }
) =>
(messageIds: ReadonlyArray<Message.MessageId>): Effect.Effect<ReadonlyArray<Begun | null>, StoreUnavailable> =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const now = yield* DateTime.now
      const begun = new Map<Message.MessageId, Begun>()
      const changes: Array<MessageStore.Change> = []
      const waiting: Array<Message.MessageId> = []
      const candidates = yield* deps.messages.lockLeased(deps.owner, messageIds)
      // Read after the messages are locked: an opt-out that was committed while this waited is seen.
      const suppressionOf = yield* findRefusals(deps, candidates, knownOf)
      for (const candidate of candidates) {
        const { attempts, facts, message } = candidate
        const decision = Guard.decide(message, { ...facts, suppression: suppressionOf(candidate) }, now)
        switch (decision._tag) {
          case "Wait":
            waiting.push(message.id)
            break
          case "Postpone":
            changes.push({ message: Message.postpone(message, decision.until), attempts: [], events: [] })
            break
          case "Cancel":
            changes.push({ message: Message.cancel(candidate, decision.reason), attempts: [], events: [] })
            break
          case "Send": {
            const attempt = Attempt.begin({
              id: Attempt.AttemptId.make(yield* deps.ids.id),
              messageId: message.id,
              phoneNumberId: message.phoneNumberId,
              number: attempts.length + 1,
              token: yield* deps.ids.token,
              begunAt: now
            })
            changes.push({ message: Message.fold(message, [...attempts, attempt]), attempts: [attempt], events: [] })
            begun.set(message.id, {
              attemptId: attempt.id,
              encryptedToken: facts.account.encryptedToken,
              onTrial: WhatsAppAccount.isOnTrial(facts.account, now),
              request: requestOf(message, attempt.token)
            })
          }
        }
      }
      yield* deps.messages.save(changes)
      yield* deps.messages.release(deps.owner, waiting)
      // One that was asked for twice, by a stalled send and by the one after its lease had ended, goes out once.
      return messageIds.map((id) => {
        const mine = begun.get(id) ?? null
        begun.delete(id)
        return mine
      })
    })
  ).pipe(Effect.withSpan("Dispatcher.begin"))

// The contact may have got a user id since the audience was frozen.
const knownOf = (
  { facts: { contact }, message: { jewellerId, phone, waUserId } }: MessageStore.Beginnable
): Known => ({
  jewellerId,
  addresses: [
    { phone, waUserId: waUserId ?? contact?.waUserId ?? null },
    ...contact === null || contact.phone === phone ? [] : [{ phone: contact.phone, waUserId: null }]
  ]
})

const requestOf = (message: Message.Message, token: string): Begun["request"] => ({
  phoneNumberId: message.phoneNumberId,
  recipient: message.phone !== null
    ? { _tag: "Phone", phone: message.phone }
    : { _tag: "WaUserId", waUserId: message.waUserId ?? "" },
  template: {
    name: message.templateName,
    language: message.language,
    header: message.rendered.header,
    body: message.rendered.body,
    buttons: message.rendered.buttons ?? []
  },
  token
})
