/**
 * The files that were uploaded, each for one business number.
 *
 * @since 0.1.0
 */

/**
 * @since 0.1.0
 * @category model
 */
export interface StoredMedia {
  readonly phoneNumberId: string
  readonly mimeType: string
  readonly filename: string
  readonly content: Uint8Array
}

/**
 * @since 0.1.0
 * @category model
 */
export interface Media {
  /** Stores a file and returns its id. */
  readonly add: (media: StoredMedia) => string
  readonly find: (id: string) => StoredMedia | undefined
}

/**
 * @since 0.1.0
 * @category constructors
 */
export const make = (): Media => {
  const stored = new Map<string, StoredMedia>()
  return {
    add: (media) => {
      const id = String(700_000_000_000_001 + stored.size)
      stored.set(id, media)
      return id
    },
    find: (id) => stored.get(id)
  }
}
