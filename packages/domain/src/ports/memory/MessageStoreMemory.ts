/**
 * Messages, attempts and leases in memory.
 *
 * @since 0.1.0
 */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Campaign from "../../campaigns/Campaign.js"
import type { Run } from "../../campaigns/Run.js"
import * as Attempt from "../../messaging/Attempt.js"
import * as Message from "../../messaging/Message.js"
import type { StatusUpdate } from "../../messaging/StatusUpdate.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import type { JewellerId } from "../../tenancy/Jeweller.js"
import * as SendingStop from "../../tenancy/SendingStop.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as WhatsAppAccount from "../../tenancy/WhatsAppAccount.js"
import {
  type Beginnable,
  type Change,
  type Lane,
  type Leased,
  MessageStore,
  type Place,
  type Unsettled
} from "../MessageStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf, type Service as Database } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Leases go by `Clock`, so a test ends one by moving it.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<MessageStore, never, MemoryDatabase> = Layer.effect(
  MessageStore,
  Effect.map(MemoryDatabase, (db) => {
    const { attempts, leases, messages, statusEvents, workers } = db.tables
    const withAttempts = (message: Message.Message): Message.WithAttempts => ({
      message,
      attempts: attempts.get(message.id) ?? []
    })
    const byIds = (ids: ReadonlyArray<Message.MessageId>) =>
      [...new Set(ids)].flatMap((id) => messages.get(id) ?? []).sort(byId)
    const ordered = (wanted: (message: Message.Message) => boolean) => [...messages.values()].filter(wanted).sort(byId)
    // Written like this, a lease ends with its owner and costs nothing to keep.
    const isFree = (id: Message.MessageId, time: number) => {
      const owner = leases.get(id)
      return owner === undefined || (workers.get(owner)?.aliveUntil ?? 0) <= time
    }
    const ofRun = (jewellerId: Jeweller.JewellerId, runId: string) =>
      [...messages.values()].filter((message) => message.jewellerId === jewellerId && message.runId === runId)

    const store = (message: Message.Message, change: Change) => {
      db.put(messages, message.id, { ...message, ...Message.progress(change.message) })
      db.remove(leases, message.id)
      const stored = new Map((attempts.get(message.id) ?? []).map((attempt) => [attempt.id, attempt]))
      change.attempts.forEach((attempt) => stored.set(attempt.id, attempt))
      const all = [...stored.values()].sort((a, b) => a.number - b.number)
      if (all.filter(Attempt.isOpen).length > 1) throw new Error("a message may have one open attempt at most")
      db.put(attempts, message.id, all)
      change.events.forEach((event) => db.put(statusEvents, `${event.attemptId} ${statusEvents.size}`, event))
    }

    return MessageStore.of({
      insertMany: (added) =>
        added[0] === undefined ? Effect.succeed(0) : db.call(TenantScope.tenant(added[0].jewellerId), () => {
          const taken = new Set([...messages.values()].map(recipient))
          let fresh = 0
          for (const message of added) {
            if (taken.has(recipient(message))) continue
            taken.add(recipient(message))
            db.put(messages, message.id, message)
            fresh++
          }
          return fresh
        }),
      listLanes: (now) =>
        db.call(
          TenantScope.system,
          () =>
            [...db.tables.runs.values()].filter(({ status }) => status === "READY").sort(byId).flatMap((run) => {
              const lane = laneOf(db, run, now)
              return lane === null ? [] : [lane]
            })
        ),
      lease: ({ now, owner, senders }) =>
        Effect.flatMap(Clock.currentTimeMillis, (time) =>
          db.call(TenantScope.system, () => {
            const due = [...messages.values()]
              .filter((message) =>
                message.state === "QUEUED" && DateTime.lessThanOrEqualTo(message.dueAt, now) && isFree(message.id, time)
              )
              .sort(inQueueOrder)
            const taken = senders.map(({ phoneNumberId, room, runs }) =>
              due.filter((message) =>
                message.phoneNumberId === phoneNumberId &&
                runs.some(({ after, runId }) => message.runId === runId && (after === null || isBehind(message, after)))
              ).slice(0, room)
            )
            const longest = Math.max(0, ...taken.map(({ length }) => length))
            return Array.from({ length: longest }, (_, turn) => taken.flatMap((queue) => queue[turn] ?? [])).flat().map(
              (message): Leased => {
                db.put(leases, message.id, owner)
                return {
                  messageId: message.id,
                  runId: message.runId,
                  phoneNumberId: message.phoneNumberId,
                  recipient: message.phone ?? message.waUserId ?? "",
                  dueAt: message.dueAt,
                  message
                }
              }
            )
          })),
      release: (owner, messageIds) =>
        db.callVisible((sees) => {
          for (const id of messageIds) {
            const message = messages.get(id)
            if (message !== undefined && sees(message) && leases.get(id) === owner) db.remove(leases, id)
          }
        }),
      releaseAllBut: (owner, held) =>
        db.callVisible((sees) => {
          for (const message of messages.values()) {
            if (sees(message) && leases.get(message.id) === owner && !held.includes(message.id)) {
              db.remove(leases, message.id)
            }
          }
        }),
      listFacts: (asked) =>
        db.callVisible((sees) => asked.map((message) => sees(message) ? factsOf(db, message) : null)),
      saveBegun: (owner, changes) =>
        db.callVisible((sees) =>
          changes.flatMap((change) => {
            const message = messages.get(change.message.id)
            const isUntried = message !== undefined && sees(message) && message.state === "QUEUED" &&
              message.attempts === 0 && leases.get(message.id) === owner
            if (!isUntried) return []
            store(message, change)
            return [message.id]
          })
        ),
      lockLeased: (owner, messageIds) =>
        db.callVisible((sees) =>
          byIds(messageIds)
            .filter((message) => message.state === "QUEUED" && leases.get(message.id) === owner && sees(message))
            .flatMap((message) => {
              const facts = factsOf(db, message)
              return facts === null ? [] : [{ ...withAttempts(message), facts }]
            })
        ),
      lock: (messageIds) => db.callVisible((sees) => byIds(messageIds).filter(sees).map(withAttempts)),
      lockByStatus: (updates) =>
        db.callVisible((sees) => {
          const found = updates.flatMap(attemptFinder(attempts.values()))
          return byIds(found).filter(sees).map(withAttempts)
        }),
      save: (changes) =>
        db.callVisible((sees) => {
          for (const change of changes) {
            const message = messages.get(change.message.id)
            if (message === undefined || !sees(message)) {
              throw new Error("a change is about a message that is not there")
            }
            store(message, change)
          }
        }),
      saveAnswers: (changes) =>
        db.callVisible((sees) =>
          changes.flatMap((change) => {
            const message = messages.get(change.message.id)
            const [attempt, ...later] = attempts.get(change.message.id) ?? []
            const isUntouched = message !== undefined && sees(message) && message.state === "SENDING" &&
              attempt !== undefined && later.length === 0 && attempt.id === change.attempts[0]?.id &&
              attempt.state === "BEGUN" && attempt.evidence === "NONE"
            if (!isUntouched) return []
            store(message, change)
            return [message.id]
          })
        ),
      lockQueuedOfContacts: (jewellerId, contactIds) =>
        db.call(
          TenantScope.tenant(jewellerId),
          () =>
            ordered((message) =>
              message.jewellerId === jewellerId && contactIds.includes(message.contactId) && message.state === "QUEUED"
            ).map(withAttempts)
        ),
      lockExpired: (now, limit) =>
        db.call(
          TenantScope.system,
          () =>
            ordered(({ notAfter, state }) => state === "QUEUED" && DateTime.lessThanOrEqualTo(notAfter, now))
              .slice(0, limit)
              .map(withAttempts)
        ),
      listUnsettled: ({ after, begunBefore, limit }) =>
        db.call(TenantScope.system, () => {
          const all = [...attempts.values()].flat()
          return all
            .filter((attempt) =>
              Attempt.isOpen(attempt) &&
              (attempt.state === "UNKNOWN" || DateTime.lessThanOrEqualTo(attempt.begunAt, begunBefore)) &&
              (after === null || attempt.id > after)
            )
            .sort(byId)
            .slice(0, limit)
            .flatMap((attempt): ReadonlyArray<Unsettled> => {
              const message = messages.get(attempt.messageId)
              return message === undefined ? [] : [{
                messageId: attempt.messageId,
                attemptId: attempt.id,
                state: attempt.state === "BEGUN" ? "BEGUN" : "UNKNOWN",
                begunAt: attempt.begunAt,
                notAfter: message.notAfter,
                laterStatusAt: firstLaterStatus(all, attempt)
              }]
            })
        }),
      listReached: (portfolioId, since) =>
        db.call(TenantScope.system, () => {
          const reached = new Map<string, DateTime.Utc>()
          for (const [messageId, tries] of attempts) {
            const message = messages.get(messageId)
            const account = message === undefined ? undefined : senderOf(db, message)
            if (
              message === undefined || account === undefined || WhatsAppAccount.portfolioOf(account) !== portfolioId
            ) continue
            const recipient = message.phone ?? message.waUserId ?? ""
            for (const { begunAt, state } of tries) {
              if (state === "REJECTED" || state === "NOT_WRITTEN" || DateTime.lessThan(begunAt, since)) continue
              const before = reached.get(recipient)
              reached.set(recipient, before === undefined ? begunAt : DateTime.max(before, begunAt))
            }
          }
          return [...reached].map(([recipient, at]) => ({ recipient, at }))
        }),
      listByRun: (jewellerId, runId, filter, page) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const shown = ofRun(jewellerId, runId).filter(({ state }) => filter.state === null || state === filter.state)
          return Page.fromItems(pageOf(shown, page), page.limit)
        }),
      findByContact: (jewellerId, runId, contactId) =>
        db.call(
          TenantScope.tenant(jewellerId),
          () => Option.fromNullable(ofRun(jewellerId, runId).find((message) => message.contactId === contactId))
        )
    })
  })
)

