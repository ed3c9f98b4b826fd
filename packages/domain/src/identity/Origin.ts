/**
 * Where a request comes from: for limits per address, and for the audit log.
 *
 * @since 0.1.0
 */
import * as FiberRef from "effect/FiberRef"

/**
 * `address` is the IP address of whoever calls, as the nearest trusted machine saw it: never what the caller says of
 * himself. `requestId` is the one that logs and answers name. Both are null for what no request has asked for.
 *
 * @since 0.1.0
 * @category model
 */
export interface Origin {
  readonly address: string | null
  readonly requestId: string | null
}

/**
 * The origin of what is being done. Whoever lets requests in sets it for each of them.
 *
 * @since 0.1.0
 * @category context
 */
export const current: FiberRef.FiberRef<Origin> = FiberRef.unsafeMake<Origin>({ address: null, requestId: null })

/**
 * What limits count as one caller: an IPv4 address, or the 64 bits of an IPv6 address that a single line is given.
 *
 * @since 0.1.0
 * @category getters
 */
export const network = (address: string): string => {
  const mapped = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::")
  const [left, right] = [groupsOf(head), groupsOf(tail ?? "")]
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right]
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`
}

const groupsOf = (part: string): ReadonlyArray<string> => part === "" ? [] : part.split(":")
