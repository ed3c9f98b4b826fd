import type { Message, Order, Settings, Word } from "./protocol.js"

/** One side, once it is connected. `sendAll` ends when that many messages are sent and all it records is recorded. */
export interface Side {
  readonly prepare?: (messages: ReadonlyArray<Message>) => Promise<void>
  readonly sendAll: (messages: number) => Promise<void>
}

const say = (word: Word): void => void process.send?.(word)

const cpuSeconds = (since?: NodeJS.CpuUsage): number => {
  const { system, user } = process.cpuUsage(since)
  return (system + user) / 1e6
}

/** Obeys the bench until it says stop. */
export const serve = async (connect: (settings: Settings) => Promise<Side>): Promise<void> => {
  const side = await connect(JSON.parse(process.argv[2] ?? "") as Settings)
  const obey = async (order: Order): Promise<void> => {
    switch (order._tag) {
      case "Prepare":
        await side.prepare?.(order.messages)
        return say({ _tag: "Ready" })
      case "Go": {
        const before = process.cpuUsage()
        await side.sendAll(order.messages)
        return say({ _tag: "Done", cpu: cpuSeconds(before) })
      }
      case "Stop":
        // Not by ending what is open: exit lets the profiler write its file.
        process.exit(0)
    }
  }
  process.on("message", (order: Order) => {
    obey(order).catch((error: unknown) => {
      console.error(error)
      process.exit(1)
    })
  })
  process.on("disconnect", () => process.exit(1))
  say({ _tag: "Ready" })
}
