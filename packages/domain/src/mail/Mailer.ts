/**
 * Sends what waits in the outbox; the worker's part of mail.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { JewellerStore } from "../ports/JewellerStore.js"
import { MailTransport } from "../ports/MailTransport.js"
import { Outbox } from "../ports/Outbox.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { UserStore } from "../ports/UserStore.js"
import { sendDue } from "./internal/sendDue.js"

/**
 * For a loop that runs by itself.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** Sends a batch of what is due, each in its reader's language; how many were tried. */
  readonly step: Effect.Effect<number, StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Mailer extends Context.Tag("@ektola/domain/mail/Mailer")<Mailer, Service>() {}

/**
 * Gives `Mailer`, on the stores of one database, with the cipher that the letters were sealed with.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<Mailer, never, JewellerStore | MailTransport | Outbox | TokenCipher | UserStore> = Layer
  .effect(
    Mailer,
    Effect.gen(function*() {
      const deps = {
        jewellers: yield* JewellerStore,
        transport: yield* MailTransport,
        outbox: yield* Outbox,
        cipher: yield* TokenCipher,
        users: yield* UserStore
      }
      return Mailer.of({ step: sendDue(deps) })
    })
  )
