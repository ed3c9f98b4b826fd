import type * as Multipart from "@effect/platform/Multipart"
import { maxBytes } from "@ektola/domain/contacts/Import"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { BadRequest, PayloadTooLarge } from "../contract/ContractError.js"

const field = "file"

type Refusal = BadRequest | PayloadTooLarge

/** The file in the field "file", to be read once, as it arrives. Nothing but this file may come, before it or after it. */
export const fileOf = (
  parts: Stream.Stream<Multipart.Part, Multipart.MultipartError>
): Effect.Effect<
  { readonly name: string; readonly bytes: Stream.Stream<Uint8Array, Refusal> },
  Refusal,
  Scope.Scope
> =>
  Effect.gen(function*() {
    const pull = yield* Stream.toPull(Stream.mapError(parts, explain))
    let waiting: ReadonlyArray<Multipart.Part> = []
    const next: Effect.Effect<Multipart.Part | null, Refusal> = Effect.suspend(() => {
      const [part, ...rest] = waiting
      if (part !== undefined) {
        waiting = rest
        return Effect.succeed(part)
      }
      return Effect.matchEffect(pull, {
        onSuccess: (chunk) => {
          waiting = Chunk.toReadonlyArray(chunk)
          return next
        },
        onFailure: Option.match({ onNone: () => Effect.succeed(null), onSome: Effect.fail })
      })
    })

    const part = yield* next
    if (part === null) return yield* refuse(`is missing; send the file as multipart/form-data in the field "${field}"`)
    if (part.key !== field) return yield* refuse("is not a known field", part.key)
    if (part._tag !== "File") return yield* refuse("must be a file, not a text")
    const end = Effect.flatMap(next, (more) =>
      more === null
        ? Effect.void
        : more.key === field
        ? refuse("must be one file; upload the files one after the other")
        : refuse("is not a known field", more.key))
    return {
      name: plainName(part.name),
      bytes: Stream.concat(Stream.mapError(part.content, explain), Stream.execute(end))
    }
  })

const refuse = (reason: string, path: string = field) => new BadRequest({ faults: [{ path, reason }] })

const explain = (error: Multipart.MultipartError): Refusal => {
  switch (error.reason) {
    case "FileTooLarge":
    case "BodyTooLarge":
      return new PayloadTooLarge({ maxBytes })
    case "FieldTooLarge":
      return refuse("must be a file, not a text")
    case "TooManyParts":
      return refuse("must be one file; upload the files one after the other")
    case "InternalError":
    case "Parse":
      return refuse(`cannot be read; send the file as multipart/form-data in the field "${field}"`)
  }
}

/** The file's own name, without folders and characters that no list can show. */
const plainName = (name: string): string =>
  [...(name.split(/[\\/]/).at(-1) ?? "").replace(/\p{Cc}/gu, "").trim()].slice(0, 255).join("") || "contacts.csv"
