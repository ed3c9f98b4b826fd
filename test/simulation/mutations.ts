/** A fault planted in the domain, and what the simulation has to say about it. */
export interface Mutation {
  readonly name: string
  /** Below packages/domain/src. */
  readonly file: string
  readonly from: string
  readonly to: string
  readonly finds: RegExp
  /** Where to begin looking, when the first seeds do not find it. */
  readonly near?: number
}

export const mutations: ReadonlyArray<Mutation> = [
  {
    name: "the attempt is not written before the POST",
    file: "messaging/internal/beginMessages.ts",
    from: "yield* deps.messages.saveBegun(deps.owner, first.sends.map(changeOf))",
    to: "first.sends.map(({ stored }) => stored.message.id)",
    finds: /posted without a stored attempt/
  },
  {
    name: "the expired lease of a begun attempt is queued again",
    file: "messaging/internal/settle.ts",
    from: `? { _tag: "AnswerLost", at: now }`,
    to: `? { _tag: "NotWritten", retryAt: now, at: now }`,
    finds: /times on the way|seen \d+ times|WhatsApp has it|after its attempt was answered/,
    near: 20
  },
  {
    name: "an ambiguous answer is taken for not sent",
    file: "messaging/internal/recordOutcomes.ts",
    from: `return { _tag: "AnswerLost", at }`,
    to: `return { _tag: "NotWritten", retryAt: at, at }`,
    finds: /times on the way|seen \d+ times|WhatsApp has it|after its attempt was answered/,
    near: 22
  },
  {
    name: "nobody asks the guard at begin",
    file: "messaging/internal/beginMessages.ts",
    from: "const decision = Guard.decide(message, withSuppression(facts, suppressionOf(candidate)), now)",
    to: `const decision = { _tag: "Send" } as Guard.Decision`,
    finds: /^(guard|6): attempt/
  },
  {
    name: "sent beats failed",
    file: "messaging/Attempt.ts",
    from: "  SENT: 4,\n  FAILED: 5,",
    to: "  SENT: 5,\n  FAILED: 4,",
    finds: /is SENT, and was told failed/
  },
  {
    name: "a run is over when a page gives no message",
    file: "campaigns/internal/prepareRun.ts",
    from: `contacts.length < deps.chunkSize ? "READY"`,
    to: `messages.length === 0 ? "READY"`,
    finds: /forgot/
  },
  {
    name: "a completed run stays completed when a message is open again",
    file: "messaging/internal/reopenRuns.ts",
    from: `if (run.status !== "COMPLETED") continue`,
    to: "continue",
    finds: /5: .* is COMPLETED and has open messages/
  },
  {
    name: "a deferred message goes out again after an hour",
    file: "messaging/RetryPolicy.ts",
    from: "DEFER: seconds(24 * 3600, 1, 24 * 3600, 3)",
    to: "DEFER: seconds(3600, 1, 3600, 3)",
    finds: /within a day of a deferral/
  },
  {
    name: "nobody keeps which reminders were given",
    file: "campaigns/internal/decideContacts.ts",
    from: "deps.reminders.take(run, [...keys.values()])",
    to: "Effect.succeed([...keys.values()])",
    finds: /the reminder .* was seen \d+ times/
  },
  {
    name: "messages are begun after their time",
    file: "messaging/Guard.ts",
    from: "if (DateTime.greaterThanOrEqualTo(now, message.notAfter)) return cancel(\"EXPIRED\")",
    to: "",
    finds: /6: attempt/,
    near: 54
  },
  {
    name: "a deferred message is never sent again",
    file: "messaging/RetryPolicy.ts",
    from: `failure.class === "DEFER"`,
    to: "failure.class === null",
    finds: /deferred, and not tried again/
  },
  {
    name: "STOP is not heard",
    file: "messaging/internal/hear.ts",
    from: "const asked = Keyword.ofMessage(message)",
    to: `const asked = [Keyword.ofMessage(message)].find((wish) => wish?.action !== "OPT_OUT") ?? null`,
    finds: /after an opt-out/
  },
  {
    name: "START lifts nothing",
    file: "messaging/internal/hear.ts",
    from: "const asked = Keyword.ofMessage(message)",
    to: `const asked = [Keyword.ofMessage(message)].find((wish) => wish?.action !== "OPT_IN") ?? null`,
    finds: /refusal that nobody made/,
    near: 14
  },
  {
    name: "a refusal of everything is kept as one of marketing",
    file: "contacts/internal/sayOfContact.ts",
    from: `{ ...word, source: "USER"`,
    to: `{ ...word, scope: "MARKETING", source: "USER"`,
    finds: /after an opt-out/
  },
  {
    name: "nobody keeps that WhatsApp says somebody stopped",
    file: "messaging/Consequence.ts",
    from: `OPTED_OUT: "OPT_OUT_OF_MARKETING"`,
    to: "",
    finds: /after an opt-out/,
    near: 109
  },
  {
    name: "nobody waits for a template that is paused",
    file: "messaging/Guard.ts",
    from: "Template.mayReturn(facts.approval) && Campaign.waitsForTemplate(facts.campaign)",
    to: "Template.mayReturn(facts.approval) && Campaign.waitsForTemplate(facts.campaign) && false",
    finds: /and its campaign waits/,
    near: 47
  },
  {
    name: "what waits for its repeat after silence is cancelled",
    file: "messaging/Message.ts",
    from: "silent === undefined ?",
    to: "silent === undefined || isCancelled ?",
    finds: /may have arrived|WhatsApp has it/
  },
  {
    name: "a campaign ends with its first run",
    file: "campaigns/internal/claimOccurrence.ts",
    from: "nextRunAt: next?.instant ?? null",
    to: "nextRunAt: null",
    finds: /has no run of/
  }
]
