/**
 * @since 0.1.0
 */
import type * as SqlClient from "@effect/sql/SqlClient"
import { WhatsAppAccountStore } from "@ektola/domain/ports/WhatsAppAccountStore"
import * as AccountStanding from "@ektola/domain/tenancy/AccountStanding"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { PhoneNumberIdTaken } from "@ektola/domain/tenancy/TenancyError"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import type { PhoneNumberId, WabaId, WhatsAppAccount, WhatsAppAccountId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { Database } from "./Database.js"
import { recoverable } from "./internal/recoverable.js"
import * as StoreError from "./internal/storeError.js"
import { instant, instantOrNull, json, plainArray, text, toDate, toDateOrNull } from "./internal/values.js"

interface AccountRow {
  readonly id: string
  readonly jeweller_id: string
  readonly waba_id: string
  readonly phone_number_id: string
  readonly display_phone_number: string
  readonly encrypted_token: string
  readonly status: string
  readonly pause_reason: string | null
  readonly pause_class: string | null
  readonly resume_at: Date | null
  readonly pauses: number
  readonly rate_per_second: number
  readonly portfolio_id: string | null
  readonly messaging_limit: number | null
  readonly standing: unknown
  readonly connected_at: Date
}

const readStanding = Schema.decodeUnknownSync(AccountStanding.Standing)

const toAccount = (row: AccountRow): WhatsAppAccount => ({
  id: row.id as WhatsAppAccountId,
  jewellerId: row.jeweller_id as JewellerId,
  wabaId: row.waba_id as WabaId,
  phoneNumberId: row.phone_number_id as PhoneNumberId,
  displayPhoneNumber: row.display_phone_number,
  encryptedToken: row.encrypted_token,
  status: row.status as WhatsAppAccount["status"],
  pauseReason: row.pause_reason,
  pauseClass: row.pause_class as WhatsAppAccount["pauseClass"],
  resumeAt: instantOrNull(row.resume_at),
  pauses: row.pauses,
  ratePerSecond: row.rate_per_second,
  portfolioId: row.portfolio_id,
  messagingLimit: row.messaging_limit,
  standing: row.standing === null ? AccountStanding.silence : readStanding(row.standing),
  connectedAt: instant(row.connected_at)
})

const first = (rows: ReadonlyArray<AccountRow>): Option.Option<WhatsAppAccount> =>
  Option.map(Option.fromNullable(rows[0]), toAccount)

// An update that waited for another one asks this again of what that one has left.
const asSeen = (sql: SqlClient.SqlClient, account: WhatsAppAccount) =>
  sql`
    jeweller_id = ${account.jewellerId} and phone_number_id = ${account.phoneNumberId}
      and connected_at = ${toDate(account.connectedAt)} and status = ${account.status} and pauses = ${account.pauses}
  `

/**
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<WhatsAppAccountStore, never, Database> = Layer.effect(
  WhatsAppAccountStore,
  Effect.map(Database, ({ call, sql }) =>
    WhatsAppAccountStore.of({
      connect: (account) =>
        call(
          TenantScope.tenant(account.jewellerId),
          "WhatsAppAccountStore.connect",
          sql<AccountRow>`
            insert into whatsapp_accounts (
              id, jeweller_id, waba_id, phone_number_id, display_phone_number, encrypted_token, status, pause_reason,
              pause_class, resume_at, pauses, rate_per_second, portfolio_id, messaging_limit, standing,
              connected_at
            ) values (
              ${account.id}, ${account.jewellerId}, ${account.wabaId}, ${account.phoneNumberId},
              ${text(account.displayPhoneNumber)}, ${account.encryptedToken}, ${account.status}, ${account.pauseReason},
              ${account.pauseClass}, ${toDateOrNull(account.resumeAt)}, ${account.pauses}, ${account.ratePerSecond},
              ${account.portfolioId}, ${account.messagingLimit}, ${json(account.standing)}::jsonb,
              ${toDate(account.connectedAt)}
            )
            on conflict (jeweller_id) do update set
              waba_id = excluded.waba_id,
              phone_number_id = excluded.phone_number_id,
              display_phone_number = excluded.display_phone_number,
              encrypted_token = excluded.encrypted_token,
              status = excluded.status,
              pause_reason = excluded.pause_reason,
              pause_class = excluded.pause_class,
              resume_at = excluded.resume_at,
              pauses = excluded.pauses,
              portfolio_id = excluded.portfolio_id,
              messaging_limit = excluded.messaging_limit,
              standing = excluded.standing,
              rate_per_second = excluded.rate_per_second,
              connected_at = excluded.connected_at
            returning *
          `.pipe(
            // The unit of work may go on after the refusal, which a failed statement alone would not allow.
            (statement) => recoverable(sql, statement),
            Effect.mapError((error) =>
              StoreError.violates(error, "whatsapp_accounts_phone_number_id_key")
                ? new PhoneNumberIdTaken({ phoneNumberId: account.phoneNumberId })
                : error
            ),
            Effect.map((rows) => Option.getOrThrow(first(rows)))
          )
        ),
      find: (jewellerId) =>
        call(
          TenantScope.tenant(jewellerId),
          "WhatsAppAccountStore.find",
          Effect.map(sql<AccountRow>`select * from whatsapp_accounts where jeweller_id = ${jewellerId}`, first)
        ),
      findByPhoneNumberId: (phoneNumberId) =>
        call(
          TenantScope.system,
          "WhatsAppAccountStore.findByPhoneNumberId",
          Effect.map(sql<AccountRow>`select * from whatsapp_accounts where phone_number_id = ${phoneNumberId}`, first)
        ),
      lock: (jewellerId) =>
        call(
          TenantScope.tenant(jewellerId),
          "WhatsAppAccountStore.lock",
          Effect.map(
            sql<AccountRow>`select * from whatsapp_accounts where jeweller_id = ${jewellerId} for no key update`,
            first
          )
        ),
      lockConcerned: (wabaIds) =>
        call(
          TenantScope.system,
          "WhatsAppAccountStore.lockConcerned",
          Effect.map(
            sql<AccountRow>`
              select * from whatsapp_accounts
              where coalesce(portfolio_id, waba_id) in (
                select coalesce(portfolio_id, waba_id) from whatsapp_accounts
                where waba_id = any(${plainArray(wabaIds)}::text[])
              )
              order by jeweller_id for no key update
            `,
            (rows) => rows.map(toAccount)
          )
        ),
      save: (accounts) =>
        call(
          TenantScope.system,
          "WhatsAppAccountStore.save",
          Effect.asVoid(sql`
            update whatsapp_accounts account set
              display_phone_number = saved."displayPhoneNumber",
              encrypted_token = saved."encryptedToken",
              status = saved.status,
              pause_reason = saved."pauseReason",
              pause_class = saved."pauseClass",
              resume_at = saved."resumeAt",
              pauses = saved.pauses,
              rate_per_second = saved."ratePerSecond",
              portfolio_id = saved."portfolioId",
              messaging_limit = saved."messagingLimit",
              standing = saved.standing,
              connected_at = saved."connectedAt"
            from json_to_recordset(${json(accounts)}::json) as saved (
              "jewellerId" uuid, "displayPhoneNumber" text, "encryptedToken" text, status text, "pauseReason" text,
              "pauseClass" text, "resumeAt" timestamptz, pauses int, "ratePerSecond" double precision,
              "portfolioId" text, "messagingLimit" int, standing jsonb, "connectedAt" timestamptz
            )
            where account.jeweller_id = saved."jewellerId"
          `)
        ),
      pause: (account, pause) =>
        call(
          TenantScope.tenant(account.jewellerId),
          "WhatsAppAccountStore.pause",
          Effect.map(
            sql`
              update whatsapp_accounts set
                status = 'PAUSED', pause_reason = ${text(pause.pauseReason)}, pause_class = ${pause.pauseClass},
                resume_at = ${toDateOrNull(pause.resumeAt)}, pauses = ${pause.pauses}
              where ${asSeen(sql, account)}
              returning id
            `,
            (rows) => rows.length > 0
          )
        ),
      resume: (account) =>
        call(
          TenantScope.tenant(account.jewellerId),
          "WhatsAppAccountStore.resume",
          Effect.map(
            sql`
              update whatsapp_accounts set
                status = 'CONNECTED', pause_reason = null, pause_class = null, resume_at = null, pauses = 0
              where ${asSeen(sql, account)}
              returning id
            `,
            (rows) => rows.length > 0
          )
        )
    }))
)
