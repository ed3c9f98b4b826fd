import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type ConsentDeps, recordConsent } from "../../contacts/internal/recordConsent.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { Attempt } from "../Attempt.js"
import * as Consequence from "../Consequence.js"
import type { Failure } from "../Failure.js"
import type { Message } from "../Message.js"

export interface ConsequenceDeps extends ConsentDeps {
  readonly accounts: WhatsAppAccountStore.Service
}

/** An attempt that has just got the failure it has now. */
export interface Failed {
  readonly message: Message
  readonly attempt: Attempt
}

/**
 * What new failures mean for their sender, campaign or contact; each of them once. Not those that an attempt had before:
 * a `sent` that comes late must not pause again what somebody has set going meanwhile.
 */
export const applyConsequences = Effect.fnUntraced(
  function*(deps: ConsequenceDeps, failed: ReadonlyArray<Failed>, at: DateTime.Utc) {
    const done = new Set<string>()
    for (const { attempt, message } of failed) {
      const { failure } = attempt
      const consequence = failure === null ? null : Consequence.of(failure)
      if (failure === null || consequence === null) continue
      const key = `${consequence} ${subject(consequence, message)}`
      if (done.has(key)) continue
      done.add(key)
      yield* apply(deps, { consequence, failure, message, attempt, at })
    }
  }
)

const subject = (consequence: Consequence.Consequence, message: Message): string =>
  consequence === "PAUSE_SENDER"
    ? message.jewellerId
    : consequence === "PAUSE_CAMPAIGN"
    ? message.campaignId
    : message.contactId

const apply = Effect.fnUntraced(function*(deps: ConsequenceDeps, input: {
  readonly consequence: Consequence.Consequence
  readonly failure: Failure
  readonly message: Message
  readonly attempt: Attempt
  readonly at: DateTime.Utc
}) {
  const { failure, message } = input
  const reason = Consequence.describe(failure)
  switch (input.consequence) {
    case "PAUSE_SENDER": {
      const account = Option.getOrNull(yield* deps.accounts.find(message.jewellerId))
      if (account === null || !Consequence.concerns(input.attempt, account)) return
      yield* Effect.logWarning("sender paused", { jewellerId: message.jewellerId, reason })
      return yield* deps.accounts.pause(message.jewellerId, reason)
    }
    case "PAUSE_CAMPAIGN": {
      const campaign = yield* deps.campaigns.lock(message.jewellerId, message.campaignId).pipe(
        Effect.catchTag("CampaignNotFound", Effect.die)
      )
      if (campaign.status !== "ACTIVE") return
      yield* Effect.logWarning("campaign paused", { campaignId: campaign.id, reason })
      return yield* deps.campaigns.save({ ...campaign, status: "PAUSED", pauseReason: reason })
    }
    case "OPT_OUT_OF_MARKETING":
      return yield* recordConsent(deps, message.jewellerId, [{
        person: message,
        contactId: message.contactId,
        entry: {
          action: "OPT_OUT",
          scope: "MARKETING",
          source: "WHATSAPP",
          // A report that comes late must not overrule what the person has said since.
          at: input.attempt.failedAt ?? input.attempt.answeredAt ?? input.at,
          proof: reason
        }
      }])
  }
})
