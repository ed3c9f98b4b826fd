/**
 * The simulator in a process of its own, which does nothing else and is served first: it is the instrument, and what
 * arrives while it pauses seems to arrive together.
 */
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as SimulatorServer from "@ektola/adapters/simulator/SimulatorServer"
import { setPriority } from "node:os"
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as Asked from "../crash/Asked.js"
import { workers } from "../crash/Plan.js"
import type { Noted } from "./Instrument.js"

try {
  setPriority(-20)
} catch {
  // Only root may.
}

const simulator = Simulator.make({ log: 0 })
const asked = Asked.make()
const pauses = monitorEventLoopDelay({ resolution: 2 })
const say = (noted: Noted) => process.send?.(noted)

const urls = await Promise.all(
  workers.map((name) => SimulatorServer.listen(asked.seenBy(name, simulator), { hangFor: 60_000 }))
)
say({ urls: urls.map(({ url }) => url) })
pauses.enable()

let told = 0
setInterval(() => {
  const more = asked.all.slice(told)
  told += more.length
  say({ asked: more, longestPause: pauses.max / 1e6 })
}, 50)

process.once("disconnect", () => process.exit())
