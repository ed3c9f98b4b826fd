import type { Run } from "@ektola/domain/campaigns/Run"
import * as Consent from "@ektola/domain/contacts/Consent"
import * as Attempt from "@ektola/domain/messaging/Attempt"
import * as Figures from "@ektola/domain/messaging/Figures"
import * as Message from "@ektola/domain/messaging/Message"
import type { Tables } from "@ektola/domain/ports/memory/MemoryDatabase"
import type { SendRequest } from "@ektola/domain/ports/MessageSender"
import * as TimeZone from "@ektola/domain/recurrence/TimeZone"
import * as WhatsAppAccount from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as Equal from "effect/Equal"
import type { Words } from "./Words.js"
import { zone } from "./World.js"

/** Told for every sentence that is not true. */
export type Broken = (what: string) => void

const deferralMillis = 24 * 3_600_000

/**
 * What has to be true at every moment, looked at after every step of every fiber, unless a unit of work is open. The
 * numbers are those of the design's list of invariants.
 */
export class Invariants {
  /** How often a connected sender was paused. */
  pauses = 0
  private readonly seenAccounts = new Map<string, string>()
  private readonly seenMessages = new Map<string, Message.Message>()
  private readonly seenAttempts = new Map<string, Attempt.Attempt>()
  private readonly seenRuns = new Map<string, Run>()
  private readonly seenSkips = new Set<string>()
  private readonly contactsSince = new Map<string, number>()
  private readonly funnels = new Map<string, Figures.Funnel>()

  constructor(
    private readonly tables: Tables,
    private readonly words: Words,
    private readonly now: () => number,
    private readonly broken: Broken
  ) {}

  check(): void {
    const touched = new Set<string>()
    for (const id of this.tables.contacts.keys()) {
      if (!this.contactsSince.has(id)) this.contactsSince.set(id, this.now())
    }
    for (const { id, status } of this.tables.accounts.values()) {
      if (status === "PAUSED" && this.seenAccounts.get(id) === "CONNECTED") this.pauses++
      this.seenAccounts.set(id, status)
    }
    for (const message of this.tables.messages.values()) {
      const attempts = this.tables.attempts.get(message.id) ?? []
      const news = attempts.filter((attempt) => this.seenAttempts.get(attempt.id) !== attempt)
      if (this.seenMessages.get(message.id) === message && news.length === 0) continue
      touched.add(message.runId)
      for (const attempt of news) this.checkAttempt(message, attempts, attempt)
      this.checkMessage(message, attempts)
      this.seenMessages.set(message.id, message)
      for (const attempt of news) this.seenAttempts.set(attempt.id, attempt)
    }
    if (this.seenSkips.size < this.tables.skips.size) this.checkSkips()
    for (const run of this.tables.runs.values()) {
      if (this.seenRuns.get(run.id) === run && !touched.has(run.id)) continue
      this.checkRun(run)
      this.seenRuns.set(run.id, run)
    }
  }

  /** A request on the wire has its attempt in the store, begun and not answered. */
  checkPost(request: SendRequest): void {
    for (const [messageId, attempts] of this.tables.attempts) {
      const attempt = attempts.find(({ token }) => token === request.token)
      if (attempt === undefined) continue
      if (attempt.answeredAt !== null && attempt.evidence !== "OUTCOME_UNKNOWN") {
        this.broken(`${messageId} is posted after its attempt was answered`)
      }
      return
    }
    this.broken(`a message is posted without a stored attempt (${request.token})`)
  }

  private checkAttempt(
    message: Message.Message,
    attempts: ReadonlyArray<Attempt.Attempt>,
    attempt: Attempt.Attempt
  ): void {
    const before = this.seenAttempts.get(attempt.id)
    if (before === undefined) return this.checkBegin(message, attempts, attempt)
    const name = `attempt ${attempt.number} of ${attempt.messageId}`
    if (Attempt.rank(attempt.evidence) < Attempt.rank(before.evidence)) {
      this.broken(`1: ${name} fell from ${before.evidence} to ${attempt.evidence}`)
    }
    for (const time of ["sentAt", "deliveredAt", "readAt", "failedAt"] as const) {
      const [old, fresh] = [before[time], attempt[time]]
      if (old !== null && (fresh === null || DateTime.greaterThan(fresh, old))) {
        this.broken(`1: ${time} of ${name} rose`)
      }
    }
  }

