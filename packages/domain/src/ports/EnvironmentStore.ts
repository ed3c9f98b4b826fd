/**
 * The fingerprint of the environment that a database belongs to.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type { Fingerprint } from "../messaging/Environment.js"
import type { StoreUnavailable } from "./StoreUnavailable.js"

/**
 * What is stored, null on a database that nobody has claimed, and what the store says about itself now.
 *
 * @since 0.1.0
 * @category model
 */
export interface Reading {
  readonly stored: Fingerprint | null
  readonly server: string
}

/**
 * What would leave if sending were released: messages that are QUEUED and not past their time, when the first and the
 * last of them expire (null when there is none), and the runs that are PREPARING or READY.
 *
 * @since 0.1.0
 * @category model
 */
export interface Waiting {
  readonly messages: number
  readonly firstExpiry: DateTime.Utc | null
  readonly lastExpiry: DateTime.Utc | null
  readonly runs: number
}

/**
 * What an adapter provides. All of it is the system's, of no tenant.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** One cheap statement: every process asks again and again. */
  readonly read: Effect.Effect<Reading, StoreUnavailable>
  /** Stores the fingerprint if there is none. Returns what is stored then: of two claims at once both get the winner's. */
  readonly claim: (fingerprint: Fingerprint, at: DateTime.Utc) => Effect.Effect<Fingerprint, StoreUnavailable>
  /** Stores the fingerprint in place of whatever was there. */
  readonly arm: (fingerprint: Fingerprint, at: DateTime.Utc) => Effect.Effect<void, StoreUnavailable>
  /** For whoever decides whether to arm; it may read all that is queued. */
  readonly countWaiting: (now: DateTime.Utc) => Effect.Effect<Waiting, StoreUnavailable>
}

/**
 * The tag of the port.
 *
 * @since 0.1.0
 * @category port
 */
export class EnvironmentStore
  extends Context.Tag("@ektola/domain/ports/EnvironmentStore")<EnvironmentStore, Service>()
{}
