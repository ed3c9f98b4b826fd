// What this shop keeps: its own rows, checked by the domain's schemas on their way in.
import { CampaignId } from "@ektola/domain/campaigns/Campaign"
import { RunId } from "@ektola/domain/campaigns/Run"
import { Contact } from "@ektola/domain/contacts/Contact"
import { ContactDateRule } from "@ektola/domain/recurrence/ContactDate"
import type { Audience } from "@ektola/domain/segmentation/Audience"
import { Template, WabaTemplate } from "@ektola/domain/templates/Template"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { PhoneNumberId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

let ids = 0
export const nextId = () => `019ae000-0000-7000-8000-${String(++ids).padStart(12, "0")}`

const jewellerId = JewellerId.make(nextId())
const createdAt = DateTime.unsafeMake("2026-11-01T00:00:00Z")
const always = { jewellerId, waUserId: null, segment: "GOLD_SIP", createdAt, updatedAt: createdAt, deletedAt: null }
const unless = { attributes: {}, dateSetAt: {}, optOut: null, optedOutAt: null }
const contact = Schema.validateSync(Contact)
export const contacts = [
  { name: "Asha", language: "kn", paymentDay: 5 },
  { name: "Ravi", language: "hi", paymentDay: 5 },
  { name: "Gita", language: "en", paymentDay: 5 },
  { name: "Imran", language: "en", paymentDay: 5 },
  { name: "Meena", language: "kn", paymentDay: 5, optOut: "ALL" },
  { name: "Sunil", language: "en", paymentDay: 5, attributes: { paid_until: "2026-12-31" } },
  { name: "Kiran", language: "pa", paymentDay: 12 }
].map((row, n) => contact({ ...always, ...unless, id: nextId(), phone: `+91980000000${n}`, ...row }))

const bare = { header: null, footer: null, buttons: [] }
const template = Schema.validateSync(Template)({
  id: nextId(),
  name: "payment_due",
  category: "UTILITY",
  parameterFormat: "NAMED",
  variables: {
    name: { from: "contact", field: "name", fallback: null },
    day: { from: "reminder", field: "dueDate", fallback: null }
  },
  translations: [
    { ...bare, id: nextId(), language: "en", body: "Dear {{name}}, please pay by {{day}}." },
    { ...bare, id: nextId(), language: "kn", body: "{{name}}, ಕೊನೆಯ ದಿನ {{day}}." }
  ],
  createdAt
})
const nothing = { reason: null, categoryAt: null, quality: null, notice: null }
const known = { status: "APPROVED", changedAt: createdAt, ...nothing }
const approved = { jewellerId, wabaId: "100000000000001", templateId: template.id, ...known }

export const audience: Audience = {
  segments: ["GOLD_SIP"],
  jeweller: { name: "Shree Jewellers", defaultLanguage: "en" },
  template,
  approvals: template.translations.map(({ id, language }) =>
    Schema.validateSync(WabaTemplate)({ ...approved, translationId: id, language, category: "UTILITY" })
  )
}

const rule = { kind: "CONTACT_DATE", date: "PAYMENT_DAY", daysBefore: [3], start: "2026-12-01" } as const
export const schedule = Schema.decodeSync(ContactDateRule)({ ...rule, time: "10:00", zone: "Asia/Kolkata" })

const run = { campaignId: CampaignId.make(nextId()), runId: RunId.make(nextId()), templateName: template.name }
export const sender = { jewellerId, ...run, phoneNumberId: PhoneNumberId.make("200000000000001"), waUserId: null }
