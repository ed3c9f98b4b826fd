/** Asks the real system until the answer is right; the deadline makes a wrong one fail. */
export const until = async <A>(
  what: string,
  ask: () => Promise<A>,
  right: (answer: A) => boolean,
  { every = 20, within = 40_000 }: { readonly every?: number; readonly within?: number } = {}
) => {
  const end = Date.now() + within
  while (true) {
    const answer = await ask()
    if (right(answer)) return answer
    if (Date.now() > end) throw new Error(`${what} did not happen; the last answer was ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}
