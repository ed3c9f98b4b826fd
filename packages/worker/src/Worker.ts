/**
 * The worker: every use case that runs by itself, each in its own loop.
 *
 * @since 0.1.0
 */
import { Scheduler } from "@ektola/domain/campaigns/Scheduler"
import { Contacts } from "@ektola/domain/contacts/Contacts"
import { Housekeeping } from "@ektola/domain/identity/Housekeeping"
import { Mailer } from "@ektola/domain/mail/Mailer"
import { Dispatcher } from "@ektola/domain/messaging/Dispatcher"
import { Settler } from "@ektola/domain/messaging/Settler"
import { Webhooks } from "@ektola/domain/messaging/Webhooks"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Loop from "./Loop.js"

/** How long a stop waits for messages that are on their way: longer than the sender's time-outs together. */
const drainWithin = "45 seconds"

const webhookBatch = 100

/**
 * Runs all loops until it is interrupted. Then no new message is leased, and it ends when those on their way are
 * recorded, or after `drainWithin`; what is still unanswered then settles as unconfirmed.
 *
 * @since 0.1.0
 * @category constructors
 */
export const run = (owner: string) =>
  Effect.gen(function*() {
    const contacts = yield* Contacts
    const dispatcher = yield* Dispatcher
    const housekeeping = yield* Housekeeping
    const scheduler = yield* Scheduler
    const settler = yield* Settler
    const webhooks = yield* Webhooks
    const loops = [
      Loop.forever({
        name: "scheduler",
        step: Effect.map(scheduler.step, ({ claimed, prepared }) => claimed + prepared > 0),
        rest: "500 millis"
      }),
      Loop.forever({
        name: "dispatcher",
        step: Effect.zipRight(dispatcher.room, Effect.map(dispatcher.poll, (leased) => leased > 0)),
        rest: "100 millis",
        longestPause: "1 second"
      }),
      Loop.forever({
        name: "heartbeat",
        step: Effect.as(dispatcher.beat, false),
        rest: dispatcher.beatEvery,
        longestPause: "1 second"
      }),
      Loop.forever({
        name: "webhooks",
        step: Effect.map(webhooks.process(webhookBatch), (taken) => taken > 0),
        rest: "100 millis"
      }),
      Loop.forever({ name: "imports", step: contacts.runNextImport(owner), rest: "500 millis" }),
      ...Option.match(yield* Effect.serviceOption(Mailer), {
        // Without a mail server what is written waits, until one is configured or it is too old.
        onNone: () => [],
        onSome: ({ step }) => [
          Loop.forever({ name: "mail", step: Effect.map(step, (tried) => tried > 0), rest: "1 second" })
        ]
      }),
      Loop.forever({ name: "figures", step: Effect.as(settler.addUp, false), rest: "1 second" }),
      Loop.forever({
        name: "housekeeping",
        step: Effect.map(housekeeping.step, (removed) => removed > 0),
        rest: "10 minutes"
      }),
      // A sweep looks at everything there is, so it always rests.
      Loop.forever({ name: "settlement", step: Effect.as(settler.sweep, false), rest: "1 second" })
    ]
    yield* Effect.logInfo("worker started")
    return yield* Effect.all(loops, { concurrency: "unbounded", discard: true }).pipe(
      Effect.zipRight(Effect.never),
      Effect.onInterrupt(() =>
        Effect.zipRight(
          Effect.logInfo("worker stops: finishing the messages on their way"),
          Effect.timeoutOption(Effect.interruptible(dispatcher.stop), drainWithin)
        )
      )
    )
  }).pipe(Effect.annotateLogs({ worker: owner }))
