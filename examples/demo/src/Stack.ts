/** Where the demo runs: a temporary stack of its own, or one that is already running. */
import { adminLogIn, startStack } from "@ektola/example-local"
import { expect } from "./Answer.js"

export interface Stack {
  readonly url: string
  readonly admin: { readonly email: string; readonly password: string }
  /** How many messages of these templates a recipient saw more than once. */
  readonly seenTwice: (templateNames: ReadonlyArray<string>) => Promise<number>
  /** The stack's own time, which can be ahead of ours. */
  readonly now: () => Promise<Date>
  readonly moveClock: (to: Date) => Promise<void>
  readonly close: () => Promise<void>
}

/** Some of everything that goes wrong in a year, in one minute. */
const faults = {
  HANG_AFTER_ACCEPT: 0.02,
  CLOSE_AFTER_ACCEPT: 0.02,
  HANG: 0.01,
  CODE_130429: 0.03,
  FAILS_131026: 0.04,
  STAYS_SENT: 0.05,
  NEVER_READ: 0.15,
  DUPLICATE: 0.2,
  DELIVERED_BEFORE_SENT: 0.1,
  READ_WITHOUT_DELIVERED: 0.05,
  LATE: 0.05
}

export const openStack = async (options: {
  readonly url: string | undefined
  readonly seed: number
}): Promise<Stack> => {
  if (options.url !== undefined) {
    const url = options.url.replace(/\/+$/, "")
    return { url, admin: adminLogIn, seenTwice: (names) => seenTwice(url, names), ...clock(url), close: async () => {} }
  }
  const stack = await startStack({
    port: 0,
    home: null,
    demoData: false,
    logLevel: "Warning",
    simulator: { seed: options.seed, faults },
    // Short, so that what would take a quarter of an hour shows within the demo.
    answerTimeout: "2 seconds",
    answerWithin: "6 seconds",
    unconfirmedDeadline: "4 seconds"
  })
  return {
    url: stack.url,
    admin: adminLogIn,
    seenTwice: (names) => seenTwice(stack.url, names),
    ...clock(stack.url),
    close: stack.close
  }
}

const clock = (url: string): Pick<Stack, "now" | "moveClock"> => {
  const ask = async (what: string, init: RequestInit = {}) => {
    const answer = fetch(`${url}/simulator/clock`, init).then(async (response) => {
      const body = (await response.json()) as { readonly now: string }
      return response.ok ? { data: body, response } : { error: body, response }
    })
    return new Date((await expect(what, answer)).now)
  }
  return {
    now: () => ask("asking for the stack's time"),
    moveClock: async (to) => {
      const headers = { "content-type": "application/json" }
      await ask("moving the stack's clock", { method: "PUT", headers, body: JSON.stringify({ to: to.toISOString() }) })
    }
  }
}

interface Seen {
  readonly template: string
  readonly accepted: number
}

const seenTwice = async (url: string, templateNames: ReadonlyArray<string>): Promise<number> => {
  const { items } = await expect(
    "the simulator's log",
    fetch(`${url}/simulator/_simulator/seen?by=content`).then(async (response) => ({
      data: (await response.json()) as { readonly items: ReadonlyArray<Seen> },
      response
    }))
  )
  return items.filter(({ accepted, template }) => templateNames.includes(template) && accepted > 1).length
}
