/**
 * @since 0.1.0
 */
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { type InboundId, InboundStore, type StoredInbound } from "@ektola/domain/ports/InboundStore"
import * as Page from "@ektola/domain/ports/Page"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Database } from "./Database.js"
import { instant, json, plainArray } from "./internal/values.js"

interface InboundRow {
  readonly id: string
  readonly wamid: string
  readonly kind: string
  readonly phone_number_id: string
  readonly phone: string | null
  readonly wa_user_id: string | null
  readonly at: Date
  readonly text: string | null
  readonly payload: string | null
  readonly answers: string | null
  readonly new_phone: string | null
}

const toInbound = (row: InboundRow): StoredInbound => ({
  id: row.id as InboundId,
  wamid: row.wamid,
  kind: row.kind,
  phoneNumberId: row.phone_number_id as PhoneNumberId,
  phone: row.phone as PhoneNumber | null,
  waUserId: row.wa_user_id,
  at: instant(row.at),
  text: row.text,
  payload: row.payload,
  answers: row.answers,
  newPhone: row.new_phone as PhoneNumber | null
})

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<InboundStore, never, Database> = Layer.effect(
  InboundStore,
  Effect.map(Database, ({ call, sql }) =>
    InboundStore.of({
      insertMany: (jewellerId, messages) =>
        call(
          TenantScope.system,
          "InboundStore.insertMany",
          Effect.asVoid(sql`
            insert into inbound_messages (
              id, jeweller_id, phone_number_id, wamid, kind, phone, wa_user_id, at, text, payload, answers, new_phone
            )
            select
              id, ${jewellerId}, "phoneNumberId", wamid, kind, phone, "waUserId", at, text, payload, answers, "newPhone"
            from json_to_recordset(${json(messages)}::json) as message (
              id uuid, "phoneNumberId" text, wamid text, kind text, phone text, "waUserId" text, at timestamptz,
              text text, payload text, answers text, "newPhone" text
            )
            order by id
            on conflict (jeweller_id, wamid) do nothing
          `)
        ),
      listPage: (jewellerId, { after, limit }) =>
        call(
          TenantScope.tenant(jewellerId),
          "InboundStore.listPage",
          Effect.map(
            sql<InboundRow>`
              select * from inbound_messages
              where jeweller_id = ${jewellerId} and (${after}::uuid is null or id < ${after})
              order by id desc limit ${limit + 1}
            `,
            (rows) => Page.fromItems(rows.map(toInbound), limit)
          )
        ),
      listNumberChanges: (jewellerId, phones) =>
        call(
          TenantScope.system,
          "InboundStore.listNumberChanges",
          Effect.map(
            sql<InboundRow>`
              select * from inbound_messages
              where jeweller_id = ${jewellerId} and new_phone is not null
                and phone = any(${plainArray(phones)}::text[])
              order by at, id
            `,
            (rows) => rows.map(toInbound)
          )
        )
    }))
)
