/**
 * Turns due campaigns into runs, runs into messages, and finished runs into completed ones.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { CampaignStore } from "../ports/CampaignStore.js"
import { ContactStore } from "../ports/ContactStore.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { MessageStore } from "../ports/MessageStore.js"
import { PersonHasher } from "../ports/PersonHasher.js"
import { ReminderStore } from "../ports/ReminderStore.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { SuppressionStore } from "../ports/SuppressionStore.js"
import { TemplateStore } from "../ports/TemplateStore.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import * as internal from "./internal/index.js"

/**
 * `chunkSize` is how many contacts one unit of work decides.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly chunkSize: number
}

/**
 * The options of a process that says nothing else.
 *
 * @since 0.1.0
 * @category constants
 */
export const defaults: Options = { chunkSize: 500 }

/**
 * What one step did; all zero when there was nothing to do.
 *
 * @since 0.1.0
 * @category model
 */
export interface Step {
  readonly claimed: number
  readonly prepared: number
  readonly completed: number
}

/**
 * What a worker calls, again and again: it keeps no time of its own.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * Claims at most one due occurrence, prepares at most one chunk of contacts, and completes runs in which nothing is
   * open. Each is a unit of work of its own; a crash between or inside them repeats nothing. Any number of schedulers
   * may call it at the same time.
   */
  readonly step: Effect.Effect<Step, StoreUnavailable>
}

/**
 * The tag of the scheduler.
 *
 * @since 0.1.0
 * @category service
 */
export class Scheduler extends Context.Tag("@ektola/domain/campaigns/Scheduler")<Scheduler, Service>() {}

/**
 * The scheduler on the stores it is given.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: Options): Layer.Layer<
  Scheduler,
  never,
  | CampaignStore
  | ContactStore
  | IdGenerator
  | JewellerStore
  | MessageStore
  | PersonHasher
  | ReminderStore
  | SuppressionStore
  | TemplateStore
  | UnitOfWork
  | WhatsAppAccountStore
> =>
  Layer.effect(
    Scheduler,
    Effect.gen(function*() {
      const deps = {
        campaigns: yield* CampaignStore,
        contacts: yield* ContactStore,
        ids: yield* IdGenerator,
        jewellers: yield* JewellerStore,
        messages: yield* MessageStore,
        persons: yield* PersonHasher,
        reminders: yield* ReminderStore,
        suppressions: yield* SuppressionStore,
        templates: yield* TemplateStore,
        unitOfWork: yield* UnitOfWork,
        accounts: yield* WhatsAppAccountStore,
        chunkSize: options.chunkSize
      }
      return Scheduler.of({
        step: Effect.all({
          claimed: internal.claimOccurrence(deps),
          prepared: internal.prepareRun(deps),
          completed: internal.completeRuns(deps)
        }).pipe(Effect.withSpan("Scheduler.step"))
      })
    })
  )
