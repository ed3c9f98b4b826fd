import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import type { Contact } from "../../contacts/Contact.js"
import * as Message from "../../messaging/Message.js"
import type * as CampaignStore from "../../ports/CampaignStore.js"
import type * as ContactStore from "../../ports/ContactStore.js"
import type * as IdGenerator from "../../ports/IdGenerator.js"
import type * as JewellerStore from "../../ports/JewellerStore.js"
import type * as MessageStore from "../../ports/MessageStore.js"
import type * as TemplateStore from "../../ports/TemplateStore.js"
import type * as UnitOfWork from "../../ports/UnitOfWork.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import * as Audience from "../../segmentation/Audience.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import type { WhatsAppAccount } from "../../tenancy/WhatsAppAccount.js"
import type { Run } from "../Run.js"

const chunkSize = 500

interface Deps {
  readonly campaigns: CampaignStore.Service
  readonly contacts: ContactStore.Service
  readonly ids: IdGenerator.Service
  readonly jewellers: JewellerStore.Service
  readonly messages: MessageStore.Service
  readonly templates: TemplateStore.Service
  readonly unitOfWork: UnitOfWork.Service
  readonly accounts: WhatsAppAccountStore.Service
}

/**
 * Decides the next chunk of contacts of one PREPARING run; the watermark moves in the same unit of work, so a crash
 * repeats or loses nobody. After the last chunk the run is READY. Returns how many chunks it decided.
 */
export const prepareRun = (deps: Deps) =>
  deps.unitOfWork.transact(
    TenantScope.system,
    Effect.gen(function*() {
      const [run] = yield* deps.campaigns.lockPreparing
      if (run === undefined) return 0
      const { account, audience } = yield* loadAudience(deps, run)
      const contacts = yield* deps.contacts.listForAudience(run.jewellerId, {
        segments: audience.segments,
        cutoff: run.cutoffAt,
        after: run.watermark,
        limit: chunkSize
      })
      const { messages, skips } = yield* decideAll(deps, { run, audience, account, contacts })
      const planned = yield* deps.messages.insertMany(messages)
      yield* deps.campaigns.insertSkips(run, skips)
      yield* deps.campaigns.saveRun({
        ...run,
        watermark: contacts.at(-1)?.id ?? run.watermark,
        planned: run.planned + planned,
        skipped: run.skipped + skips.length,
        status: contacts.length < chunkSize ? "READY" : "PREPARING"
      })
      return 1
    }).pipe(
      // A run whose campaign, template or account is gone cannot be explained by an error of the caller.
      Effect.catchTags({
        CampaignNotFound: Effect.die,
        JewellerNotFound: Effect.die,
        TemplateNotFound: Effect.die
      })
    )
  ).pipe(Effect.withSpan("Scheduler.prepareRun"))

const loadAudience = Effect.fnUntraced(function*(deps: Deps, run: Run) {
  const campaign = yield* deps.campaigns.get(run.jewellerId, run.campaignId)
  const template = yield* deps.templates.get(campaign.templateId)
  const jeweller = yield* deps.jewellers.get(run.jewellerId)
  const account = yield* deps.accounts.find(run.jewellerId)
  const approvals = Option.isSome(account)
    ? yield* deps.templates.listApprovals(run.jewellerId, account.value.wabaId, template.id)
    : []
  const audience: Audience.Audience = { segments: campaign.segments, template, approvals, jeweller }
  return { account, audience }
})

const decideAll = Effect.fnUntraced(function*(deps: Deps, input: {
  readonly run: Run
  readonly audience: Audience.Audience
  readonly account: Option.Option<WhatsAppAccount>
  readonly contacts: ReadonlyArray<Contact>
}) {
  const messages: Array<Message.Message> = []
  const skips: Array<CampaignStore.SkippedContact> = []
  for (const contact of input.contacts) {
    if (!Audience.targets(input.audience, contact)) continue
    const decision = Audience.decide(input.audience, contact)
    if (Either.isLeft(decision)) {
      skips.push({ contactId: contact.id, ...decision.left })
    } else if (Option.isSome(input.account)) {
      messages.push(Message.queue({
        id: Message.MessageId.make(yield* deps.ids.id),
        jewellerId: input.run.jewellerId,
        campaignId: input.run.campaignId,
        runId: input.run.id,
        contactId: contact.id,
        phoneNumberId: input.account.value.phoneNumberId,
        phone: contact.phone,
        waUserId: contact.waUserId,
        templateName: input.audience.template.name,
        translationId: decision.right.translation.id,
        language: decision.right.translation.language,
        rendered: decision.right.rendered,
        notAfter: input.run.notAfter
      }, input.run.scheduledAt))
    }
  }
  return { messages, skips }
})
