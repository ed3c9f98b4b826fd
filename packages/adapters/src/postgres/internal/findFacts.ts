import type * as SqlClient from "@effect/sql/SqlClient"
import type { SqlError } from "@effect/sql/SqlError"
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Message } from "@ektola/domain/messaging/Message"
import type { Beginnable } from "@ektola/domain/ports/MessageStore"
import * as Effect from "effect/Effect"
import { instantOrNull, json, plainArray } from "./values.js"

type Facts = Beginnable["facts"]

interface SurroundingsRow {
  readonly jeweller_id: string
  readonly campaign_id: string
  readonly phone_number_id: string
  readonly translation_id: string
  readonly jeweller_status: string
  readonly allowed_hours: Facts["jeweller"]["allowedHours"]
  readonly zone: string
  readonly account_status: string
  readonly resume_at: Date | null
  readonly encrypted_token: string
  readonly stopped: boolean
  readonly campaign_status: string
  readonly campaign_category: string
  readonly when_template_paused: string
  readonly approval_status: string | null
  readonly approval_category: string | null
}

interface ContactRow {
  readonly id: string
  readonly phone: string | null
  readonly wa_user_id: string | null
  readonly opt_out: string | null
  readonly deleted_at: Date | null
}

type Keys = Pick<Message, "campaignId" | "jewellerId" | "phoneNumberId" | "translationId">

const keyOf = ({ campaignId, jewellerId, phoneNumberId, translationId }: Keys): string =>
  `${jewellerId} ${campaignId} ${phoneNumberId} ${translationId}`

const keyOfRow = (row: SurroundingsRow): string =>
  `${row.jeweller_id} ${row.campaign_id} ${row.phone_number_id} ${row.translation_id}`

/**
 * The guard's facts of messages, null for one whose number is no longer the jeweller's: nobody may send it. Hundreds of
 * messages have few campaigns, so what is around them is read once for each.
 */
export const findFacts = (
  sql: SqlClient.SqlClient,
  messages: ReadonlyArray<Message>
): Effect.Effect<(message: Message) => Facts | null, SqlError> =>
  Effect.gen(function*() {
    const contacts = yield* sql<ContactRow>`
      select contact.id, contact.phone, contact.wa_user_id, contact.opt_out, contact.deleted_at
      from unnest(
        ${plainArray(messages.map(({ jewellerId }) => jewellerId))}::uuid[],
        ${plainArray(messages.map(({ contactId }) => contactId))}::uuid[]
      ) as wanted (jeweller_id, id)
      join contacts contact on contact.jeweller_id = wanted.jeweller_id and contact.id = wanted.id
    `
    const keys = [...new Map(messages.map((message) => [keyOf(message), message])).values()].map(
      ({ campaignId, jewellerId, phoneNumberId, translationId }) => ({
        jeweller_id: jewellerId,
        campaign_id: campaignId,
        phone_number_id: phoneNumberId,
        translation_id: translationId
      })
    )
    const surroundings = yield* sql<SurroundingsRow>`
      select
        m.*,
        jeweller.status as jeweller_status, jeweller.allowed_hours, jeweller.zone,
        account.status as account_status, account.resume_at, account.encrypted_token,
        exists (
          select from sending_stops stop where stop.jeweller_id is null or stop.jeweller_id = m.jeweller_id
        ) as stopped,
        campaign.status as campaign_status, campaign.category as campaign_category, campaign.when_template_paused,
        approval.status as approval_status, approval.category as approval_category
      from json_to_recordset(${json(keys)}::json)
        as m (jeweller_id uuid, campaign_id uuid, phone_number_id text, translation_id uuid)
      join jewellers jeweller on jeweller.id = m.jeweller_id
      join whatsapp_accounts account
        on account.jeweller_id = m.jeweller_id and account.phone_number_id = m.phone_number_id
      join campaigns campaign on campaign.jeweller_id = m.jeweller_id and campaign.id = m.campaign_id
      left join waba_templates approval on approval.jeweller_id = m.jeweller_id
        and approval.waba_id = account.waba_id and approval.translation_id = m.translation_id
    `
    const contactOf = new Map(contacts.map((row) => [row.id, toContact(row)]))
    const around = new Map(surroundings.map((row) => [keyOfRow(row), toSurroundings(row)]))
    return (message) => {
      const known = around.get(keyOf(message))
      return known === undefined ? null : {
        jeweller: known.jeweller,
        account: known.account,
        stopped: known.stopped,
        campaign: known.campaign,
        contact: contactOf.get(message.contactId) ?? null,
        approval: known.approval
      }
    }
  })

const toContact = (row: ContactRow): NonNullable<Facts["contact"]> => ({
  phone: row.phone as PhoneNumber | null,
  waUserId: row.wa_user_id,
  optOut: row.opt_out as NonNullable<Facts["contact"]>["optOut"],
  deletedAt: instantOrNull(row.deleted_at)
})

const toSurroundings = (row: SurroundingsRow): Omit<Facts, "contact"> => ({
  jeweller: {
    status: row.jeweller_status as Facts["jeweller"]["status"],
    allowedHours: row.allowed_hours,
    zone: row.zone
  },
  account: {
    status: row.account_status as Facts["account"]["status"],
    resumeAt: instantOrNull(row.resume_at),
    encryptedToken: row.encrypted_token
  },
  stopped: row.stopped,
  campaign: {
    status: row.campaign_status as Facts["campaign"]["status"],
    category: row.campaign_category as Facts["campaign"]["category"],
    whenTemplatePaused: row.when_template_paused as Facts["campaign"]["whenTemplatePaused"]
  },
  approval: row.approval_status === null ? null : {
    status: row.approval_status,
    category: row.approval_category as NonNullable<Facts["approval"]>["category"]
  }
})
