import * as DateTime from "effect/DateTime"
import type * as MessageStore from "../../ports/MessageStore.js"
import * as Attempt from "../Attempt.js"
import * as Consequence from "../Consequence.js"
import type { Failure } from "../Failure.js"
import * as Message from "../Message.js"
import * as RetryPolicy from "../RetryPolicy.js"
import type { StatusUpdate } from "../StatusUpdate.js"
import type { Failed } from "./applyConsequences.js"
import type { Waiting } from "./findWaiting.js"
import type { Recognised } from "./recognise.js"

const known: ReadonlySet<string> = new Set(["sent", "delivered", "read", "failed"])

const tokenKey = (phoneNumberId: string, token: string) => `${phoneNumberId} token ${token}`
const wamidKey = (phoneNumberId: string, wamid: string) => `${phoneNumberId} wamid ${wamid}`

interface Input {
  readonly now: DateTime.Utc
  readonly jitter: number
  readonly waits: Waiting
}

/**
 * What statuses change in the messages they are about, and which of them are about none. Statuses that bring nothing new
 * leave no trace; unknown ones are kept as events and change nothing. `failed` are the changes by which an attempt got
 * another failure, and whatever a failure tells of the person or the template, which is true of its time also when the
 * attempt has done better since; `recognised` the recipients whose user id a status shows and their message did not know.
 */
export const applyStatuses = (
  messages: ReadonlyArray<Message.WithAttempts>,
  updates: ReadonlyArray<StatusUpdate>,
  input: Input
): {
  readonly changes: ReadonlyArray<MessageStore.Change>
  readonly failed: ReadonlyArray<Failed>
  readonly orphans: ReadonlySet<StatusUpdate>
  readonly recognised: ReadonlyArray<Recognised>
} => {
  const drafts = messages.map((current) => ({
    message: current.message,
    before: current.attempts,
    attempts: [...current.attempts],
    changed: new Set<number>(),
    events: [] as Array<MessageStore.Change["events"][number]>
  }))
  const places = new Map<string, readonly [draft: number, attempt: number]>()
  drafts.forEach((draft, at) =>
    draft.attempts.forEach(({ phoneNumberId, token, wamid }, number) => {
      places.set(tokenKey(phoneNumberId, token), [at, number])
      if (wamid !== null) places.set(wamidKey(phoneNumberId, wamid), [at, number])
    })
  )
  const orphans = new Set<StatusUpdate>()
  const recognised: Array<Recognised> = []
  const told: Array<Failed> = []
  for (const update of updates) {
    const place = (update.token === null ? undefined : places.get(tokenKey(update.phoneNumberId, update.token))) ??
      places.get(wamidKey(update.phoneNumberId, update.wamid))
    const draft = place === undefined ? undefined : drafts[place[0]]
    const attempt = place === undefined ? undefined : draft?.attempts[place[1]]
    if (place === undefined || draft === undefined || attempt === undefined) {
      orphans.add(update)
      continue
    }
    const { jewellerId, phone, waUserId } = draft.message
    if (phone !== null && waUserId === null && update.waUserId !== null) {
      recognised.push({ jewellerId, phone, waUserId: update.waUserId })
    }
    if (update.failure !== null && tellsMore(update.failure)) {
      told.push({
        attempt: { ...attempt, failure: update.failure, failedAt: update.occurredAt },
        message: draft.message
      })
    }
    const next = Attempt.apply(attempt, {
      _tag: "StatusReported",
      update,
      retryAt: retryAt(draft.message, draft.attempts, attempt, update, input),
      at: input.now
    })
    if (next !== attempt) {
      draft.attempts[place[1]] = next
      draft.changed.add(place[1])
    }
    if (next !== attempt || !known.has(update.status)) draft.events.push({ attemptId: attempt.id, update })
  }
  const changes = drafts.filter(({ events }) => events.length > 0).map((draft) => ({
    message: Message.fold(draft.message, draft.attempts),
    attempts: draft.attempts.filter((_, number) => draft.changed.has(number)),
    events: draft.events
  }))
  const failed = drafts.flatMap(({ attempts, before, message }) =>
    attempts.flatMap((attempt, number) =>
      attempt.failure === before[number]?.failure || (attempt.failure !== null && tellsMore(attempt.failure))
        ? []
        : [{ attempt, message }]
    )
  )
  return { changes, failed: [...failed, ...told], orphans, recognised }
}

// Both are dated, so that hearing them again changes nothing. A pause is not: it comes once, when an attempt fails.
const tellsMore = (failure: Failure): boolean => {
  const consequence = Consequence.of(failure)
  return consequence === "OPT_OUT_OF_MARKETING" || consequence === "RECORD_APPROVAL"
}

const retryAt = (
  message: Message.Message,
  attempts: ReadonlyArray<Attempt.Attempt>,
  attempt: Attempt.Attempt,
  update: StatusUpdate,
  input: Input
): DateTime.Utc | null =>
  update.failure === null || !RetryPolicy.isRepeatable(update.failure) ? null : RetryPolicy.retryAt({
    failure: update.failure,
    earlier: attempts.filter((candidate) => candidate.number < attempt.number),
    // No failure is older than its attempt, whatever its timestamp says: the wait must not have passed already.
    now: DateTime.max(update.occurredAt, attempt.begunAt),
    notAfter: message.notAfter,
    retryAfter: null,
    jitter: input.jitter,
    waitsForTemplate: input.waits(message)
  })
