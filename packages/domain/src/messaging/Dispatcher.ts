/**
 * Sends queued messages: lease, budget, begin, POST, record.
 *
 * @since 0.1.0
 */
import * as Cache from "effect/Cache"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberSet from "effect/FiberSet"
import * as Layer from "effect/Layer"
import { CampaignStore } from "../ports/CampaignStore.js"
import { ContactStore } from "../ports/ContactStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { MessageSender } from "../ports/MessageSender.js"
import { MessageStore } from "../ports/MessageStore.js"
import { PersonHasher } from "../ports/PersonHasher.js"
import { SendBudget } from "../ports/SendBudget.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { SuppressionStore } from "../ports/SuppressionStore.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import { WorkerRegistry } from "../ports/WorkerRegistry.js"
import * as GroupCommit from "./GroupCommit.js"
import * as internal from "./internal/index.js"
import { Sending } from "./Sending.js"
import type { WorkerProcess } from "./WorkerProcess.js"

/**
 * - `worker` is this process: a new id each time it starts, and a name for people
 * - `inFlight`: at most so many messages are leased and unrecorded at a time, on their way and waiting together. One
 *   sender gets half of them at most (`Fairness`)
 * - `aliveFor`: how long this worker keeps its leases after its last heartbeat
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly worker: Pick<WorkerProcess, "id" | "host">
  readonly inFlight: number
  readonly aliveFor: Duration.DurationInput
}

/**
 * For a worker that says nothing else. There is no `worker` among them: it has to differ between processes.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaults = { inFlight: 1024, aliveFor: "15 seconds" } as const

/**
 * What a worker calls, again and again: it keeps no time of its own. Any number of workers may, if they share one
 * `SendBudget`; else the one that started first sends, and the others say why they do not. On a database of another
 * environment none does, until it is released (`Sending`).
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Leases as many due messages as there is room for and starts sending them in the background. Returns how many it
   * leased. A crash leaves leased messages free to others, and begun ones unconfirmed; none is sent twice.
   */
  readonly poll: Effect.Effect<number, StoreUnavailable>
  /** Waits a moment for room for a good batch, so that nobody polls for one message at a time. */
  readonly room: Effect.Effect<void>
  /** Says that this worker lives, and asks whether it may send. Call it every `beatEvery`; `poll` does when it is overdue. */
  readonly beat: Effect.Effect<void, StoreUnavailable>
  /** Several beats per life, so that one that fails costs no lease. */
  readonly beatEvery: Duration.Duration
  /**
   * Begins nothing more, waits until everything begun is recorded, and frees what was leased. Call it before stopping;
   * after it `poll` leases nothing.
   */
  readonly stop: Effect.Effect<void>
  /** Waits until everything that was leased is recorded or given back. */
  readonly drain: Effect.Effect<void>
}

/**
 * The tag of the dispatcher; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Dispatcher extends Context.Tag("@ektola/domain/messaging/Dispatcher")<Dispatcher, Service>() {}

/** Half of it costs a tenth more per message; larger ones make everything after them come in gusts. */
const largestBatch = 512

/**
 * Gives `Dispatcher`, on the stores of one database and their `UnitOfWork`, with a sender, a budget and the cipher of
 * tokens. Messages are sent by fibers of the layer's scope, and closing it cuts them off: `drain` first.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<
  Dispatcher,
  never,
  | CampaignStore
  | ContactStore
  | IdGenerator
  | MessageSender
  | MessageStore
  | PersonHasher
  | SendBudget
  | Sending
  | SuppressionStore
  | TemplateStore
  | TokenCipher
  | UnitOfWork
  | WhatsAppAccountStore
  | WorkerRegistry
> =>
  Layer.scoped(
    Dispatcher,
    Effect.gen(function*() {
      const cipher = yield* TokenCipher
      const budget = yield* SendBudget
      const most = largestBatch
      const deps = {
        accounts: yield* WhatsAppAccountStore,
        book: new internal.SenderBook(options.inFlight),
        budget,
        campaigns: yield* CampaignStore,
        contacts: yield* ContactStore,
        ids: yield* IdGenerator,
        messages: yield* MessageStore,
        owner: options.worker.id,
        persons: yield* PersonHasher,
        running: yield* FiberSet.make(),
        sender: yield* MessageSender,
        suppressions: yield* SuppressionStore,
        templates: yield* TemplateStore,
        // Decrypting costs more than the rest of a send; the key is the ciphertext, so a new token is a new entry.
        tokens: yield* Cache.make({ capacity: 1_000, timeToLive: "10 minutes", lookup: cipher.decrypt }),
        unitOfWork: yield* UnitOfWork
      }
      const aliveFor = Duration.decode(options.aliveFor)
      const { beat, leave, mayLease } = internal.admission({
        aliveFor,
        budget,
        registry: yield* WorkerRegistry,
        sending: yield* Sending,
        worker: { ...options.worker, sharesBudget: budget.isShared }
      })
      let isStopping = false
      const lead = new internal.Lead()
      const answers = yield* internal.recordAnswers({ ...deps, most })
      const begin = yield* GroupCommit.make({
        most,
        // Nothing of these was posted, whether they are stored or not.
        write: internal.beginMessages({ ...deps, onLost: (lost) => Effect.sync(() => lost.forEach(answers.notPosted)) })
      })
      const reserve = internal.reserve(deps)
      const claimAgain = yield* GroupCommit.make({
        most,
        // What they held first, so that their recipients are free for them.
        write: (missed: ReadonlyArray<internal.Turn>) =>
          Effect.zipRight(
            budget.giveBack(missed),
            reserve(missed.map(({ claim }) => claim), { lead: lead.toAskAgain, apart: lead.betweenPosts })
          )
      })
      const postpone = internal.postponeMessages(deps)
      const send = internal.sendTurns({
        ...deps,
        answer: answers.answer,
        begin,
        claimAgain,
        isStopping: () => isStopping,
        lead,
        postpone
      })
      const poll = internal.leaseAndSend({
        ...deps,
        postpone,
        mayLease,
        needs: () => ({ lead: lead.toAsk, apart: lead.betweenPosts }),
        send
      })
      const drain = Effect.zipRight(FiberSet.awaitEmpty(deps.running), answers.allRecorded)
      return Dispatcher.of({
        poll: Effect.suspend(() => isStopping ? Effect.succeed(0) : poll),
        // Not for long: senders of which nothing is taken may have room when most places are.
        room: Effect.asVoid(Effect.timeoutOption(deps.book.room(Math.ceil(options.inFlight / 8)), "100 millis")),
        beat,
        beatEvery: Duration.times(aliveFor, 1 / 5),
        stop: Effect.suspend(() => {
          isStopping = true
          return Effect.zipRight(drain, Effect.ignore(leave))
        }),
        drain
      })
    })
  )