  /** What the guard promises, at the moment the attempt became part of the world. */
  private checkBegin(
    message: Message.Message,
    attempts: ReadonlyArray<Attempt.Attempt>,
    attempt: Attempt.Attempt
  ): void {
    const name = `attempt ${attempt.number} of ${message.id}`
    const { accounts, approvals, campaigns, contacts, jewellers, runs } = this.tables
    const contact = contacts.get(message.contactId)
    const campaign = campaigns.get(message.campaignId)
    const account = accounts.get(message.jewellerId)
    const approval = approvals.get(`${message.jewellerId} ${account?.wabaId} ${message.translationId}`)
    const category = approval?.category ?? "MARKETING"
    const refusals = [contact?.optOut ?? null, this.words.heard(message.jewellerId, message.phone)]
    if (refusals.some((scope) => Consent.refuses(scope, category))) this.broken(`guard: ${name} after an opt-out`)
    const hours = jewellers.get(message.jewellerId)?.allowedHours ?? null
    const hour = TimeZone.format(zone, DateTime.unsafeMake(this.now())).slice(11, 16)
    if (hours !== null && (hour < hours.from || hour >= hours.to)) this.broken(`guard: ${name} at ${hour}`)
    if (contact?.deletedAt !== null) this.broken(`guard: ${name} to a deleted contact`)
    if (campaign?.status !== "ACTIVE") this.broken(`guard: ${name} of a campaign that is ${campaign?.status}`)
    if (category !== campaign?.category) this.broken(`guard: ${name} with a template that is ${category}`)
    if (approval?.status !== "APPROVED") this.broken(`guard: ${name} with a template that is ${approval?.status}`)
    if (account === undefined || !WhatsAppAccount.maySend(account, DateTime.unsafeMake(this.now()))) {
      this.broken(`guard: ${name} from a sender that is ${account?.status}`)
    }
    if (jewellers.get(message.jewellerId)?.status !== "ACTIVE") this.broken(`guard: ${name} of a stopped jeweller`)
    if (runs.get(message.runId)?.status !== "READY") this.broken(`${name} in a run that is not READY`)
    if (DateTime.toEpochMillis(message.notAfter) <= this.now()) this.broken(`6: ${name} after its time`)

    const silent = attempts.filter((earlier) => Attempt.isSilent(earlier) && earlier.number < attempt.number)
    if (silent.length > 1) this.broken(`${name} after ${silent.length} that ended in silence`)

    const earlier = attempts.filter(({ number }) => number < attempt.number)
    for (const { evidence, failedAt, failure, retryAt, state } of earlier) {
      const isSilent = evidence === "OUTCOME_UNKNOWN" && campaign?.whenUnconfirmed === "REPEAT_ONCE"
      const mayRepeat = state === "NOT_WRITTEN" ||
        (retryAt !== null && (evidence === "REJECTED" || evidence === "FAILED" || isSilent))
      if (evidence === "DELIVERED" || evidence === "READ") this.broken(`${name} although an earlier one is ${evidence}`)
      else if (!mayRepeat) this.broken(`${name} although an earlier one is ${state}, ${evidence}`)
      if (retryAt !== null && DateTime.toEpochMillis(retryAt) > this.now()) this.broken(`${name} before its time`)
      const deferredAt = failure?.class === "DEFER" ? failedAt : null
      if (deferredAt !== null && this.now() < DateTime.toEpochMillis(deferredAt) + deferralMillis) {
        this.broken(`${name} within a day of a deferral`)
      }
    }
  }

  private checkMessage(message: Message.Message, attempts: ReadonlyArray<Attempt.Attempt>): void {
    const { cancelReason, id, state } = message
    if (attempts.filter(Attempt.isOpen).length > 1) this.broken(`2: ${id} has two open attempts`)
    const folded = Message.fold(message, attempts)
    if (!same(Message.progress(folded), Message.progress(message))) {
      this.broken(`2: ${id} is ${state} and its attempts add up to ${folded.state}`)
    }
    if (state === "CANCELLED" && cancelReason === null) this.broken(`${id} is cancelled without a reason`)
    const isCancelled = state === "CANCELLED" && this.seenMessages.get(id)?.state !== "CANCELLED"
    if (isCancelled && cancelReason === "EXPIRED" && this.now() < message.notAfter.epochMillis) {
      this.broken(`6: ${id} is given up before its time`)
    }
    if (isCancelled && cancelReason === "TEMPLATE_NOT_APPROVED") this.checkNotWaiting(message)
    if (state === "CANCELLED" && attempts.some(Attempt.isSilent)) this.broken(`${id} is cancelled and may have arrived`)
    if (isCancelled && cancelReason === "OPTED_OUT") this.checkRefused(id, message.jewellerId, message.phone)
    if (state === "FAILED" && message.failure === null) this.broken(`${id} failed without a reason`)
  }

