import type { Exchange } from "@ektola/adapters/simulator/Answer"
import type { Simulator } from "@ektola/adapters/simulator/Simulator"

/**
 * One request to send at the simulator, as a worker made it. Times are milliseconds of this process. It was read at `at`
 * and came after `since`, when this process last had nothing to read: they differ by as much as it was paused.
 */
export interface Asked {
  readonly worker: string
  readonly since: number
  readonly at: number
  readonly sender: string
  readonly recipient: string
  readonly template: string
  readonly token: string
  /** Null while there is no answer, and for ever when the connection hangs or is cut. */
  answeredAt: number | null
}

/** Who asked the simulator what, and when it was answered: what its own journal does not know. */
export interface Record {
  /** The simulator as one worker sees it. */
  readonly seenBy: (worker: string, simulator: Simulator) => Simulator
  readonly all: ReadonlyArray<Asked>
  readonly byToken: (token: string) => ReadonlyArray<Asked>
  readonly count: (template: string) => number
  readonly lastOf: (worker: string) => number
}

const idleEvery = 5

export const make = (): Record => {
  const all: Array<Asked> = []
  const tokens = new Map<string, Array<Asked>>()
  const templates = new Map<string, number>()
  const last = new Map<string, number>()
  let idleAt = Date.now()
  setInterval(() => {
    idleAt = Date.now()
  }, idleEvery).unref()
  const note = (worker: string, exchange: Exchange): Asked | null => {
    const sender = /^\/v\d+\.\d+\/(\d+)\/messages$/.exec(exchange.path)?.[1]
    if (sender === undefined) return null
    const body = JSON.parse(exchange.body) as {
      readonly to?: string
      readonly biz_opaque_callback_data?: string
      readonly template?: { readonly name?: string }
    }
    const asked: Asked = {
      worker,
      since: idleAt,
      at: Date.now(),
      sender,
      recipient: body.to ?? "",
      template: body.template?.name ?? "",
      token: body.biz_opaque_callback_data ?? "",
      answeredAt: null
    }
    all.push(asked)
    const same = tokens.get(asked.token)
    if (same === undefined) tokens.set(asked.token, [asked])
    else same.push(asked)
    templates.set(asked.template, (templates.get(asked.template) ?? 0) + 1)
    last.set(worker, asked.at)
    return asked
  }
  return {
    seenBy: (worker, simulator) => ({
      ...simulator,
      exchange: async (exchange) => {
        const asked = note(worker, exchange)
        const answer = await simulator.exchange(exchange)
        if (asked !== null && answer._tag === "Respond") asked.answeredAt = Date.now()
        return answer
      }
    }),
    all,
    byToken: (token) => tokens.get(token) ?? [],
    count: (template) => templates.get(template) ?? 0,
    lastOf: (worker) => last.get(worker) ?? 0
  }
}
