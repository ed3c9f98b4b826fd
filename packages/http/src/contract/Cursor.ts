/**
 * Cursors of lists. They are signed for whoever got them and for the list they belong to, so that a position which somebody
 * made up, changed, or got from somebody else is refused, all of them alike.
 *
 * @since 0.1.0
 */
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as FiberRef from "effect/FiberRef"
import { globalValue } from "effect/GlobalValue"
import * as Option from "effect/Option"
import { CurrentPrincipal } from "./Authentication.js"

/**
 * Signs texts, and knows its signatures again, which all have the same length. The comparison takes the same time for
 * every wrong one.
 *
 * @since 0.1.0
 * @category model
 */
export interface Signer {
  readonly length: number
  readonly sign: (text: string) => Uint8Array
  readonly isOurs: (text: string, signature: Uint8Array) => boolean
}

/**
 * The signer of the server that this fiber runs in.
 *
 * @since 0.1.0
 * @category context
 */
export const signer: FiberRef.FiberRef<Signer | null> = globalValue(
  "@ektola/http/contract/Cursor",
  () => FiberRef.unsafeMake<Signer | null>(null)
)

/**
 * A position in the list that is being asked for, as the caller sees it.
 *
 * @since 0.1.0
 * @category codecs
 */
export const seal = (position: string): Effect.Effect<string> =>
  Effect.map(
    ground,
    ({ place, signer }) =>
      Encoding.encodeBase64Url(Buffer.concat([signer.sign(`${place} ${position}`), Buffer.from(position)]))
  )

/**
 * The position of a cursor that was given to this caller by this list; none for anything else.
 *
 * @since 0.1.0
 * @category codecs
 */
export const open = (cursor: string): Effect.Effect<Option.Option<string>> =>
  Effect.map(
    ground,
    ({ place, signer }) =>
      Option.filterMap(Either.getRight(Encoding.decodeBase64Url(cursor)), (bytes) => {
        const position = new TextDecoder().decode(bytes.subarray(signer.length))
        return signer.isOurs(`${place} ${position}`, bytes.subarray(0, signer.length))
          ? Option.some(position)
          : Option.none()
      })
  )

/** The signer, and what a cursor is bound to: the jeweller, or the person of none, and the address of the list. */
const ground = Effect.gen(function*() {
  const present = yield* FiberRef.get(signer)
  if (present === null) return yield* Effect.dieMessage("there is nothing to sign cursors with")
  const principal = Option.getOrNull(yield* Effect.serviceOption(CurrentPrincipal))
  const request = Option.getOrNull(yield* Effect.serviceOption(HttpServerRequest.HttpServerRequest))
  const [path = ""] = (request?.url ?? "").split("?")
  return {
    signer: present,
    place: `${principal?.jewellerId ?? principal?.userId ?? ""} ${path.replace(/\/+$/, "").toLowerCase()}`
  }
})