  /** A message waits, rather than being cancelled, while its template may come back and its campaign says so. */
  private checkNotWaiting({ campaignId, id, jewellerId, translationId }: Message.Message): void {
    const { accounts, approvals, campaigns } = this.tables
    const approval = approvals.get(`${jewellerId} ${accounts.get(jewellerId)?.wabaId} ${translationId}`)
    if (approval === undefined || campaigns.get(campaignId)?.whenTemplatePaused !== "WAIT") return
    if (["APPROVED", "PAUSED", "PENDING", "MISSING"].includes(approval.status)) {
      this.broken(`${id} is cancelled for a template that is ${approval.status}, and its campaign waits`)
    }
  }

  /** Nobody is left out for a refusal that was never made, or was lifted. */
  private checkRefused(what: string, jewellerId: string, phone: string | null): void {
    if (this.words.said(jewellerId, phone) === null && this.words.heard(jewellerId, phone) === null) {
      this.broken(`${what} is left out for a refusal that nobody made`)
    }
  }

  private checkSkips(): void {
    for (const [key, { contactId, jewellerId, reason }] of this.tables.skips) {
      if (this.seenSkips.has(key)) continue
      this.seenSkips.add(key)
      const phone = this.tables.contacts.get(contactId)?.phone ?? null
      if (reason === "OPTED_OUT" || reason === "SUPPRESSED") {
        this.checkRefused(`${contactId} in ${key}`, jewellerId, phone)
      }
    }
  }

  private checkRun(run: Run): void {
    const messages = [...this.tables.messages.values()].filter(({ runId }) => runId === run.id)
    const skips = [...this.tables.skips.values()].filter(({ runId }) => runId === run.id)
    const { byState, funnel } = Figures.fromCounts(
      messages.map(({ reached, state }) => ({ state, reached, count: 1 }))
    )
    const sum = Object.values(byState).reduce((total, count) => total + count, 0)
    if (sum !== run.planned) this.broken(`4: ${run.id} planned ${run.planned} and has ${sum}`)
    if (skips.length !== run.skipped) this.broken(`4: ${run.id} skipped ${run.skipped} and tells of ${skips.length}`)
    const before = this.funnels.get(run.id)
    for (const step of ["sent", "delivered", "read"] as const) {
      if (before !== undefined && funnel[step] < before[step]) this.broken(`4: ${step} of ${run.id} fell`)
    }
    if (funnel.sent < funnel.delivered || funnel.delivered < funnel.read) {
      this.broken(`4: the funnel of ${run.id} widens`)
    }
    this.funnels.set(run.id, funnel)
    if (run.status === "COMPLETED" && !Figures.isSettled(byState)) {
      this.broken(`5: ${run.id} is COMPLETED and has open messages`)
    }
    if (run.status === "COMPLETED" || run.status === "READY") this.checkDecided(run, messages, skips)
    if (run.status === "MISSED" && messages.length + skips.length > 0) {
      this.broken(`${run.id} is MISSED and has somebody in it`)
    }
    const sends = messages.filter(({ attempts }) => attempts > 0)
    if (run.status === "PREPARING" && sends.length > 0) this.broken(`${run.id} sends before it is READY`)
  }

  /** Everybody who was there has a message or a reason, and nobody has two. Only calendar runs are meant for everybody. */
  private checkDecided(
    run: Run,
    messages: ReadonlyArray<Message.Message>,
    skips: ReadonlyArray<{ readonly contactId: string }>
  ): void {
    const decided = [...messages, ...skips].map(({ contactId }): string => contactId)
    if (new Set(decided).size !== decided.length) this.broken(`${run.id} has somebody twice`)
    if (run.reminder !== null) return
    const campaign = this.tables.campaigns.get(run.campaignId)
    for (const contact of this.tables.contacts.values()) {
      const isMeant = contact.jewellerId === run.jewellerId &&
        (this.contactsSince.get(contact.id) ?? Infinity) < run.cutoffAt.epochMillis &&
        (campaign?.segments.length === 0 || campaign?.segments.includes(contact.segment) === true)
      if (isMeant && !decided.includes(contact.id)) this.broken(`${run.id} forgot ${contact.id}`)
    }
  }
}

const same = (a: object, b: object): boolean => {
  const [left, right] = [Object.entries(a), b as Record<string, unknown>]
  return left.every(([key, value]) =>
    Equal.equals(value, right[key]) || JSON.stringify(value) === JSON.stringify(right[key])
  )
}
