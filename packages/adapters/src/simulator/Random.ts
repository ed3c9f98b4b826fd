/**
 * Numbers that depend on a seed and a key, and on nothing else: no stream, so no order of arrival can change them.
 *
 * @since 0.1.0
 */

/**
 * From and to, both included.
 *
 * @since 0.1.0
 * @category model
 */
export type Range = readonly [from: number, to: number]

/**
 * 32 bits of a key: FNV-1a, then the finaliser of MurmurHash3, since FNV alone leaves similar keys similar.
 *
 * @since 0.1.0
 * @category constructors
 */
export const hash = (seed: number, key: string): number => {
  let bits = Math.imul(seed, 0x9e3779b1) ^ 0x811c9dc5
  for (let i = 0; i < key.length; i++) bits = Math.imul(bits ^ key.charCodeAt(i), 0x01000193)
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return (bits ^ (bits >>> 16)) >>> 0
}

/**
 * A number in [0, 1).
 *
 * @since 0.1.0
 * @category constructors
 */
export const unit = (seed: number, key: string): number => hash(seed, key) / 0x1_0000_0000

/**
 * A number in the range, evenly spread.
 *
 * @since 0.1.0
 * @category constructors
 */
export const within = (seed: number, key: string, range: Range): number =>
  range[0] + unit(seed, key) * (range[1] - range[0])
