import type { Asked } from "./Asked.js"

/** What one sender did at the simulator, beside what it may. */
export interface SenderLimits {
  readonly sender: string
  readonly ratePerSecond: number
  readonly requests: number
  /** Most requests in any window of a second, as they were read. */
  readonly mostInASecond: number
  /** The same of those that came within a second however long they lay unread. */
  readonly surelyInASecond: number
  /** Times that somebody was surely written to again within the pair's pause. */
  readonly closePairs: number
  /** The shortest time between two requests to one person, in milliseconds; null when nobody was asked for twice. */
  readonly closest: number | null
}

const pairPause = 6_000

/** Requests are seen behind a network and the worker's event loop, which may bunch what was granted evenly. */
const allowed = (ratePerSecond: number): number => ratePerSecond * 1.02 + 1

export const isWithin = (limits: SenderLimits): boolean =>
  limits.surelyInASecond <= allowed(limits.ratePerSecond) && limits.closePairs === 0

export const measure = (
  asked: ReadonlyArray<Asked>,
  { phoneNumberId: sender, ratePerSecond }: { readonly phoneNumberId: string; readonly ratePerSecond: number }
): SenderLimits => {
  const mine = asked.filter((each) => each.sender === sender).toSorted((a, b) => a.at - b.at)
  const before = new Map<string, Asked>()
  let closePairs = 0
  let closest: number | null = null
  for (const each of mine) {
    const last = before.get(each.recipient)
    before.set(each.recipient, each)
    if (last === undefined) continue
    closest = Math.min(closest ?? Infinity, each.at - last.at)
    if (each.at - last.since < pairPause) closePairs++
  }
  return {
    sender,
    ratePerSecond,
    requests: mine.length,
    mostInASecond: most(mine, ({ at }) => at),
    surelyInASecond: most(mine, ({ since }) => since),
    closePairs,
    closest
  }
}

/** The most that are read within a second of one of them, whose own time is told. */
const most = (inOrder: ReadonlyArray<Asked>, timeOf: (first: Asked) => number): number => {
  let found = 0
  let end = 0
  for (const [index, first] of inOrder.entries()) {
    while (end < inOrder.length && inOrder[end]!.at < timeOf(first) + 1_000) end++
    found = Math.max(found, end - index)
  }
  return found
}
