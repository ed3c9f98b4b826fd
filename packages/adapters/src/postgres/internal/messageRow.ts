import type { CampaignId } from "@ektola/domain/campaigns/Campaign"
import type { RunId } from "@ektola/domain/campaigns/Run"
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import type { Message, MessageId } from "@ektola/domain/messaging/Message"
import type { TranslationId } from "@ektola/domain/templates/Template"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import { instant, instantOrNull } from "./values.js"

export interface MessageRow {
  readonly id: string
  readonly jeweller_id: string
  readonly campaign_id: string
  readonly run_id: string
  readonly contact_id: string
  readonly translation_id: string
  readonly not_after: Date
  readonly phone_number_id: string
  readonly phone: string | null
  readonly wa_user_id: string | null
  readonly template_name: string
  readonly language: string
  readonly rendered: unknown
  readonly due_at: Date
  readonly accepted_at: Date | null
  readonly sent_at: Date | null
  readonly delivered_at: Date | null
  readonly read_at: Date | null
  readonly failed_at: Date | null
  readonly attempts: number
  readonly state: string
  readonly reached: string
  readonly cancel_reason: string | null
  readonly failure: unknown
}

/** Everything but the lease, for a table `m`. */
export const messageColumns = [
  "id",
  "jeweller_id",
  "campaign_id",
  "run_id",
  "contact_id",
  "translation_id",
  "not_after",
  "phone_number_id",
  "phone",
  "wa_user_id",
  "template_name",
  "language",
  "rendered",
  "due_at",
  "accepted_at",
  "sent_at",
  "delivered_at",
  "read_at",
  "failed_at",
  "attempts",
  "state",
  "reached",
  "cancel_reason",
  "failure"
].map((column) => `m.${column}`).join(", ")

// Every message passes here four times: rows are mapped by hand, not decoded.
export const toMessage = (row: MessageRow): Message => ({
  id: row.id as MessageId,
  jewellerId: row.jeweller_id as JewellerId,
  campaignId: row.campaign_id as CampaignId,
  runId: row.run_id as RunId,
  contactId: row.contact_id as ContactId,
  phoneNumberId: row.phone_number_id as PhoneNumberId,
  phone: row.phone as PhoneNumber | null,
  waUserId: row.wa_user_id,
  templateName: row.template_name,
  translationId: row.translation_id as TranslationId,
  language: row.language as Message["language"],
  rendered: row.rendered as Message["rendered"],
  notAfter: instant(row.not_after),
  state: row.state as Message["state"],
  reached: row.reached as Message["reached"],
  dueAt: instant(row.due_at),
  attempts: row.attempts,
  cancelReason: row.cancel_reason as Message["cancelReason"],
  failure: row.failure as Message["failure"],
  acceptedAt: instantOrNull(row.accepted_at),
  sentAt: instantOrNull(row.sent_at),
  deliveredAt: instantOrNull(row.delivered_at),
  readAt: instantOrNull(row.read_at),
  failedAt: instantOrNull(row.failed_at)
})
