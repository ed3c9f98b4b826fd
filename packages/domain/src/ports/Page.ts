/**
 * Keyset paging: items after an id, in id order (which is creation order).
 *
 * @since 0.1.0
 */

/**
 * At most `limit` items whose id comes after `after`; null begins with the first.
 *
 * @since 0.1.0
 * @category model
 */
export interface PageRequest<Id> {
  readonly after: Id | null
  readonly limit: number
}

/**
 * `next` is the id to continue after; null on the last page.
 *
 * @since 0.1.0
 * @category model
 */
export interface Page<A, Id> {
  readonly items: ReadonlyArray<A>
  readonly next: Id | null
}

/**
 * A page from up to `limit + 1` items that were read for it.
 *
 * @since 0.1.0
 * @category constructors
 */
export const fromItems = <A extends { readonly id: Id }, Id>(
  items: ReadonlyArray<A>,
  limit: number
): Page<A, Id> => {
  const shown = items.slice(0, limit)
  return { items: shown, next: items.length > limit ? shown.at(-1)?.id ?? null : null }
}
