/**
 * Lists come in pages: `limit` and an opaque `cursor` in, `{ items, nextCursor }` out.
 *
 * @since 0.1.0
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import * as Cursor from "./Cursor.js"
import { about, documented } from "./internal/fields.js"

const limits = { least: 1, most: 200, usual: 50 } as const

const Limit = Schema.String.pipe(
  Schema.pattern(/^([1-9][0-9]?|1[0-9]{2}|200)$/, {
    message: () => `must be a whole number from ${limits.least} to ${limits.most}`
  })
)

/**
 * The query parameters of a list whose items follow the order of `position`.
 *
 * @since 0.1.0
 * @category schemas
 */
export const params = <Position extends string | number>(position: Schema.Schema<Position, string>) => ({
  limit: Schema.optionalWith(
    documented(
      Schema.compose(Limit, Schema.NumberFromString),
      { type: "integer", minimum: limits.least, maximum: limits.most, default: limits.usual },
      "How many items a page has at most."
    ),
    { default: () => limits.usual }
  ),
  cursor: Schema.optional(cursorOf(position))
})

const cursorOf = <Position extends string | number>(position: Schema.Schema<Position, string>) => {
  const read = Schema.decodeUnknownOption(position)
  const cursor = Schema.transformOrFail(Schema.String, Schema.typeSchema(position), {
    strict: true,
    decode: (text, _, ast) =>
      Effect.flatMap(Cursor.open(text), (opened) =>
        Option.match(Option.flatMap(opened, read), {
          onNone: () => ParseResult.fail(new ParseResult.Type(ast, text, "must be a nextCursor of this list")),
          onSome: ParseResult.succeed
        })),
    encode: (found) => Cursor.seal(String(found))
  })
  return documented(
    cursor,
    { type: "string" },
    "Where the page begins: `nextCursor` of the page before. Leave it out for the first page."
  )
}

const NextCursor = Schema.transformOrFail(Schema.NullOr(Schema.String), Schema.NullOr(Schema.String), {
  strict: true,
  decode: (text) => text === null ? Effect.succeed(null) : Effect.map(Cursor.open(text), Option.getOrNull),
  encode: (position) => position === null ? Effect.succeed(null) : Cursor.seal(position)
})

/**
 * What the domain is asked for.
 *
 * @since 0.1.0
 * @category cursors
 */
export const toRequest = <Position>(query: {
  readonly limit: number
  readonly cursor?: Position | undefined
}): { readonly after: Position | null; readonly limit: number } => ({
  after: query.cursor ?? null,
  limit: query.limit
})

/**
 * One page of a list.
 *
 * @since 0.1.0
 * @category schemas
 */
export const page = <Item extends Schema.Schema.Any>(identifier: string, item: Item) =>
  Schema.Struct({
    items: Schema.Array(item),
    nextCursor: about(NextCursor, "The cursor of the next page; null on the last one.")
  }).annotations({ identifier })

/**
 * The page that the domain gave, with every item in its wire form. The cursor is sealed as the answer is written.
 *
 * @since 0.1.0
 * @category cursors
 */
export const toPage = <A, B>(
  page: { readonly items: ReadonlyArray<A>; readonly next: string | number | null },
  toWire: (item: A) => B
): { readonly items: ReadonlyArray<B>; readonly nextCursor: string | null } => ({
  items: page.items.map(toWire),
  nextCursor: page.next === null ? null : String(page.next)
})
