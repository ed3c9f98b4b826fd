/**
 * Messages, attempts and leases in memory.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Campaign from "../../campaigns/Campaign.js"
import * as Attempt from "../../messaging/Attempt.js"
import * as Message from "../../messaging/Message.js"
import type { StatusUpdate } from "../../messaging/StatusUpdate.js"
import * as Jeweller from "../../tenancy/Jeweller.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import * as WhatsAppAccount from "../../tenancy/WhatsAppAccount.js"
import { type Beginnable, type Leased, MessageStore, type Unsettled } from "../MessageStore.js"
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
    const { attempts, leases, messages, statusEvents } = db.tables
    const withAttempts = (message: Message.Message): Message.WithAttempts => ({
      message,
      attempts: attempts.get(message.id) ?? []
    })
    const byIds = (ids: ReadonlyArray<Message.MessageId>) =>
      [...new Set(ids)].flatMap((id) => messages.get(id) ?? []).sort(byId)
    const ordered = (wanted: (message: Message.Message) => boolean) => [...messages.values()].filter(wanted).sort(byId)
    const holds = (owner: string, id: Message.MessageId, time: number) => {
      const lease = leases.get(id)
      return lease?.owner === owner && lease.until > time
    }
    // The next lease goes on with the senders after this one.
    let startAfter = ""
    const ofRun = (jewellerId: Jeweller.JewellerId, runId: string) =>
      [...messages.values()].filter((message) => message.jewellerId === jewellerId && message.runId === runId)

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
      lease: ({ leaseFor, limit, now, owner }) =>
        Effect.flatMap(Clock.currentTimeMillis, (time) =>
          db.call(TenantScope.system, () => {
            const free = [...messages.values()].filter((message) =>
              message.state === "QUEUED" &&
              DateTime.lessThanOrEqualTo(message.dueAt, now) &&
              (leases.get(message.id)?.until ?? 0) <= time &&
              maySend(db, message, now)
            )
            const senders = rotated(new Set(free.map(({ phoneNumberId }) => phoneNumberId)), startAfter)
            // When everybody had a turn, somebody else begins.
            startAfter = senders[senders.length > limit ? limit - 1 : 0] ?? startAfter
            const taken = inTurn(free, senders).slice(0, limit)
            return taken.map((message): Leased => {
              db.put(leases, message.id, { owner, until: time + Duration.toMillis(leaseFor) })
              return {
                messageId: message.id,
                phoneNumberId: message.phoneNumberId,
                ratePerSecond: senderOf(db, message)?.ratePerSecond ?? 0
              }
            })
          })),
      release: (owner, messageIds) =>
        db.callVisible((sees) => {
          for (const id of messageIds) {
            const message = messages.get(id)
            if (message !== undefined && sees(message) && leases.get(id)?.owner === owner) db.remove(leases, id)
          }
        }),
      lockLeased: (owner, messageIds) =>
        Effect.flatMap(Clock.currentTimeMillis, (time) =>
          db.callVisible((sees) =>
            byIds(messageIds)
              .filter((message) => message.state === "QUEUED" && holds(owner, message.id, time) && sees(message))
              .flatMap((message) => {
                const facts = factsOf(db, message)
                return facts === null ? [] : [{ ...withAttempts(message), facts }]
              })
          )),
      lock: (messageIds) => db.callVisible((sees) => byIds(messageIds).filter(sees).map(withAttempts)),
      lockByStatus: (updates) =>
        db.callVisible((sees) => {
          const found = updates.flatMap((update) => findAttempt(attempts.values(), update)?.messageId ?? [])
          return byIds(found).filter(sees).map(withAttempts)
        }),
      save: (changes) =>
        db.callVisible((sees) => {
          for (const change of changes) {
            const message = messages.get(change.message.id)
            if (message === undefined || !sees(message)) {
              throw new Error("a change is about a message that is not there")
            }
            db.put(messages, message.id, { ...message, ...Message.progress(change.message) })
            db.remove(leases, message.id)
            const stored = new Map((attempts.get(message.id) ?? []).map((attempt) => [attempt.id, attempt]))
            change.attempts.forEach((attempt) => stored.set(attempt.id, attempt))
            const all = [...stored.values()].sort((a, b) => a.number - b.number)
            if (all.filter(Attempt.isOpen).length > 1) throw new Error("a message may have one open attempt at most")
            db.put(attempts, message.id, all)
            change.events.forEach((event) => db.put(statusEvents, `${event.attemptId} ${statusEvents.size}`, event))
          }
        }),
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
      countByRun: (jewellerId, runId) =>
        db.call(TenantScope.tenant(jewellerId), () => {
          const groups = Arr.groupBy(
            ofRun(jewellerId, runId),
            ({ language, reached, state }) => `${state} ${reached} ${language}`
          )
          return Object.values(groups).map((group) => ({
            state: group[0].state,
            reached: group[0].reached,
            language: group[0].language,
            count: group.length
          }))
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

const maySend = (db: Database, message: Message.Message, now: DateTime.Utc): boolean => {
  const account = senderOf(db, message)
  const campaign = db.tables.campaigns.get(message.campaignId)
  const jeweller = db.tables.jewellers.get(message.jewellerId)
  return account !== undefined && WhatsAppAccount.maySend(account, now) &&
    campaign !== undefined && Campaign.maySend(campaign) &&
    jeweller !== undefined && Jeweller.maySend(jeweller) &&
    db.tables.runs.get(message.runId)?.status !== "PREPARING"
}

const factsOf = (db: Database, message: Message.Message): Beginnable["facts"] | null => {
  const account = senderOf(db, message)
  const campaign = db.tables.campaigns.get(message.campaignId)
  const jeweller = db.tables.jewellers.get(message.jewellerId)
  if (account === undefined || campaign === undefined || jeweller === undefined) return null
  const approval = db.tables.approvals.get(`${message.jewellerId} ${account.wabaId} ${message.translationId}`)
  return {
    jeweller,
    account,
    campaign,
    contact: db.tables.contacts.get(message.contactId) ?? null,
    approval: approval ?? null
  }
}

// In a fixed circle, beginning behind one of them.
const rotated = (senders: ReadonlySet<string>, startAfter: string): ReadonlyArray<string> => {
  const all = [...senders].sort()
  return [...all.filter((sender) => sender > startAfter), ...all.filter((sender) => sender <= startAfter)]
}

// First the oldest of every sender, then the second oldest of every sender, and so on.
const inTurn = (
  messages: ReadonlyArray<Message.Message>,
  senders: ReadonlyArray<string>
): ReadonlyArray<Message.Message> => {
  const oldestFirst = messages.toSorted((a, b) => DateTime.Order(a.dueAt, b.dueAt) || byId(a, b))
  const places = new Map(senders.map((sender, place) => [sender, place]))
  const turns = new Map<string, number>()
  return oldestFirst
    .map((message) => {
      const turn = turns.get(message.phoneNumberId) ?? 0
      turns.set(message.phoneNumberId, turn + 1)
      return { message, turn, place: places.get(message.phoneNumberId) ?? 0 }
    })
    .sort((a, b) => a.turn - b.turn || a.place - b.place)
    .map(({ message }) => message)
}

const findAttempt = (
  all: Iterable<ReadonlyArray<Attempt.Attempt>>,
  update: Pick<StatusUpdate, "phoneNumberId" | "token" | "wamid">
): Attempt.Attempt | undefined => {
  const own = [...all].flat().filter(({ phoneNumberId }) => phoneNumberId === update.phoneNumberId)
  return own.find(({ token }) => token === update.token) ?? own.find(({ wamid }) => wamid === update.wamid)
}

const firstLaterStatus = (
  all: ReadonlyArray<Attempt.Attempt>,
  attempt: Attempt.Attempt
): DateTime.Utc | null =>
  all.reduce<DateTime.Utc | null>(
    (first, later) =>
      later.firstStatusAt === null || later.phoneNumberId !== attempt.phoneNumberId ||
        DateTime.lessThanOrEqualTo(later.begunAt, attempt.begunAt)
        ? first
        : first === null
        ? later.firstStatusAt
        : DateTime.min(first, later.firstStatusAt),
    null
  )
