import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Schema from "effect/Schema"
import * as RequestId from "../RequestId.js"

/** What every error body holds. */
export interface WireError<Tag extends string> {
  readonly _tag: Tag
  readonly message: string
  readonly requestId: string
}

/**
 * The wire form of an error: `{ _tag, message, …fields, requestId }` with a status. The error itself knows nothing of
 * HTTP; message and request id are added as it is encoded.
 */
export const wireError = <
  Self extends { readonly message: string },
  Tag extends string,
  Fields extends Schema.Struct.Fields
>(
  error: Schema.TaggedErrorClass<Self, Tag, Fields>,
  options: { readonly status: number; readonly description: string }
): Schema.Schema<Self, WireError<Tag>> => {
  const { _tag, ...fields }: Schema.Struct.Fields = error.fields
  const wire = Schema.Struct({
    _tag: _tag as Schema.tag<Tag>,
    message: Schema.String.annotations({ description: "One sentence for people." }),
    ...fields,
    requestId: Schema.String.annotations({ description: "Quote it when you ask for help." })
  })
  const schema = Schema.transformOrFail(wire, Schema.typeSchema(error), {
    strict: false,
    decode: (body: object) => Effect.sync(() => new error(body as never, true)),
    encode: (self: Self) =>
      Effect.map(FiberRef.get(RequestId.current), (requestId) => ({ ...self, message: self.message, requestId }))
  }).annotations({
    identifier: error._tag,
    ...HttpApiSchema.annotations(options)
  })
  return schema
}
