import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as LogLevel from "effect/LogLevel"
import * as Option from "effect/Option"
import * as Campaign from "../../campaigns/Campaign.js"
import { type ConsentDeps, recordConsent, type Word } from "../../contacts/internal/recordConsent.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import { type ApprovalDeps, recordApprovals } from "../../templates/internal/recordApprovals.js"
import * as SenderPause from "../../tenancy/SenderPause.js"
import type { Attempt } from "../Attempt.js"
import * as Consequence from "../Consequence.js"
import type { Failure } from "../Failure.js"
import type { Message } from "../Message.js"
import type { Notice } from "./notices.js"

export interface ConsequenceDeps extends ConsentDeps, ApprovalDeps {
  readonly accounts: WhatsAppAccountStore.Service
}

/** An attempt of which something has just been learnt. */
export interface Learnt {
  readonly message: Message
  readonly attempt: Attempt
}

/** Such an attempt that has just got the failure it has now. */
export type Failed = Learnt

const wordsAtOnce = 500

/**
 * What new failures mean for their sender, campaign or contact; a sender or campaign is paused once. Not those that an
 * attempt had before: a `sent` that comes late must not pause again what somebody has set going meanwhile. Returns what is
 * to be told when it is committed.
 */
export const applyConsequences = Effect.fnUntraced(
  function*(deps: ConsequenceDeps, failed: ReadonlyArray<Failed>, at: DateTime.Utc) {
    const pauses = new Map<string, Pause>()
    const refusals: Array<Refusal> = []
    for (const { attempt, message } of failed) {
      const { failure } = attempt
      const consequence = failure === null ? null : Consequence.of(failure)
      if (failure === null || consequence === null) continue
      const reason = Consequence.describe(failure)
      if (consequence === "OPT_OUT_OF_MARKETING") {
        refusals.push({ attempt, message, reason })
        continue
      }
      const key = `${consequence} ${keyOf(consequence, message)}`
      // The newest attempt: an older one may have been made before the sender was connected again.
      const known = pauses.get(key)
      if (known === undefined || DateTime.greaterThan(attempt.begunAt, known.attempt.begunAt)) {
        pauses.set(key, { consequence, attempt, failure, message, reason })
      }
    }
    const notices: Array<Notice> = []
    for (const [, pause] of [...pauses].sort(([a], [b]) => a < b ? -1 : 1)) {
      notices.push(...yield* apply(deps, pause, at))
    }
    yield* recordRefusals(deps, refusals, at)
    return notices
  }
)

interface Refusal extends Failed {
  readonly reason: string
}

type Pausing = Exclude<Consequence.Consequence, "OPT_OUT_OF_MARKETING">

interface Pause extends Refusal {
  readonly consequence: Pausing
  readonly failure: Failure
}

/** What is paused once, however many failures of a batch are about it. */
const keyOf = (consequence: Pausing, message: Message): string => {
  switch (consequence) {
    case "PAUSE_SENDER":
      return message.jewellerId
    case "PAUSE_CAMPAIGN":
      return message.campaignId
    case "RECORD_APPROVAL":
      return message.translationId + message.jewellerId
  }
}

// Hundreds may come in one batch: together, and in one order, since every word locks the contacts it is about.
const recordRefusals = Effect.fnUntraced(
  function*(deps: ConsequenceDeps, refusals: ReadonlyArray<Refusal>, at: DateTime.Utc) {
    const byJeweller = Object.values(Arr.groupBy(refusals, ({ message }) => message.jewellerId))
    for (const ofOne of byJeweller.sort(([a], [b]) => a.message.jewellerId < b.message.jewellerId ? -1 : 1)) {
      const words = ofOne
        .sort((a, b) => a.message.contactId < b.message.contactId ? -1 : 1)
        .map(({ attempt, message, reason }): Word => ({
          person: message,
          contactId: message.contactId,
          entry: {
            action: "OPT_OUT",
            scope: "MARKETING",
            source: "WHATSAPP",
            // A report that comes late must not overrule what the person has said since.
            at: attempt.failedAt ?? attempt.answeredAt ?? at,
            proof: reason
          }
        }))
      for (const chunk of Arr.chunksOf(words, wordsAtOnce)) {
        yield* recordConsent(deps, ofOne[0].message.jewellerId, chunk)
      }
    }
  }
)

