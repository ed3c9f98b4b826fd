import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Schema from "effect/Schema"
import * as RequestId from "../RequestId.js"

/**
 * The wire form of an error: `{ _tag, message, …fields, requestId }` with a status. The error itself knows nothing of
 * HTTP; message and request id are added as it is encoded.
 */
export const wireError = <Self extends { readonly message: string }, Tag extends string, Fields extends Schema.Struct.Fields>(
  error: Schema.TaggedErrorClass<Self, Tag, Fields>,
  options: { readonly status: number; readonly description: string }
): Schema.Schema<Self, { readonly _tag: Tag; readonly message: string; readonly requestId: string }> => {
  const { _tag, ...fields } = error.fields
  const body = Schema.Struct({
    _tag: _tag as Schema.tag<Tag>,
    message: Schema.String.annotations({ description: "One sentence for people." }),
    ...fields,
    requestId: Schema.String.annotations({ description: "Quote it when you ask for help." })
  }).annotations({ identifier: error._tag, description: options.description })
  const schema = Schema.transformOrFail(body as Schema.Struct<Schema.Struct.Fields>, Schema.typeSchema(error), {
    strict: false,
    decode: (wire: ConstructorParameters<typeof error>[0]) => Effect.sync(() => new error(wire, true)),
    encode: (self: Self) =>
      Effect.map(FiberRef.get(RequestId.current), (requestId) => ({ ...self, message: self.message, requestId }))
  })
  return schema.annotations(HttpApiSchema.annotations({ status: options.status })) as never
}
