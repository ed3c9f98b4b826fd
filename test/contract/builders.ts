/** Values with every field set, to be varied by what a test is about. Ids ascend, as ids of one process do. */
import * as Campaign from "@ektola/domain/campaigns/Campaign"
import * as Run from "@ektola/domain/campaigns/Run"
import * as Consent from "@ektola/domain/contacts/Consent"
import * as Contact from "@ektola/domain/contacts/Contact"
import * as Import from "@ektola/domain/contacts/Import"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { Email, type User, UserId } from "@ektola/domain/identity/User"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Message from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import { InboundId, type StoredInbound } from "@ektola/domain/ports/InboundStore"
import type { Line } from "@ektola/domain/ports/SuppressionStore"
import { type WebhookEvent, WebhookEventId } from "@ektola/domain/ports/WebhookInbox"
import * as Template from "@ektola/domain/templates/Template"
import * as AccountStanding from "@ektola/domain/tenancy/AccountStanding"
import * as Jeweller from "@ektola/domain/tenancy/Jeweller"
import * as WhatsAppAccount from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import { randomBytes } from "node:crypto"

/** Seconds after a fixed instant. */
export const at = (seconds: number): DateTime.Utc => DateTime.unsafeMake(1_795_564_800_000 + Math.round(seconds * 1000))

