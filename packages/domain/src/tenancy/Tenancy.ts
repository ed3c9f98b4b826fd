/**
 * Jewellers, their approval and their WhatsApp connection.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import type { Forbidden } from "../identity/IdentityError.js"
import type { Principal } from "../identity/Principal.js"
import { AuditLog } from "../ports/AuditLog.js"
import { BusinessManagement } from "../ports/BusinessManagement.js"
import { IdGenerator } from "../ports/IdGenerator.js"
import { JewellerStore } from "../ports/JewellerStore.js"
import { Outbox } from "../ports/Outbox.js"
import type { StoreUnavailable } from "../ports/StoreUnavailable.js"
import { TokenCipher } from "../ports/TokenCipher.js"
import { UnitOfWork } from "../ports/UnitOfWork.js"
import { UserStore } from "../ports/UserStore.js"
import { WhatsAppAccountStore } from "../ports/WhatsAppAccountStore.js"
import * as internal from "./internal/index.js"
import type { Jeweller, JewellerId, Settings, StatusReason } from "./Jeweller.js"
import type {
  JewellerNotFound,
  JewellerStatusRefused,
  PhoneNumberIdTaken,
  WhatsAppNotConnected,
  WhatsAppTokenRefused,
  WhatsAppUnavailable
} from "./TenancyError.js"
import type { PhoneNumberId, WabaId, WhatsAppAccount } from "./WhatsAppAccount.js"

/**
 * What WhatsApp Manager shows. `ratePerSecond` is the number's throughput; null means WhatsApp's default. `portfolioId` is
 * the business portfolio that the WABA belongs to, and `messagingLimit` how many persons it may write to in 24 hours;
 * without them the WABA counts for itself, and without limit.
 *
 * @since 0.1.0
 * @category model
 */
export interface Connection {
  readonly wabaId: WabaId
  readonly phoneNumberId: PhoneNumberId
  readonly displayPhoneNumber: string
  readonly accessToken: Redacted.Redacted<string>
  readonly ratePerSecond: number | null
  readonly portfolioId?: string | null
  readonly messagingLimit?: number | null
}

/**
 * What admins decide about jewellers, what a shop decides about itself, and how an owner connects WhatsApp; for an HTTP API
 * or any other front end. Each method asks first whether the role allows it.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /** A PENDING or REJECTED jeweller may send from now on, and its owners are told. Approving twice is no change. */
  readonly approve: (
    principal: Principal,
    jewellerId: JewellerId
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | JewellerStatusRefused | StoreUnavailable>
  /** Turns a PENDING jeweller away, and tells its owners. Rejecting twice is no change. */
  readonly reject: (
    principal: Principal,
    jewellerId: JewellerId,
    reason: StatusReason
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | JewellerStatusRefused | StoreUnavailable>
  /** Nothing leaves for an ACTIVE jeweller until it is activated again; what waits keeps waiting, until it expires. */
  readonly suspend: (
    principal: Principal,
    jewellerId: JewellerId,
    reason: StatusReason
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | JewellerStatusRefused | StoreUnavailable>
  /** Ends a suspension. */
  readonly activate: (
    principal: Principal,
    jewellerId: JewellerId
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | JewellerStatusRefused | StoreUnavailable>
  /** The caller's own shop. */
  readonly getJeweller: (
    principal: Principal
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | StoreUnavailable>
  /**
   * Changes what the owner says of the shop; what is not among `changes` stays. Messages that wait obey new hours, and
   * campaigns keep the zone that they were planned in.
   */
  readonly changeJeweller: (
    principal: Principal,
    changes: Partial<Settings>
  ) => Effect.Effect<Jeweller, Forbidden | JewellerNotFound | StoreUnavailable>
  /**
   * Connects or reconnects the jeweller's number; a paused sender resumes. Where there is a `BusinessManagement`, WhatsApp
   * is asked about the token first, and sends the WABA's webhooks to the token's app from then on.
   */
  readonly connectWhatsApp: (
    principal: Principal,
    connection: Connection
  ) => Effect.Effect<
    WhatsAppAccount,
    Forbidden | PhoneNumberIdTaken | StoreUnavailable | WhatsAppTokenRefused | WhatsAppUnavailable
  >
  /** The caller's connection with its status; the token in it stays encrypted. */
  readonly getWhatsApp: (
    principal: Principal
  ) => Effect.Effect<WhatsAppAccount, Forbidden | WhatsAppNotConnected | StoreUnavailable>
}

/**
 * The tag of the service; `layer` provides it.
 *
 * @since 0.1.0
 * @category service
 */
export class Tenancy extends Context.Tag("@ektola/domain/tenancy/Tenancy")<Tenancy, Service>() {}

/**
 * Gives `Tenancy`, on the stores of jewellers and connections and their `UnitOfWork`, with the cipher of tokens. A
 * `BusinessManagement` is used if it is there: what has no WhatsApp to ask, such as a simulation, does without.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<
  Tenancy,
  never,
  AuditLog | IdGenerator | JewellerStore | Outbox | TokenCipher | UnitOfWork | UserStore | WhatsAppAccountStore
> = Layer.effect(
  Tenancy,
  Effect.gen(function*() {
    const deps = {
      audit: yield* AuditLog,
      ids: yield* IdGenerator,
      jewellers: yield* JewellerStore,
      management: Option.getOrNull(yield* Effect.serviceOption(BusinessManagement)),
      cipher: yield* TokenCipher,
      outbox: yield* Outbox,
      users: yield* UserStore,
      unitOfWork: yield* UnitOfWork,
      accounts: yield* WhatsAppAccountStore
    }
    const approve = internal.takeStep(deps, "approve")
    const activate = internal.takeStep(deps, "activate")
    return Tenancy.of({
      approve: (principal, jewellerId) => approve(principal, jewellerId, null),
      reject: internal.takeStep(deps, "reject"),
      suspend: internal.takeStep(deps, "suspend"),
      activate: (principal, jewellerId) => activate(principal, jewellerId, null),
      getJeweller: internal.getJeweller(deps),
      changeJeweller: internal.changeJeweller(deps),
      connectWhatsApp: internal.connectWhatsApp(deps),
      getWhatsApp: internal.getWhatsApp(deps)
    })
  })
)
