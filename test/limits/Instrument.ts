import type { Account } from "@ektola/adapters/simulator/Catalogue"
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type { Asked } from "../crash/Asked.js"
import { type WorkerName, workers } from "../crash/Plan.js"
import { end } from "../crash/ServerProcess.js"

/** What the simulator's process tells. */
export interface Noted {
  readonly urls?: ReadonlyArray<string>
  readonly asked?: ReadonlyArray<Asked>
  readonly longestPause?: number
}

/** The simulator as seen from here: what it was asked is known a moment later. */
export interface Instrument {
  /** A port of its own for every worker, so that it is known who asked. */
  readonly urlOf: (name: WorkerName) => string
  readonly register: (account: Account) => Promise<void>
  readonly asked: ReadonlyArray<Asked>
  /** In milliseconds: how far apart two arrivals may have been that seem to be one. */
  readonly longestPause: () => number
  readonly close: () => Promise<void>
}

export const start = async (): Promise<Instrument> => {
  const child = fork(fileURLToPath(new URL("./simulator.ts", import.meta.url)), {
    execArgv: ["--conditions=@ektola/source", "--import", "tsx"],
    env: { ...process.env, NODE_OPTIONS: "" }
  })
  const [first] = await once(child, "message") as [Noted]
  const urls = new Map(workers.map((name, index) => [name, first.urls?.[index] ?? ""]))
  const asked: Array<Asked> = []
  let longestPause = 0
  child.on("message", (noted: Noted) => {
    for (const each of noted.asked ?? []) asked.push(each)
    longestPause = noted.longestPause ?? longestPause
  })
  const urlOf = (name: WorkerName) => urls.get(name) ?? ""
  return {
    urlOf,
    register: async (account) => {
      const answer = await fetch(`${urlOf("A")}/_simulator/accounts`, { method: "POST", body: JSON.stringify(account) })
      if (!answer.ok) throw new Error(`the simulator did not take ${account.phoneNumberId}: ${await answer.text()}`)
    },
    asked,
    longestPause: () => longestPause,
    close: () => end(child)
  }
}
