/**
 * @since 0.1.0
 */
import type { Message } from "@ektola/domain/messaging/Message"
import { MessageStore } from "@ektola/domain/ports/MessageStore"
import * as Page from "@ektola/domain/ports/Page"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { Database, visible } from "./Database.js"
import { cellOf, insertMoves } from "./internal/figureMoves.js"
import { findFacts } from "./internal/findFacts.js"
import { leaseMessages, listLanes } from "./internal/leaseMessages.js"
import { listReached } from "./internal/listReached.js"
import { listUnsettled } from "./internal/listUnsettled.js"
import { lockMessages } from "./internal/lockMessages.js"
import { messageColumns, type MessageRow, toMessage } from "./internal/messageRow.js"
import { saveAnswers } from "./internal/saveAnswers.js"
import { saveBegun } from "./internal/saveBegun.js"
import { saveMessages } from "./internal/saveMessages.js"
import { json, plainArray } from "./internal/values.js"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<MessageStore, never, Database> = Layer.effect(
  MessageStore,
  Effect.map(Database, ({ call, sql }) => {
    const system = TenantScope.system
    const lock = lockMessages(sql)

    const insert = (messages: ReadonlyArray<Message>) =>
      Effect.map(
        sql<{ count: number }>`
          with inserted as (
            insert into messages (
              id, jeweller_id, campaign_id, run_id, contact_id, translation_id, not_after, phone_number_id, phone,
              wa_user_id, template_name, language, rendered, due_at, accepted_at, sent_at, delivered_at, read_at,
              failed_at, attempts, state, reached, cancel_reason, failure
            )
            select * from json_to_recordset(${json(messages)}::json) as message (
              id uuid, "jewellerId" uuid, "campaignId" uuid, "runId" uuid, "contactId" uuid, "translationId" uuid,
              "notAfter" timestamptz, "phoneNumberId" text, phone text, "waUserId" text, "templateName" text,
              language text, rendered jsonb, "dueAt" timestamptz, "acceptedAt" timestamptz, "sentAt" timestamptz,
              "deliveredAt" timestamptz, "readAt" timestamptz, "failedAt" timestamptz, attempts int, state text,
              reached text, "cancelReason" text, failure jsonb
            )
            on conflict (run_id, contact_id) do nothing
            returning
              jeweller_id, campaign_id, run_id, language, ${sql.literal(cellOf("messages"))}, null as from_state,
              null as from_reached, null as from_reason, null as from_code
          ), moved as (${insertMoves(sql, "inserted")})
          select count(*)::int as count from inserted
        `,
        ([row]) => row?.count ?? 0
      )

    return MessageStore.of({
      insertMany: (messages) =>
        messages[0] === undefined
          ? Effect.succeed(0)
          : call(TenantScope.tenant(messages[0].jewellerId), "MessageStore.insertMany", insert(messages)),
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
