/**
 * What WhatsApp says by itself of a WhatsApp Business Account, its portfolio or a number in it.
 *
 * @since 0.1.0
 */
import type * as DateTime from "effect/DateTime"
import type { Alert, Restriction } from "./AccountStanding.js"
import type { WabaId } from "./WhatsAppAccount.js"

/**
 * - Limit: how many persons the portfolio may write to in 24 hours, null when it is unlimited
 * - Quality: WhatsApp's word about one number (`FLAGGED`, `UPGRADE`, `THROUGHPUT_UPGRADE`, …), known by its digits
 * - Ban: `SCHEDULE_FOR_DISABLE`, `DISABLE` or `REINSTATE`, with the day as WhatsApp writes it
 * - Restrictions: what the WABA may not do, and until when
 * - Violation: a warning
 * - Access: whether we may act for the WABA at all (`PARTNER_REMOVED`, `PARTNER_ADDED`, …)
 * - Alert: something that somebody at the jeweller's should read
 *
 * `at` has whole seconds.
 *
 * @since 0.1.0
 * @category model
 */
export type AccountEvent =
  & { readonly wabaId: WabaId; readonly at: DateTime.Utc }
  & (
    | { readonly _tag: "Limit"; readonly persons: number | null }
    | { readonly _tag: "Quality"; readonly digits: string; readonly event: string }
    | { readonly _tag: "Ban"; readonly state: string; readonly date: string | null }
    | { readonly _tag: "Restrictions"; readonly restrictions: ReadonlyArray<Omit<Restriction, "at">> }
    | { readonly _tag: "Violation"; readonly violation: string }
    | { readonly _tag: "Access"; readonly event: string }
    | { readonly _tag: "Alert"; readonly alert: Omit<Alert, "at"> }
  )
