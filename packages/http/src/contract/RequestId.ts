/**
 * The id under which a request is answered and logged.
 *
 * @since 0.1.0
 */
import * as FiberRef from "effect/FiberRef"
import { globalValue } from "effect/GlobalValue"

/**
 * The id of the request that this fiber serves; every error body carries it.
 *
 * @since 0.1.0
 * @category context
 */
export const current: FiberRef.FiberRef<string> = globalValue(
  "@ektola/http/contract/RequestId",
  () => FiberRef.unsafeMake("")
)
