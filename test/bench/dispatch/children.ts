/** The bench's child processes: one per side, which stays for all its rounds as a worker would, and the mock. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Message, MockReport, Order, Settings, Word } from "./protocol.js"

export const sides = ["ours", "bullmq", "bare"] as const
export type SideName = typeof sides[number]

export interface Side {
  readonly name: SideName
  readonly inFlight: number
  readonly prepare: (messages: ReadonlyArray<Message>) => Promise<void>
  /** Processor seconds that it took. */
  readonly sendAll: (messages: number) => Promise<number>
  readonly stop: () => Promise<void>
}

const start = (file: string, args: ReadonlyArray<string>, nodeFlags: ReadonlyArray<string> = []): ChildProcess =>
  fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv: [...process.execArgv, ...nodeFlags],
    // The last line of our own output is for machines.
    stdio: ["ignore", 2, 2, "ipc"]
  })

const answer = async (child: ChildProcess, file: string): Promise<unknown> => {
  const ended = new AbortController()
  try {
    return await Promise.race([
      once(child, "message", ended).then(([word]) => word as unknown),
      once(child, "exit", ended).then(([code]) => {
        throw new Error(`${file} ended with ${String(code)}`)
      })
    ])
  } finally {
    ended.abort()
  }
}

/** As the README starts a worker; the same for every side. */
const sideFlags = ["--max-semi-space-size=64"]

export const startSide = async (
  name: SideName,
  settings: Settings,
  nodeFlags: ReadonlyArray<string>
): Promise<Side> => {
  const file = `${name}.ts`
  const child = start(file, [JSON.stringify(settings)], [...sideFlags, ...nodeFlags])
  const hear = async () => await answer(child, file) as Word
  const give = (order: Order) => {
    child.send(order)
    return hear()
  }
  await hear()
  return {
    name,
    inFlight: settings.inFlight,
    prepare: async (messages) => {
      await give({ _tag: "Prepare", messages })
    },
    sendAll: async (messages) => {
      const word = await give({ _tag: "Go", messages })
      return word._tag === "Done" ? word.cpu : NaN
    },
    stop: async () => {
      const exit = once(child, "exit")
      child.send({ _tag: "Stop" } satisfies Order)
      await exit
    }
  }
}

export interface Mock {
  readonly url: string
  /** What it has seen since the last time. */
  readonly report: () => Promise<MockReport>
  readonly stop: () => void
}

export const startMock = async (): Promise<Mock> => {
  const child = start("mock.ts", [])
  const port = await answer(child, "mock.ts")
  return {
    url: `http://127.0.0.1:${String(port)}`,
    report: async () => {
      child.send("report")
      return await answer(child, "mock.ts") as MockReport
    },
    stop: () => child.disconnect()
  }
}
