import * as Campaign from "@ektola/domain/campaigns/Campaign"
import * as Run from "@ektola/domain/campaigns/Run"
import * as Contact from "@ektola/domain/contacts/Contact"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import type { Failure } from "@ektola/domain/messaging/Failure"
import * as Message from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import * as Template from "@ektola/domain/templates/Template"
import * as Jeweller from "@ektola/domain/tenancy/Jeweller"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"

/** Seconds after a fixed instant. */
export const at = (seconds: number): DateTime.Utc => DateTime.unsafeMake(1_795_564_800_000 + seconds * 1000)

const id = (suffix: number) => `01990000-0000-7000-8000-${String(suffix).padStart(12, "0")}`

export const phoneNumberId = PhoneNumberId.make("200000000000001")

export const aMessage = (): Message.Message =>
  Message.queue({
    id: Message.MessageId.make(id(1)),
    jewellerId: Jeweller.JewellerId.make(id(2)),
    campaignId: Campaign.CampaignId.make(id(3)),
    runId: Run.RunId.make(id(4)),
    contactId: Contact.ContactId.make(id(5)),
    phoneNumberId,
    phone: PhoneNumber.make("+919800000001"),
    waUserId: null,
    templateName: "interest_due",
    translationId: Template.TranslationId.make(id(6)),
    language: "hi",
    rendered: { header: [], body: [] },
    notAfter: at(86_400 * 3)
  }, at(0))

export const anAttempt = (): Attempt.Attempt =>
  Attempt.begin({
    id: Attempt.AttemptId.make(id(7)),
    messageId: Message.MessageId.make(id(1)),
    phoneNumberId,
    number: 1,
    token: "token-1",
    begunAt: at(1)
  })

export const statusOf = (status: string, occurredAt: DateTime.Utc, failure: Failure | null = null): StatusUpdate => ({
  phoneNumberId,
  wabaId: "100000000000001",
  wamid: "wamid.1",
  token: "token-1",
  status,
  occurredAt,
  recipientPhone: "919800000001",
  waUserId: null,
  failure
})