let lastId = 0
export const uuid = (): string => {
  lastId = Math.max(lastId + 1, Date.now() * 0x1000)
  const time = Math.floor(lastId / 0x1000).toString(16).padStart(12, "0")
  const counter = (lastId % 0x1000).toString(16).padStart(3, "0")
  const random = randomBytes(8).toString("hex")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-8${random.slice(0, 3)}-${random.slice(4)}`
}

let count = 0
/** Digits that nothing else in this process has. */
const unique = (prefix: string): string => `${prefix}${String(++count).padStart(8, "0")}`

const newPhone = (): PhoneNumber => PhoneNumber.make(unique("+9198"))
export const newPhoneNumberId = (): WhatsAppAccount.PhoneNumberId => WhatsAppAccount.PhoneNumberId.make(unique("2000"))
export const newWabaId = (): WhatsAppAccount.WabaId => WhatsAppAccount.WabaId.make(unique("1000"))
export const newJewellerId = (): Jeweller.JewellerId => Jeweller.JewellerId.make(uuid())
export const newContactId = (): Contact.ContactId => Contact.ContactId.make(uuid())
export const newMessageId = (): Message.MessageId => Message.MessageId.make(uuid())

export const aJeweller = (over: Partial<Jeweller.Jeweller> = {}): Jeweller.Jeweller => ({
  id: newJewellerId(),
  name: "Śrī Lakṣmī ज्वैलर्स",
  status: "ACTIVE",
  statusReason: null,
  zone: "Asia/Kolkata",
  defaultLanguage: "hi",
  allowedHours: null,
  createdAt: at(-1000.001),
  ...over
})

export const aUser = (over: Partial<User> = {}): User => ({
  id: UserId.make(uuid()),
  jewellerId: null,
  email: Email.make(unique("user") + "@example.com"),
  name: "Meera O'Neil",
  role: "ADMIN",
  passwordHash: "$argon2id$v=19$made-up",
  ...over
})

export const anAccount = (
  jewellerId: Jeweller.JewellerId,
  over: Partial<WhatsAppAccount.WhatsAppAccount> = {}
): WhatsAppAccount.WhatsAppAccount => ({
  id: WhatsAppAccount.WhatsAppAccountId.make(uuid()),
  jewellerId,
  wabaId: newWabaId(),
  phoneNumberId: newPhoneNumberId(),
  displayPhoneNumber: "+91 98000 09001",
  encryptedToken: "eyJhbGciOiJkaXIifQ..made.up",
  status: "CONNECTED",
  pauseReason: null,
  pauseClass: null,
  resumeAt: null,
  pauses: 0,
  ratePerSecond: 80,
  portfolioId: null,
  messagingLimit: null,
  standing: AccountStanding.silence,
  connectedAt: at(-900.25),
  ...over
})

export const aTemplate = (over: Partial<Template.Template> = {}): Template.Template => ({
  id: Template.TemplateId.make(uuid()),
  name: unique("interest_due_"),
  category: "UTILITY",
  parameterFormat: "NAMED",
  variables: {
    first_name: { from: "contact", field: "name", fallback: "customer" },
    "goldWeight_g": { from: "attribute", key: "gold_weight", fallback: null },
    shop: { from: "jeweller", field: "name", fallback: null },
    offer: { from: "literal", value: "10% \"off\"" }
  },
  // Not in the order of their ids or languages.
  translations: [
    {
      id: Template.TranslationId.make(uuid()),
      language: "ta",
      header: null,
      body: "{{first_name}}",
      footer: null,
      buttons: []
    },
    {
      id: Template.TranslationId.make(uuid()),
      language: "hi",
      header: "नमस्ते",
      body: "प्रिय {{first_name}}",
      footer: "धन्यवाद",
      buttons: []
    },
    {
      id: Template.TranslationId.make(uuid()),
      language: "en",
      header: "Hi",
      body: "Dear\n{{first_name}}",
      footer: "Bye",
      buttons: [
        { type: "QUICK_REPLY", text: "Stop “offers”", payload: "OPTOUT:MARKETING" },
        { type: "QUICK_REPLY", text: "हाँ", payload: null },
        { type: "URL", text: "Pay", url: "https://example.com/pay?loan={{first_name}}" },
        { type: "PHONE_NUMBER", text: "Call", phone: PhoneNumber.make("+919800009001") },
        { type: "COPY_CODE", code: "DIWALI10" }
      ]
    }
  ],
  createdAt: at(-800.5),
  ...over
})

/** The approval of every translation in the account's WABA. */
export const approvalsOf = (
  template: Template.Template,
  account: Pick<WhatsAppAccount.WhatsAppAccount, "jewellerId" | "wabaId">,
  over: Partial<Template.WabaTemplate> = {}
): ReadonlyArray<Template.WabaTemplate> =>
  template.translations.map(({ id, language }) => ({
    jewellerId: account.jewellerId,
    wabaId: account.wabaId,
    translationId: id,
    templateId: template.id,
    language,
    status: "APPROVED",
    category: template.category,
    reason: null,
    changedAt: at(-500.125),
    categoryAt: null,
    quality: null,
    notice: null,
    ...over
  }))

type Input = Omit<Contact.ContactInput, "optOut">

export const aContact = (over: Partial<Input> = {}): { readonly id: Contact.ContactId; readonly input: Input } => ({
  id: newContactId(),
  input: {
    phone: newPhone(),
    name: "ஆஷா “Asha” 🙏",
    segment: "GOLD_LOAN",
    language: "ta",
    paymentDay: 5,
    attributes: { gold_weight: "12.5 g", "Loan No": "GL-1", camelCase: "yes", "": "no heading" },
    ...over
  }
})

/** A contact of which nothing is known but number and segment. */
export const aBareContact = (over: Partial<Input> = {}) =>
  aContact({ name: null, language: null, paymentDay: null, attributes: {}, ...over })

export const anImport = (
  jewellerId: Jeweller.JewellerId,
  over: Partial<Import.Import> = {}
): Import.Import => ({
  id: Import.ImportId.make(uuid()),
  jewellerId,
  fileName: "ग्राहक list (1).csv",
  bytes: 0,
  bytesRead: 0,
  rowsDone: 0,
  status: "QUEUED",
  counts: Import.noCounts,
  failure: null,
  notices: [],
  createdAt: at(0),
  completedAt: null,
  ...over
})

export const aReport = (row: number, over: Partial<Import.RowReport> = {}): Import.RowReport => ({
  row,
  kind: "FAILED",
  column: "Phone",
  value: "98",
  reason: "the phone number has the wrong number of digits",
  duplicateOf: null,
  ...over
})

export const aCampaign = (
  jewellerId: Jeweller.JewellerId,
  templateId: Template.TemplateId,
  over: Partial<Campaign.Campaign> = {}
): Campaign.Campaign => ({
  id: Campaign.CampaignId.make(uuid()),
  jewellerId,
  name: "ब्याज reminder",
  templateId,
  category: "UTILITY",
  segments: ["GOLD_SIP", "GOLD_LOAN"],
  schedule: { kind: "ONE_TIME", at: "2026-11-25T10:00", zone: "Asia/Kolkata" },
  missedRuns: { policy: "SKIP" },
  sendWithinMinutes: 90,
  whenTemplatePaused: "WAIT",
  whenUnconfirmed: "GIVE_UP",
  status: "ACTIVE",
  pauseCause: null,
  pauseReason: null,
  nextRunAt: null,
  scheduledSince: at(-600.5),
  createdAt: at(-700.125),
  ...over
})

export const aRun = (
  campaign: Pick<Campaign.Campaign, "id" | "jewellerId">,
  over: Partial<Run.Run> = {}
): Run.Run => ({
  id: Run.RunId.make(uuid()),
  jewellerId: campaign.jewellerId,
  campaignId: campaign.id,
  occurrence: unique("2026-11-25T10:00:"),
  zone: "Asia/Kolkata",
  scheduledAt: at(0),
  notAfter: at(5400),
  status: "READY",
  missedReason: null,
  cutoffAt: at(1.5),
  reminder: null,
  watermark: null,
  planned: 0,
  skipped: 0,
  createdAt: at(2.75),
  completedAt: null,
  ...over
})

export const aMessage = (
  run: Pick<Run.Run, "id" | "jewellerId" | "campaignId">,
  sender: Pick<WhatsAppAccount.WhatsAppAccount, "phoneNumberId">,
  over: Partial<Message.Message> = {}
): Message.Message => ({
  ...Message.queue({
    id: newMessageId(),
    jewellerId: run.jewellerId,
    campaignId: run.campaignId,
    runId: run.id,
    contactId: newContactId(),
    phoneNumberId: sender.phoneNumberId,
    phone: newPhone(),
    waUserId: null,
    templateName: "interest_due",
    translationId: Template.TranslationId.make(uuid()),
    language: "hi",
    rendered: {
      header: [{ name: null, text: "नमस्ते" }],
      body: [{ name: "first_name", text: "Asha" }, { name: "goldWeight_g", text: "12.5" }]
    },
    notAfter: at(5400)
  }, at(0)),
  ...over
})

export const anAttempt = (
  message: Pick<Message.Message, "id" | "phoneNumberId">,
  over: Partial<Attempt.Attempt> = {}
): Attempt.Attempt => ({
  ...Attempt.begin({
    id: Attempt.AttemptId.make(uuid()),
    messageId: message.id,
    phoneNumberId: message.phoneNumberId,
    number: 1,
    token: unique("ek1.token-"),
    begunAt: at(10)
  }),
  ...over
})

export const aStatus = (
  attempt: Pick<Attempt.Attempt, "phoneNumberId" | "token" | "wamid">,
  over: Partial<StatusUpdate> = {}
): StatusUpdate => ({
  phoneNumberId: attempt.phoneNumberId,
  wabaId: "100000000000001",
  wamid: attempt.wamid ?? unique("wamid.other-"),
  token: attempt.token,
  status: "sent",
  occurredAt: at(20),
  recipientPhone: "919800000001",
  waUserId: null,
  failure: null,
  ...over
})

export const newWamid = (): string => unique("wamid.")

export const anEvent = (over: Partial<WebhookEvent> = {}): WebhookEvent => ({
  id: WebhookEventId.make(uuid()),
  body: "{\"object\":\"whatsapp_business_account\",\"entry\":[]}",
  receivedAt: at(0),
  ...over
})

export const newPerson = (): string => unique("person-")

/** What one person has said, to be stored. */
export const aSuppression = (history: Partial<Consent.History> = {}, person: string = newPerson()) => ({
  person,
  history: { ...Consent.silence, ...history }
})

export const aLine = (over: Partial<Line> = {}): Line => ({
  action: "OPT_OUT",
  scope: "ALL",
  source: "INBOUND",
  at: at(50),
  proof: "message wamid.1: \"बंद करें\"",
  person: null,
  contactId: null,
  ...over
})

export const anInbound = (over: Partial<StoredInbound> = {}): StoredInbound => ({
  id: InboundId.make(uuid()),
  wamid: newWamid(),
  kind: "text",
  phoneNumberId: newPhoneNumberId(),
  phone: PhoneNumber.make("+919800000001"),
  waUserId: "IN.1",
  at: at(10),
  text: "“नमस्ते” 🙏\nHi",
  payload: null,
  answers: null,
  newPhone: null,
  ...over
})
