/** What the API answered, or an error that says what it refused and why. */
export const expect = async <A>(
  what: string,
  answer: Promise<{ readonly data?: A | undefined; readonly error?: unknown; readonly response: Response }>
): Promise<A> => {
  const { data, error, response } = await answer
  if (data !== undefined) return data
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : error
  throw new Error(`${what} was answered with ${response.status}: ${String(message)}`)
}

/** The items of all pages. */
export const every = async <A>(
  what: string,
  pages: AsyncIterable<{
    readonly data?: { readonly items: ReadonlyArray<A> } | undefined
    readonly error?: unknown
    readonly response: Response
  }>
): Promise<ReadonlyArray<A>> => {
  const items: Array<A> = []
  for await (const page of pages) items.push(...(await expect(what, Promise.resolve(page))).items)
  return items
}

/** Asks again and again until `done`, or until the time is over; gives the last answer. */
export const poll = async <A>(options: {
  readonly ask: () => Promise<A>
  readonly done: (answer: A) => boolean
  readonly show: (answer: A) => void
  readonly every: number
  readonly within: number
}): Promise<A> => {
  const until = performance.now() + options.within
  while (true) {
    const answer = await options.ask()
    options.show(answer)
    if (options.done(answer) || performance.now() > until) return answer
    await new Promise((resolve) => setTimeout(resolve, options.every))
  }
}
