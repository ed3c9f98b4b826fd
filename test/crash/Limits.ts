import type { Asked } from "./Asked.js"

/** What one sender did at the simulator, beside what it may. */
export interface SenderLimits {
  readonly sender: string
  readonly ratePerSecond: number
  readonly requests: number
  /** Most requests in any window of a second. */
  readonly mostInASecond: number
  /** Times that somebody was written to again within the pair's pause. */
  readonly closePairs: number
  /** The shortest time between two requests to one person, in milliseconds; null when nobody was asked for twice. */
  readonly closest: number | null
}

const pairPause = 6_000

/** Arrival is measured behind a network and two event loops, which may bunch what was granted evenly. */
const allowed = (ratePerSecond: number): number => ratePerSecond * 1.02 + 1

export const isWithin = (limits: SenderLimits): boolean =>
  limits.mostInASecond <= allowed(limits.ratePerSecond) && limits.closePairs === 0

export const measure = (
  asked: ReadonlyArray<Asked>,
  { phoneNumberId: sender, ratePerSecond }: { readonly phoneNumberId: string; readonly ratePerSecond: number }
): SenderLimits => {
  const mine = asked.filter((each) => each.sender === sender).toSorted((a, b) => a.at - b.at)
  let mostInASecond = 0
  let first = 0
  for (const [index, { at }] of mine.entries()) {
    while (mine[first]!.at <= at - 1_000) first++
    mostInASecond = Math.max(mostInASecond, index - first + 1)
  }
  const before = new Map<string, number>()
  let closePairs = 0
  let closest: number | null = null
  for (const { at, recipient } of mine) {
    const last = before.get(recipient)
    before.set(recipient, at)
    if (last === undefined) continue
    closest = Math.min(closest ?? Infinity, at - last)
    if (at - last < pairPause) closePairs++
  }
  return { sender, ratePerSecond, requests: mine.length, mostInASecond, closePairs, closest }
}
