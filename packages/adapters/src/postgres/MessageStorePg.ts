/**
 * @since 0.1.0
 */
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Page from "@ektola/domain/ports/Page"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Database, visible } from "./Database.js"
import { findFacts } from "./internal/findFacts.js"
import { insertMessages } from "./internal/insertMessages.js"
import { leaseMessages, listLanes } from "./internal/leaseMessages.js"
import { listReached } from "./internal/listReached.js"
import { listUnsettled } from "./internal/listUnsettled.js"
import { lockMessages } from "./internal/lockMessages.js"
import { messageColumns, type MessageRow, toMessage } from "./internal/messageRow.js"
import { saveAnswers } from "./internal/saveAnswers.js"
import { saveBegun } from "./internal/saveBegun.js"
import { saveMessages } from "./internal/saveMessages.js"
import { plainArray } from "./internal/values.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<MessageStore, never, Database> = Layer.effect(
  MessageStore,
  Effect.map(Database, ({ call, sql }) => {
    const system = TenantScope.system
    const lock = lockMessages(sql)

    return MessageStore.of({
      insertMany: (messages) =>
        messages[0] === undefined
          ? Effect.succeed(0)
          : call(TenantScope.tenant(messages[0].jewellerId), "MessageStore.insertMany", insertMessages(sql, messages)),
      listLanes: (now) => call(system, "MessageStore.listLanes", listLanes(sql, now)),
      lease: (request) => call(system, "MessageStore.lease", leaseMessages(sql, request)),
      release: (owner, messageIds) =>
        messageIds.length === 0 ? Effect.void : call(
          visible,
          "MessageStore.release",
          Effect.asVoid(sql`
            update messages set lease_owner = null
            where id = any(${plainArray(messageIds)}::uuid[]) and lease_owner = ${owner}
          `)
        ),
      releaseAllBut: (owner, held) =>
        call(
          visible,
          "MessageStore.releaseAllBut",
          Effect.asVoid(sql`
            update messages set lease_owner = null
            where queued and lease_owner = ${owner} and id <> all(${plainArray(held)}::uuid[])
          `)
        ),
      listFacts: (messages) =>
        messages.length === 0 ? Effect.succeed([]) : call(
          visible,
          "MessageStore.listFacts",
          Effect.map(findFacts(sql, messages), (factsOf) => messages.map(factsOf))
        ),
      saveBegun: (owner, changes) =>
        changes.length === 0
          ? Effect.succeed([])
          : call(visible, "MessageStore.saveBegun", saveBegun(sql, owner, changes)),
      lockLeased: (owner, ids) => call(visible, "MessageStore.lockLeased", lock.lockLeased(owner, ids)),
      lock: (ids) => ids.length === 0 ? Effect.succeed([]) : call(visible, "MessageStore.lock", lock.lock(ids)),
      lockByStatus: (updates) => call(visible, "MessageStore.lockByStatus", lock.lockByStatus(updates)),
      save: (changes) =>
        changes.length === 0 ? Effect.void : call(visible, "MessageStore.save", saveMessages(sql, changes)),
      saveAnswers: (changes) =>
        changes.length === 0
          ? Effect.succeed([])
          : call(visible, "MessageStore.saveAnswers", saveAnswers(sql, changes)),
      lockQueuedOfContacts: (jewellerId, contactIds) =>
        call(
          TenantScope.tenant(jewellerId),
          "MessageStore.lockQueuedOfContacts",
          lock.lockQueuedOfContacts(jewellerId, contactIds)
        ),
      lockExpired: (now, limit) => call(system, "MessageStore.lockExpired", lock.lockExpired(now, limit)),
      listUnsettled: (query) => call(system, "MessageStore.listUnsettled", listUnsettled(sql, query)),
      listReached: (portfolioId, since) =>
        call(system, "MessageStore.listReached", listReached(sql, portfolioId, since)),
      listByRun: (jewellerId, runId, { state }, { after, limit }) =>
        call(
          TenantScope.tenant(jewellerId),
          "MessageStore.listByRun",
          Effect.map(
            sql<MessageRow>`
              select ${sql.literal(messageColumns)} from messages m
              where m.jeweller_id = ${jewellerId} and m.run_id = ${runId}
                and (${state}::text is null or m.state = ${state})
                and (${after}::uuid is null or m.id > ${after})
              order by m.id limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toMessage), limit)
          )
        ),
      findByContact: (jewellerId, runId, contactId) =>
        call(
          TenantScope.tenant(jewellerId),
          "MessageStore.findByContact",
          Effect.map(
            sql<MessageRow>`
              select ${sql.literal(messageColumns)} from messages m
              where m.jeweller_id = ${jewellerId} and m.run_id = ${runId} and m.contact_id = ${contactId}
            `,
            ([row]) => Option.map(Option.fromNullable(row), toMessage)
          )
        )
    })
  })
)