const recipient = ({ contactId, runId }: Message.Message): string => `${runId} ${contactId}`

const senderOf = (db: Database, message: Message.Message) => {
  const account = db.tables.accounts.get(message.jewellerId)
  return account?.phoneNumberId === message.phoneNumberId ? account : undefined
}

const laneOf = (db: Database, run: Run, now: DateTime.Utc): Lane | null => {
  const account = db.tables.accounts.get(run.jewellerId)
  const campaign = db.tables.campaigns.get(run.campaignId)
  const jeweller = db.tables.jewellers.get(run.jewellerId)
  return account !== undefined && WhatsAppAccount.maySend(account, now) &&
      campaign !== undefined && Campaign.maySend(campaign) &&
      jeweller !== undefined && Jeweller.maySend(jeweller) && !isStopped(db, jeweller.id)
    ? {
      runId: run.id,
      phoneNumberId: account.phoneNumberId,
      ratePerSecond: account.ratePerSecond,
      portfolio: WhatsAppAccount.limitedPortfolio(account),
      isOnTrial: WhatsAppAccount.isOnTrial(account, now)
    }
    : null
}

const isStopped = (db: Database, jewellerId: JewellerId): boolean =>
  [...db.tables.stops.values()].some((stop) => SendingStop.holds(stop, jewellerId))

