import * as Schema from "effect/Schema"

/** What somebody wrote, short and without control characters, as it stands in a sentence about it. */
export const quote = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

/** A whole number within bounds; one sentence whatever is wrong with it. */
export const whole = (least: number, most: number) =>
  Schema.Number.pipe(
    Schema.filter((value) =>
      (Number.isInteger(value) && value >= least && value <= most) || `must be a whole number from ${least} to ${most}`
    )
  )

/** One to `most` of them. */
export const some = <A, I>(item: Schema.Schema<A, I>, most: number, what: string) =>
  Schema.Array(item).pipe(
    Schema.filter((items) =>
      items.length === 0
        ? `needs at least one ${what}`
        : items.length <= most || `has ${items.length} entries; at most ${most} are allowed`
    )
  )
