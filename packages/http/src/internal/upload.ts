import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import type { HttpServerRequest } from "@effect/platform/HttpServerRequest"
import { maxBytes } from "@ektola/domain/contacts/Import"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { BadRequest, PayloadTooLarge } from "../contract/ContractError.js"
import { maxUploadBytes } from "../contract/ImportsApi.js"
import * as multipart from "./multipart.js"

const field = "file"

type Refusal = BadRequest | PayloadTooLarge

/** The file in the field "file", to be read once, as it arrives. Nothing but this file may come, before or after it. */
export const fileOf = (request: HttpServerRequest): Effect.Effect<
  { readonly name: string; readonly bytes: Stream.Stream<Uint8Array, Refusal> },
  Refusal,
  Scope.Scope
> =>
  Effect.gen(function*() {
    const source = NodeHttpServerRequest.toIncomingMessage(request)
    const events = multipart.events(source, { maxParts: 10, maxTotalSize: maxUploadBytes })
    const pull = yield* Stream.toPull(Stream.rechunk(Stream.mapError(events, explain), 1))
    const first = yield* Effect.catchAll(
      pull,
      Option.match({
        onNone: () => refuse(`is missing; send the file as multipart/form-data in the field "${field}"`),
        onSome: Effect.fail
      })
    )
    const part = Chunk.unsafeHead(first)
    if (part._tag !== "Part" || part.field !== field) return yield* unexpected(part)
    if (part.fileName === null) return yield* refuse("must be a file, not a text")
    const rest = Stream.fromPull(Effect.succeed(pull))
    return {
      name: plainName(part.fileName),
      bytes: Stream.flatMap(rest, (event) =>
        event._tag === "Bytes"
          ? Stream.succeed(event.bytes)
          : event._tag === "End"
          ? Stream.empty
          : unexpected(event))
    }
  })

const refuse = (reason: string, path: string = field) => new BadRequest({ faults: [{ path, reason }] })

const unexpected = (event: multipart.Event) =>
  event._tag === "Part" && event.field !== field
    ? refuse("is not a known field", event.field)
    : refuse("must be one file; upload the files one after the other")

const explain = (fault: multipart.Fault): Refusal => {
  switch (fault) {
    case "TooLarge":
      return new PayloadTooLarge({ maxBytes })
    case "TooMany":
      return refuse("must be one file; upload the files one after the other")
    case "Unreadable":
      return refuse(`cannot be read; send the file as multipart/form-data in the field "${field}"`)
  }
}

/** The file's own name, without folders and characters that no list can show. */
const plainName = (name: string): string =>
  [...(name.split(/[\\/]/).at(-1) ?? "").replace(/\p{Cc}/gu, "").trim()].slice(0, 255).join("") || "contacts.csv"
