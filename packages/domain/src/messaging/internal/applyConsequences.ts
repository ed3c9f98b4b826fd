import * as Arr from "effect/Array"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type ConsentDeps, recordConsent, type Word } from "../../contacts/internal/recordConsent.js"
import type * as WhatsAppAccountStore from "../../ports/WhatsAppAccountStore.js"
import type { Attempt } from "../Attempt.js"
import * as Consequence from "../Consequence.js"
import type { Message } from "../Message.js"

export interface ConsequenceDeps extends ConsentDeps {
  readonly accounts: WhatsAppAccountStore.Service
}

/** An attempt that has just got the failure it has now. */
export interface Failed {
  readonly message: Message
  readonly attempt: Attempt
}

const wordsAtOnce = 500

/**
 * What new failures mean for their sender, campaign or contact; a sender or campaign is paused once. Not those that an
 * attempt had before: a `sent` that comes late must not pause again what somebody has set going meanwhile.
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
      const key = `${consequence} ${consequence === "PAUSE_SENDER" ? message.jewellerId : message.campaignId}`
      // The newest attempt: an older one may have been made before the sender was connected again.
      const known = pauses.get(key)
      if (known === undefined || DateTime.greaterThan(attempt.begunAt, known.attempt.begunAt)) {
        pauses.set(key, { consequence, attempt, message, reason })
      }
    }
    for (const [, pause] of [...pauses].sort(([a], [b]) => a < b ? -1 : 1)) yield* apply(deps, pause)
    yield* recordRefusals(deps, refusals, at)
  }
)

interface Refusal extends Failed {
  readonly reason: string
}

interface Pause extends Refusal {
  readonly consequence: Exclude<Consequence.Consequence, "OPT_OUT_OF_MARKETING">
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

const apply = Effect.fnUntraced(function*(deps: ConsequenceDeps, input: Pause) {
  const { message, reason } = input
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
  }
})