const apply = (deps: ConsequenceDeps, pause: Pause, at: DateTime.Utc) => {
  switch (pause.consequence) {
    case "PAUSE_SENDER":
      return pauseSender(deps, pause, at)
    case "PAUSE_CAMPAIGN":
      return Effect.as(pauseCampaign(deps, pause), [])
    case "RECORD_APPROVAL":
      return Effect.as(recordApproval(deps, pause, at), [])
  }
}

const pauseSender = Effect.fnUntraced(function*(
  deps: ConsequenceDeps,
  { attempt, failure, message, reason }: Pause,
  now: DateTime.Utc
) {
  const pauseClass = Consequence.pauseClassOf(failure)
  const account = Option.getOrNull(yield* deps.accounts.find(message.jewellerId))
  if (pauseClass === null || account === null || !Consequence.concerns(attempt, account)) return []
  const pause = SenderPause.decide(account, { pauseClass, reason, begunAt: attempt.begunAt, now })
  if (pause === null || !(yield* deps.accounts.pause(account, pause))) return []
  const about = {
    jewellerId: account.jewellerId,
    phoneNumberId: account.phoneNumberId,
    reason,
    resumeAt: pause.resumeAt === null ? null : DateTime.formatIso(pause.resumeAt)
  }
  // One alarm for a pause, whoever and how many come upon its cause: the store lets one of them through.
  const notice: Notice = account.status === "CONNECTED"
    ? { level: LogLevel.Error, text: "sender paused", about }
    : { level: LogLevel.Warning, text: "sender stays paused", about }
  return [notice]
})

const pauseCampaign = Effect.fnUntraced(function*(deps: ConsequenceDeps, { message, reason }: Pause) {
  const campaign = yield* deps.campaigns.lock(message.jewellerId, message.campaignId).pipe(
    Effect.catchTag("CampaignNotFound", Effect.die)
  )
  if (campaign.status !== "ACTIVE") return
  yield* Effect.logWarning("campaign paused", { campaignId: campaign.id, reason })
  yield* deps.campaigns.save(Campaign.pause(campaign, "FAILURE", reason))
})

// The answer to a message tells what a webhook would, later: it goes the same way.
const recordApproval = Effect.fnUntraced(function*(
  deps: ConsequenceDeps,
  { attempt, failure, message, reason }: Pause,
  now: DateTime.Utc
) {
  const said = Consequence.approvalOf(failure)
  const account = Option.getOrNull(yield* deps.accounts.find(message.jewellerId))
  // Approvals belong to the WABA of the number that has sent.
  if (said === null || account?.phoneNumberId !== attempt.phoneNumberId) return
  const { templateId } = yield* deps.campaigns.get(message.jewellerId, message.campaignId)
  const about = { jewellerId: message.jewellerId, wabaId: account.wabaId, templateId }
  yield* recordApprovals(deps, about, (before) =>
    before.flatMap((approval) => {
      if (approval.translationId !== message.translationId) return []
      // A status is of the time that it tells, an answer at the earliest of when its attempt began.
      const status = Consequence.correctedStatus(approval, said, attempt.failedAt ?? attempt.begunAt)
      return status === null ? [] : [{ ...approval, status, reason }]
    }), now)
}, Effect.catchTags({ CampaignNotFound: Effect.die, TemplateNotFound: Effect.die }))

/** Senders whose trial WhatsApp has accepted may send again. It asks about those only. */
export const resumeSenders = Effect.fnUntraced(function*(
  deps: Pick<ConsequenceDeps, "accounts">,
  accepted: ReadonlyArray<Learnt>
) {
  const notices: Array<Notice> = []
  const newest = new Map<string, Learnt>()
  for (const trial of accepted) {
    const known = newest.get(trial.message.jewellerId)
    if (known === undefined || DateTime.greaterThan(trial.attempt.begunAt, known.attempt.begunAt)) {
      newest.set(trial.message.jewellerId, trial)
    }
  }
  for (const [, { attempt, message }] of [...newest].sort(([a], [b]) => a < b ? -1 : 1)) {
    const account = Option.getOrNull(yield* deps.accounts.find(message.jewellerId))
    if (account === null || !Consequence.concerns(attempt, account) || !SenderPause.isEndedBy(account, attempt)) {
      continue
    }
    if (!(yield* deps.accounts.resume(account))) continue
    const { jewellerId, phoneNumberId } = account
    notices.push({ level: LogLevel.Info, text: "sender resumed", about: { jewellerId, phoneNumberId } })
  }
  return notices
})
