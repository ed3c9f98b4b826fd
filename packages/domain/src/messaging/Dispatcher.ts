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
import * as GroupCommit from "./GroupCommit.js"
import * as internal from "./internal/index.js"

/**
 * `owner` names this process in leases. At most `inFlight` messages are leased and unrecorded at a time.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly owner: string
  readonly inFlight: number
  readonly leaseFor: Duration.DurationInput
}

/**
 * For a worker that says nothing else. There is no `owner` among them: it has to differ between processes.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaults = { inFlight: 256, leaseFor: "1 minute" } as const

/**
 * What a worker calls, again and again: it keeps no time of its own. Any number of workers may, if they share one
 * `SendBudget`.
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
  /** Waits until everything that was leased is recorded or given back. Call it before stopping. */
  readonly drain: Effect.Effect<void>
}

/**
 * The tag of the dispatcher; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Dispatcher extends Context.Tag("@ektola/domain/messaging/Dispatcher")<Dispatcher, Service>() {}

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
  | SuppressionStore
  | TemplateStore
  | TokenCipher
  | UnitOfWork
  | WhatsAppAccountStore
> =>
  Layer.scoped(
    Dispatcher,
    Effect.gen(function*() {
      const cipher = yield* TokenCipher
      const deps = {
        accounts: yield* WhatsAppAccountStore,
        budget: yield* SendBudget,
        campaigns: yield* CampaignStore,
        contacts: yield* ContactStore,
        ids: yield* IdGenerator,
        messages: yield* MessageStore,
        owner: options.owner,
        persons: yield* PersonHasher,
        sender: yield* MessageSender,
        suppressions: yield* SuppressionStore,
        templates: yield* TemplateStore,
        // Decrypting costs more than the rest of a send; the key is the ciphertext, so a new token is a new entry.
        tokens: yield* Cache.make({ capacity: 1_000, timeToLive: "10 minutes", lookup: cipher.decrypt }),
        unitOfWork: yield* UnitOfWork
      }
      const send = internal.sendLeased({
        ...deps,
        begin: yield* GroupCommit.make({ most: options.inFlight, write: internal.beginMessages(deps) }),
        record: yield* GroupCommit.make({ most: options.inFlight, write: internal.recordOutcomes(deps) })
      })
      const running = yield* FiberSet.make()
      return Dispatcher.of({
        poll: internal.leaseAndSend({
          ...deps,
          running,
          send,
          inFlight: options.inFlight,
          leaseFor: Duration.decode(options.leaseFor)
        }),
        drain: FiberSet.awaitEmpty(running)
      })
    })
  )
