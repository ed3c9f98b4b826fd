/**
 * Status events per second from WhatsApp's POST to the applied status: our HTTP and worker processes against bare Express
 * that stores and applies nothing. First at the pace of a busy platform, where the answers' times count, then flat out.
 */
import { randomBytes } from "node:crypto"
import { parseArgs } from "node:util"
import type pg from "pg"
import * as Database from "../dispatch/database.js"
import * as Processors from "../dispatch/processors.js"
import { senders } from "../dispatch/seed.js"
import { type Load, type Side, startBare, startLoad, startOurs } from "./children.js"
import * as Ground from "./ground.js"
import type { Answers } from "./protocol.js"

const usage = "npm run bench -- webhooks [--messages 10000] [--rounds 5] [--per-second 300] [--connections 64] " +
  "[--side ours|bare] [--profile FOLDER]"

const read = () => {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: {
        messages: { type: "string", default: "10000" },
        rounds: { type: "string", default: "5" },
        "per-second": { type: "string", default: "300" },
        connections: { type: "string", default: "64" },
        side: { type: "string" },
        profile: { type: "string" }
      }
    })
    const whole = (name: "messages" | "rounds" | "per-second" | "connections") => {
      const value = Number(values[name])
      if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1 on`)
      return value
    }
    const messages = whole("messages")
    // Ten statuses of one sender to a POST; phone numbers of the bench have five digits.
    if (messages % (senders * 10) !== 0 || messages > 100_000) {
      throw new Error(`--messages is a multiple of ${senders * 10}, up to 100000`)
    }
    if ((process.env["DATABASE_URL"] ?? "") === "") {
      throw new Error("DATABASE_URL is not set. This bench measures a real server.")
    }
    return {
      messages,
      rounds: whole("rounds"),
      perSecond: whole("per-second"),
      connections: whole("connections"),
      side: values.side ?? null,
      profile: values.profile ?? null
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return process.exit(1)
  }
}

interface Measured {
  /** Statuses per second; ours counts until the last one is applied, the peer until the last answer. */
  readonly open: number
  readonly flat: number
  readonly flatAnswered: number
  readonly answers: Answers
  /** Processor seconds per 1,000 statuses, of each of its processes and of PostgreSQL's for it; flat out. */
  readonly cpu: ReadonlyArray<number>
}

type Options = ReturnType<typeof read>

const measure = async (
  { client, load, secret }: { readonly client: pg.Client; readonly load: Load; readonly secret: string },
  side: Side,
  options: Options
): Promise<Measured> => {
  const statuses = options.messages * 3
  const run = async (deliver: () => Promise<Answers>) => {
    await load.prepare({ _tag: "Prepare", messages: await Ground.reset(client, options.messages), secret })
    const before = await cpuOf(client, side)
    const from = performance.now()
    const answers = await deliver()
    if (side.name === "ours") await Ground.untilApplied(client, options.messages)
    const seconds = (performance.now() - from) / 1000
    const stored = await Ground.stored(client)
    if (stored < answers.posts) throw new Error(`${side.name} answered ${answers.posts} POSTs and stored ${stored}`)
    const after = await cpuOf(client, side)
    return {
      answers,
      rate: statuses / seconds,
      cpu: after.map((value, at) => (value - (before[at] ?? 0)) * 1000 / statuses)
    }
  }
  const open = await run(() => load.deliver({ _tag: "Open", url: side.url, perSecond: options.perSecond }))
  const flat = await run(() => load.deliver({ _tag: "Flat", url: side.url, connections: options.connections }))
  return {
    open: open.rate,
    flat: flat.rate,
    flatAnswered: statuses / flat.answers.seconds,
    answers: open.answers,
    cpu: flat.cpu
  }
}

const cpuOf = async (client: pg.Client, side: Side): Promise<ReadonlyArray<number>> => {
  const backends = await Processors.backendsOf(client)
  const own = await Promise.all(side.pids.map((pid) => Processors.secondsOf(pid)))
  return [...own, backends === null ? NaN : [...backends.values()].reduce((sum, seconds) => sum + seconds, 0)]
}

const median = (numbers: ReadonlyArray<number>): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN
const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))

export const run = async (): Promise<void> => {
  const options = read()
  const secret = randomBytes(24).toString("hex")
  const database = await Database.create(options.messages, `bench:${randomBytes(32).toString("base64url")}`)
  const started: Array<{ readonly stop: () => Promise<void> }> = []
  try {
    await Ground.knowEverybody(database.client)
    const load = await startLoad()
    started.push(load)
    const sides: Array<Side> = []
    for (const begin of [startOurs, startBare]) {
      if (options.side !== null && begin !== (options.side === "ours" ? startOurs : startBare)) continue
      const side = await begin({ databaseUrl: database.url, secret, profile: options.profile })
      sides.push(side)
      started.push(side)
    }
    const ground = { client: database.client, load, secret }
    console.log(
      `${options.messages * 3} statuses, 10 to a POST, ${options.rounds} rounds; ${options.perSecond} POST/s, then ` +
        `${options.connections} connections flat out`
    )
    if (database.unsafe.length > 0) console.log(`NOT the default durability: ${database.unsafe.join(", ")}`)
    // Once for warming up.
    for (const side of sides) await measure(ground, side, options)
    const rounds: Array<ReadonlyMap<Side["name"], Measured>> = []
    for (let round = 0; round < options.rounds; round++) {
      const measured = new Map<Side["name"], Measured>()
      // Another one begins each time.
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const result = await measure(ground, side, options)
        measured.set(side.name, result)
        const { answers, cpu, flat, flatAnswered, open } = result
        console.log(
          `  ${side.name}: open ${Math.round(open)}/s, p50 ${answers.p50.toFixed(1)} ms, p99 ${
            answers.p99.toFixed(1)
          } ms; flat ${Math.round(flat)}/s (answered ${Math.round(flatAnswered)}/s), ` +
            `CPU s per 1,000: ${cpu.map((seconds) => seconds.toFixed(3)).join(" + ")}`
        )
      }
      rounds.push(measured)
    }
    const ratio = (of: (measured: Measured) => number): number | null => {
      const pairs = rounds.flatMap((round) => {
        const [ours, bare] = [round.get("ours"), round.get("bare")]
        return ours === undefined || bare === undefined ? [] : [of(ours) / of(bare)]
      })
      return pairs.length === 0 ? null : rounded(median(pairs))
    }
    const of = (name: Side["name"], value: (measured: Measured) => number, digits = 2) => {
      const all = rounds.flatMap((round) => round.get(name) ?? []).map(value)
      return all.length === 0 ? null : rounded(median(all), digits)
    }
    console.log(JSON.stringify({
      bench: "webhooks",
      ours: of("ours", ({ open }) => open),
      peer: of("bare", ({ open }) => open),
      ratio: ratio(({ open }) => open),
      p99: {
        ours: of("ours", ({ answers }) => answers.p99),
        peer: of("bare", ({ answers }) => answers.p99),
        ratio: ratio(({ answers }) => answers.p99)
      },
      flat: {
        ours: of("ours", ({ flat }) => flat),
        peer: of("bare", ({ flat }) => flat),
        ratio: ratio(({ flat }) => flat),
        ratioAnswered: ratio(({ flatAnswered }) => flatAnswered)
      },
      cpu: Object.fromEntries(
        sides.map(({ name, pids }) => [name, [...pids, 0].map((_, at) => of(name, ({ cpu }) => cpu[at] ?? NaN, 4))])
      )
    }))
  } finally {
    for (const child of started.toReversed()) await child.stop()
    await database.drop()
  }
}