const factsOf = (db: Database, message: Message.Message): Beginnable["facts"] | null => {
  const account = senderOf(db, message)
  const campaign = db.tables.campaigns.get(message.campaignId)
  const jeweller = db.tables.jewellers.get(message.jewellerId)
  if (account === undefined || campaign === undefined || jeweller === undefined) return null
  const approval = db.tables.approvals.get(`${message.jewellerId} ${account.wabaId} ${message.translationId}`)
  return {
    jeweller,
    account,
    stopped: isStopped(db, jeweller.id),
    campaign,
    contact: db.tables.contacts.get(message.contactId) ?? null,
    approval: approval ?? null
  }
}

const inQueueOrder = (a: Message.Message, b: Message.Message): number => DateTime.Order(a.dueAt, b.dueAt) || byId(a, b)

const isBehind = (message: Message.Message, place: Place): boolean =>
  (DateTime.Order(message.dueAt, place.dueAt) || (message.id > place.messageId ? 1 : -1)) > 0

/** The message of an update's attempt: looked up, since of many messages there are many updates. */
const attemptFinder = (all: Iterable<ReadonlyArray<Attempt.Attempt>>) => {
  const known = new Map<string, Message.MessageId>()
  const key = (kind: string, phoneNumberId: string, value: string) => `${kind} ${phoneNumberId} ${value}`
  const remember = (name: string, messageId: Message.MessageId) => known.has(name) || known.set(name, messageId)
  for (const attempts of all) {
    for (const { messageId, phoneNumberId, token, wamid } of attempts) {
      remember(key("token", phoneNumberId, token), messageId)
      if (wamid !== null) remember(key("wamid", phoneNumberId, wamid), messageId)
    }
  }
  return (
    { phoneNumberId, token, wamid }: Pick<StatusUpdate, "phoneNumberId" | "token" | "wamid">
  ): ReadonlyArray<Message.MessageId> => {
    const found = (token === null ? undefined : known.get(key("token", phoneNumberId, token))) ??
      known.get(key("wamid", phoneNumberId, wamid))
    return found === undefined ? [] : [found]
  }
}

const firstLaterStatus = (
  all: ReadonlyArray<Attempt.Attempt>,
  attempt: Attempt.Attempt
): DateTime.Utc | null =>
  all.reduce<DateTime.Utc | null>(
    (first, later) =>
      later.firstStatusAt === null || later.phoneNumberId !== attempt.phoneNumberId ||
        DateTime.lessThan(later.begunAt, attempt.begunAt)
        ? first
        : first === null
        ? later.firstStatusAt
        : DateTime.min(first, later.firstStatusAt),
    null
  )
