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
import type * as Template from "../../templates/Template.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as WhatsAppAccount from "../../tenancy/WhatsAppAccount.js"
import * as Attempt from "../Attempt.js"
import * as Guard from "../Guard.js"
import * as Message from "../Message.js"
import type { WorkerId } from "../WorkerProcess.js"

/** A message that may be posted now, and only now. */
export interface Begun {
  /** As they were stored; whatever happens since makes a copy of it stale. */
  readonly stored: Message.WithAttempts
  readonly attempt: Attempt.Attempt
  readonly encryptedToken: string
  /** Its sender is paused, and this is how it is found out whether it may send again. */
  readonly onTrial: boolean
  readonly request: Omit<MessageSender.SendRequest, "accessToken" | "leaveBy">
}

/**
 * Asks the guard once more about each message and stores the attempts of those that may go, in one unit of work. Null
 * for a message that may not: it was cancelled, waits, or belongs to somebody else by now.
 *
 * When the store fails, the attempts may be there all the same: `onLost` is told of them, since nothing was posted.
 */
export const beginMessages = (
  deps: {
    readonly ids: IdGenerator.Service
    readonly messages: MessageStore.Service
    readonly onLost: (begun: ReadonlyArray<Begun>) => Effect.Effect<void>
    readonly owner: WorkerId
    readonly persons: PersonHasher.Service
    readonly suppressions: SuppressionStore.Service
    readonly unitOfWork: UnitOfWork.Service
  }
) =>
(messageIds: ReadonlyArray<Message.MessageId>): Effect.Effect<ReadonlyArray<Begun | null>, StoreUnavailable> =>
  Effect.suspend(() => {
    const begun = new Map<Message.MessageId, Begun>()
    return Effect.tapError(
      beginAll(deps, messageIds, begun),
      () => begun.size === 0 ? Effect.void : deps.onLost([...begun.values()])
    )
  }).pipe(Effect.withSpan("Dispatcher.begin"))

const beginAll = (
  deps: Parameters<typeof beginMessages>[0],
  messageIds: ReadonlyArray<Message.MessageId>,
  begun: Map<Message.MessageId, Begun>
) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      begun.clear()
      const now = yield* DateTime.now
      const changes: Array<MessageStore.Change> = []
      const candidates = yield* deps.messages.lockLeased(deps.owner, messageIds)
      // Read after the messages are locked: an opt-out that was committed while this waited is seen.
      const suppressionOf = yield* findRefusals(deps, candidates, knownOf)
      for (const candidate of candidates) {
        const { attempts, facts, message } = candidate
        const decision = Guard.decide(message, withSuppression(facts, suppressionOf(candidate)), now)
        switch (decision._tag) {
          case "Wait":
            break
          case "Postpone":
            changes.push({ message: Message.postpone(message, decision.until), attempts: [], events: [] })
            break
          case "Cancel":
            changes.push({ message: Message.cancel(candidate, decision.reason), attempts: [], events: [] })
            break
          case "Send": {
            const attempt = Attempt.begin({
              // Not `make`: checking what was just made costs more than all the rest of beginning.
              id: (yield* deps.ids.id) as Attempt.AttemptId,
              messageId: message.id,
              phoneNumberId: message.phoneNumberId,
              number: attempts.length + 1,
              token: yield* deps.ids.token,
              begunAt: now
            })
            const all = [...attempts, attempt]
            const sending = Message.fold(message, all)
            changes.push({ message: sending, attempts: [attempt], events: [] })
            begun.set(message.id, {
              stored: { message: sending, attempts: all },
              attempt,
              encryptedToken: facts.account.encryptedToken,
              onTrial: WhatsAppAccount.isOnTrial(facts.account, now),
              request: requestOf(message, facts.campaign.category, attempt.token)
            })
          }
        }
      }
      yield* deps.messages.save(changes)
      // Those that wait, and those whose number is no longer the jeweller's.
      const saved = new Set(changes.map(({ message }) => message.id))
      yield* deps.messages.release(deps.owner, messageIds.filter((id) => !saved.has(id)))
      // One that was asked for twice, by a stalled send and by the one after its lease had ended, goes out once.
      const given = new Set<Message.MessageId>()
      return messageIds.map((id) => {
        if (given.has(id)) return null
        given.add(id)
        return begun.get(id) ?? null
      })
    })
  )

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

const withSuppression = (facts: MessageStore.Beginnable["facts"], suppression: Guard.Facts["suppression"]) => ({
  jeweller: facts.jeweller,
  account: facts.account,
  campaign: facts.campaign,
  contact: facts.contact,
  suppression,
  approval: facts.approval
})

// The guard lets nothing go whose category at WhatsApp is not the campaign's.
const requestOf = (message: Message.Message, category: Template.Category, token: string): Begun["request"] => ({
  phoneNumberId: message.phoneNumberId,
  recipient: message.phone !== null
    ? { _tag: "Phone", phone: message.phone }
    : { _tag: "WaUserId", waUserId: message.waUserId ?? "" },
  template: {
    name: message.templateName,
    language: message.language,
    category,
    header: message.rendered.header,
    body: message.rendered.body,
    buttons: message.rendered.buttons ?? []
  },
  token
})
