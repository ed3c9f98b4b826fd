/**
 * The port to WhatsApp's Business Management API: templates, media, tokens, webhooks and numbers of one WABA.
 *
 * @since 0.1.0
 */
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { PhoneNumberId, WabaId } from "../tenancy/WhatsAppAccount.js"
import type { ManagementError } from "./ManagementError.js"
import type { CreatedTemplate, TemplateDraft, TemplateEdit, WhatsAppTemplate } from "./WhatsAppTemplate.js"

/**
 * A file for headers of templates.
 *
 * @since 0.1.0
 * @category model
 */
export interface Media {
  readonly content: Uint8Array
  readonly mimeType: string
  readonly filename: string
}

/**
 * What a token may do. `expiresAt` is null for a token that never expires, and when WhatsApp does not say. `wabaIds` are
 * those whose templates it may manage, the newest first. `reason` says why a token is not valid.
 *
 * @since 0.1.0
 * @category model
 */
export interface TokenInfo {
  readonly isValid: boolean
  readonly reason: string | null
  readonly appId: string | null
  readonly type: string | null
  readonly issuedAt: DateTime.Utc | null
  readonly expiresAt: DateTime.Utc | null
  readonly dataAccessExpiresAt: DateTime.Utc | null
  readonly scopes: ReadonlyArray<string>
  readonly wabaIds: ReadonlyArray<string>
}

/**
 * An app that hears the WABA's webhooks; `callbackUrl` where it hears them elsewhere than at its own address.
 *
 * @since 0.1.0
 * @category model
 */
export interface SubscribedApp {
  readonly id: string | null
  readonly name: string | null
  readonly callbackUrl: string | null
}

/**
 * A business number, in WhatsApp's own words: `quality` GREEN, YELLOW, RED, UNKNOWN; `throughput` STANDARD (80 messages
 * a second), HIGH (1,000); `status` CONNECTED, PENDING, FLAGGED, RESTRICTED, BANNED, …
 *
 * @since 0.1.0
 * @category model
 */
export interface PhoneNumberInfo {
  readonly displayPhoneNumber: string | null
  readonly verifiedName: string | null
  readonly quality: string | null
  readonly throughput: string | null
  readonly status: string | null
  readonly nameStatus: string | null
  readonly codeVerificationStatus: string | null
}

/**
 * How many persons the number's portfolio may write to in 24 hours, outside of conversations that they began. `tier` is
 * WhatsApp's word for it; UNKNOWN when that is none we know.
 *
 * @since 0.1.0
 * @category model
 */
export type MessagingLimit =
  | { readonly _tag: "Limited"; readonly tier: string; readonly persons: number }
  | { readonly _tag: "Unlimited"; readonly tier: string }
  | { readonly _tag: "Unknown"; readonly tier: string | null }

/**
 * Whoever a call is made as.
 *
 * @since 0.1.0
 * @category model
 */
export type AccessToken = Redacted.Redacted<string>

/**
 * What an adapter provides. Each call is made once: one that only reads may be repeated by the caller, one that creates
 * after looking whether it was done. Of an answer, everything may be missing that is null here; words that are new come
 * as they are.
 *
 * @since 0.1.0
 * @category model
 */
export interface Service {
  /**
   * All translations of all templates of the WABA, or those of one name, in WhatsApp's order. It asks page after page
   * until WhatsApp names no next one; one that fails fails the whole.
   */
  readonly listTemplates: (
    accessToken: AccessToken,
    wabaId: WabaId,
    name: string | null
  ) => Effect.Effect<ReadonlyArray<WhatsAppTemplate>, ManagementError>
  /** One translation by WhatsApp's id of it. An id of nothing, or of somebody else, is refused with class ACCOUNT. */
  readonly getTemplate: (
    accessToken: AccessToken,
    templateId: string
  ) => Effect.Effect<WhatsAppTemplate, ManagementError>
  /** Hands in a translation for review. One that is there already in this language is refused with 2388024. */
  readonly createTemplate: (
    accessToken: AccessToken,
    wabaId: WabaId,
    draft: TemplateDraft
  ) => Effect.Effect<CreatedTemplate, ManagementError>
  /** Changes a translation that is APPROVED, REJECTED or PAUSED, which is then reviewed again. */
  readonly editTemplate: (
    accessToken: AccessToken,
    templateId: string,
    edit: TemplateEdit
  ) => Effect.Effect<void, ManagementError>
  /**
   * Deletes one translation, or with `templateId` null all that have the name. The name of an approved one cannot be
   * used again for 30 days.
   */
  readonly deleteTemplate: (
    accessToken: AccessToken,
    wabaId: WabaId,
    template: { readonly name: string; readonly templateId: string | null }
  ) => Effect.Effect<void, ManagementError>
  /** Ends a pause of WhatsApp's that does not end by itself. Not before 5 minutes of it. */
  readonly unpauseTemplate: (accessToken: AccessToken, templateId: string) => Effect.Effect<void, ManagementError>
  /** Stores a file for 30 days and returns its id, for `MediaParameter`. */
  readonly uploadMedia: (
    accessToken: AccessToken,
    phoneNumberId: PhoneNumberId,
    media: Media
  ) => Effect.Effect<string, ManagementError>
  /** What WhatsApp knows about `inspected`. A token that is not valid is an answer, and no failure. */
  readonly debugToken: (accessToken: AccessToken, inspected: AccessToken) => Effect.Effect<TokenInfo, ManagementError>
  /** Lets the token's app hear the WABA's webhooks. Without it none arrive; to do it twice changes nothing. */
  readonly subscribeApp: (accessToken: AccessToken, wabaId: WabaId) => Effect.Effect<void, ManagementError>
  /** Who hears the WABA's webhooks. */
  readonly listSubscribedApps: (
    accessToken: AccessToken,
    wabaId: WabaId
  ) => Effect.Effect<ReadonlyArray<SubscribedApp>, ManagementError>
  /** How the number stands. */
  readonly getPhoneNumber: (
    accessToken: AccessToken,
    phoneNumberId: PhoneNumberId
  ) => Effect.Effect<PhoneNumberInfo, ManagementError>
  /** The limit of the portfolio, which all of its numbers share. */
  readonly getMessagingLimit: (
    accessToken: AccessToken,
    phoneNumberId: PhoneNumberId
  ) => Effect.Effect<MessagingLimit, ManagementError>
}

/**
 * The tag of the port. `@ektola/adapters/whatsapp/BusinessManagement` calls WhatsApp.
 *
 * @since 0.1.0
 * @category port
 */
export class BusinessManagement
  extends Context.Tag("@ektola/domain/ports/BusinessManagement")<BusinessManagement, Service>()
{}
