/**
 * Whose rows a unit of work may touch.
 *
 * @since 0.1.0
 */
import type { JewellerId } from "./Jeweller.js"

/**
 * `Tenant` sees one jeweller's rows only. `System` sees all rows and is for the scheduler, dispatcher leases,
 * webhook routing, log-in and admin views.
 *
 * @since 0.1.0
 * @category model
 */
export type TenantScope =
  | { readonly _tag: "Tenant"; readonly jewellerId: JewellerId }
  | { readonly _tag: "System" }

/**
 * The scope of everything that is done for one jeweller.
 *
 * @since 0.1.0
 * @category constructors
 */
export const tenant = (jewellerId: JewellerId): TenantScope => ({ _tag: "Tenant", jewellerId })

/**
 * The scope of all rows, for the few that `TenantScope` names.
 *
 * @since 0.1.0
 * @category constructors
 */
export const system: TenantScope = { _tag: "System" }

/**
 * Whether work in `inner` may join a running transaction of `outer`.
 *
 * @since 0.1.0
 * @category rules
 */
export const includes = (outer: TenantScope, inner: TenantScope): boolean =>
  outer._tag === "System" ||
  (inner._tag === "Tenant" && inner.jewellerId === outer.jewellerId)
