import type { Attempt, AttemptId } from "@ektola/domain/messaging/Attempt"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import { instant, instantOrNull } from "./values.js"

export interface AttemptRow {
  readonly id: string
  readonly message_id: string
  readonly phone_number_id: string
  readonly number: number
  readonly token: string
  readonly state: string
  readonly evidence: string
  readonly wamid: string | null
  readonly failure: unknown
  readonly retry_at: Date | null
  readonly begun_at: Date
  readonly answered_at: Date | null
  readonly accepted_at: Date | null
  readonly sent_at: Date | null
  readonly delivered_at: Date | null
  readonly read_at: Date | null
  readonly failed_at: Date | null
  readonly first_status_at: Date | null
}

/** For a table `a`. */
export const attemptColumns = [
  "id",
  "message_id",
  "phone_number_id",
  "number",
  "token",
  "state",
  "evidence",
  "wamid",
  "failure",
  "retry_at",
  "begun_at",
  "answered_at",
  "accepted_at",
  "sent_at",
  "delivered_at",
  "read_at",
  "failed_at",
  "first_status_at"
].map((column) => `a.${column}`).join(", ")

export const toAttempt = (row: AttemptRow): Attempt => ({
  id: row.id as AttemptId,
  messageId: row.message_id as MessageId,
  phoneNumberId: row.phone_number_id as PhoneNumberId,
  number: row.number,
  token: row.token,
  state: row.state as Attempt["state"],
  evidence: row.evidence as Attempt["evidence"],
  wamid: row.wamid,
  failure: row.failure as Attempt["failure"],
  retryAt: instantOrNull(row.retry_at),
  begunAt: instant(row.begun_at),
  answeredAt: instantOrNull(row.answered_at),
  acceptedAt: instantOrNull(row.accepted_at),
  sentAt: instantOrNull(row.sent_at),
  deliveredAt: instantOrNull(row.delivered_at),
  readAt: instantOrNull(row.read_at),
  failedAt: instantOrNull(row.failed_at),
  firstStatusAt: instantOrNull(row.first_status_at)
})
