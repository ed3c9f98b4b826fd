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
 * Most messages are as they were when they were leased, were never tried, and may go. So they are not read again: their
 * attempts are stored if they are still like that. The others are locked and read.
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
(leased: ReadonlyArray<MessageStore.Leased>): Effect.Effect<ReadonlyArray<Begun | null>, StoreUnavailable> =>
  Effect.suspend(() => {
    const begun = new Map<Message.MessageId, Begun>()
    return Effect.tapError(
      beginAll(deps, leased, begun),
      () => begun.size === 0 ? Effect.void : deps.onLost([...begun.values()])
    )
  }).pipe(Effect.withSpan("Dispatcher.begin"))

const beginAll = (
  deps: Parameters<typeof beginMessages>[0],
  leased: ReadonlyArray<MessageStore.Leased>,
  begun: Map<Message.MessageId, Begun>
) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      begun.clear()
      // One that was asked for twice, by a stalled send and by the one after its lease had ended, goes out once.
      const byId = new Map(leased.map((each) => [each.messageId, each.message]))
      const untried = [...byId.values()].filter(({ attempts }) => attempts === 0)
      const facts = yield* deps.messages.listFacts(untried)
      const first = yield* decideAll(
        deps,
        untried.flatMap((message, index): ReadonlyArray<MessageStore.Beginnable> => {
          const known = facts[index] ?? null
          return known === null ? [] : [{ message, attempts: [], facts: known }]
        })
      )
      const stored = yield* deps.messages.saveBegun(deps.owner, first.sends.map(changeOf))
      for (const id of stored) byId.delete(id)
      for (const send of first.sends) {
        if (!byId.has(send.stored.message.id)) begun.set(send.stored.message.id, send)
      }

      const locked = byId.size === 0 ? [] : yield* deps.messages.lockLeased(deps.owner, [...byId.keys()])
      const { others, sends } = yield* decideAll(deps, locked)
      const changes = [...others, ...sends.map(changeOf)]
      yield* deps.messages.save(changes)
      for (const send of sends) begun.set(send.stored.message.id, send)
      // Those that wait, and those whose number is no longer the jeweller's.
      for (const { message } of changes) byId.delete(message.id)
      yield* deps.messages.release(deps.owner, [...byId.keys()])

      const given = new Set<Message.MessageId>()
      return leased.map(({ messageId }) => {
        if (given.has(messageId)) return null
        given.add(messageId)
        return begun.get(messageId) ?? null
      })
    })
  )

const changeOf = ({ attempt, stored: { message } }: Begun): MessageStore.Change => ({
  message,
  attempts: [attempt],
  events: []
})

/** What the guard says of each: what is sent, and what changes otherwise. Nothing is said of those that wait. */
const decideAll = Effect.fnUntraced(function*(
  deps: Parameters<typeof beginMessages>[0],
  candidates: ReadonlyArray<MessageStore.Beginnable>
) {
  const sends: Array<Begun> = []
  const others: Array<MessageStore.Change> = []
  if (candidates.length === 0) return { sends, others }
  const now = yield* DateTime.now
  // Read after locked messages are locked: an opt-out that was committed while this waited is seen.
  const suppressionOf = yield* findRefusals(deps, candidates, knownOf)
  for (const candidate of candidates) {
    const { attempts, facts, message } = candidate
    const decision = Guard.decide(message, withSuppression(facts, suppressionOf(candidate)), now)
    switch (decision._tag) {
      case "Wait":
        break
      case "Postpone":
        others.push({ message: Message.postpone(message, decision.until), attempts: [], events: [] })
        break
      case "Cancel":
        others.push({ message: Message.cancel(candidate, decision.reason), attempts: [], events: [] })
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
        sends.push({
          stored: { message: Message.fold(message, all), attempts: all },
          attempt,
          encryptedToken: facts.account.encryptedToken,
          onTrial: WhatsAppAccount.isOnTrial(facts.account, now),
          request: requestOf(message, facts.campaign.category, attempt.token)
        })
      }
    }
  }
  return { sends, others }
})

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
  stopped: facts.stopped,
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
