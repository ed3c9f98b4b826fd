export interface Side {
  readonly name: string
  /** What happens before each run, outside the time that is measured. */
  readonly prepare?: () => void
  readonly run: () => void
}

const millisecondsOf = (side: Side): number => {
  side.prepare?.()
  const start = performance.now()
  side.run()
  return performance.now() - start
}

const median = (numbers: ReadonlyArray<number>): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN

/** Runs both sides in turn; how many times faster `ours` is than `peer`, by the median of the pairs. */
export const compare = (ours: Side, peer: Side, pairs = 7): {
  readonly ratio: number
  readonly ours: number
  readonly peer: number
} => {
  millisecondsOf(ours)
  millisecondsOf(peer)
  const measured = Array.from({ length: pairs }, () => ({ ours: millisecondsOf(ours), peer: millisecondsOf(peer) }))
  return {
    ratio: median(measured.map((pair) => pair.peer / pair.ours)),
    ours: median(measured.map((pair) => pair.ours)),
    peer: median(measured.map((pair) => pair.peer))
  }
}
