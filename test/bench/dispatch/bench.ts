/**
 * Messages per second from the queue to the recorded answer, with 100 senders: our dispatcher, a job queue that records
 * nothing, and a bare loop on the same tables. Sides take turns; a ratio is the median over the rounds, each side with
 * the number of requests in flight that suits it best.
 */
import { Redis } from "ioredis"
import { randomBytes, randomUUID } from "node:crypto"
import { type Side, type SideName, startMock, startSide } from "./children.js"
import * as Database from "./database.js"
import * as Options from "./options.js"
import type { Settings } from "./protocol.js"
import * as Report from "./report.js"
import { type Ground, measure, type Measured } from "./round.js"

const candidates = [128, 256, 512]
const calibration = 10_000

type Start = (name: SideName, inFlight: number) => Promise<Side>

/** The side with what suits it best in flight, and warm. */
const best = async (ground: Ground, start: Start, name: SideName, options: Options.Options): Promise<Side> => {
  const messages = Math.min(options.messages, calibration)
  let found: Side | null = null
  let most = 0
  for (const inFlight of options.inFlight === null ? candidates : [options.inFlight]) {
    const side = await start(name, inFlight)
    // The first time is for warming up.
    await measure(ground, side, messages)
    if (options.inFlight !== null) return side
    const { rate } = await measure(ground, side, messages)
    Report.calibrated(side, rate)
    if (rate <= most) {
      await side.stop()
      continue
    }
    most = rate
    await found?.stop()
    found = side
  }
  if (found === null) throw new Error("nothing to choose from")
  return found
}

const compare = async (ground: Ground, start: Start, options: Options.Options): Promise<void> => {
  const started: Array<Side> = []
  for (const name of options.sides) started.push(await best(ground, start, name, options))
  const rounds: Array<ReadonlyMap<SideName, Measured>> = []
  for (let round = 0; round < options.rounds; round++) {
    const measured = new Map<SideName, Measured>()
    // Another one begins each time.
    for (const index of started.keys()) {
      const side = started[(index + round) % started.length]
      if (side !== undefined) measured.set(side.name, await measure(ground, side, options.messages))
    }
    rounds.push(measured)
    Report.round(round, measured)
  }
  for (const side of started) await side.stop()
  Report.result(started, rounds)
}

export const run = async (): Promise<void> => {
  const options = Options.read(process.argv.slice(3))
  const redis = new Redis(options.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1 })
  await redis.connect()
  const tokenKeys = `bench:${randomBytes(32).toString("base64url")}`
  const database = await Database.create(options.messages, tokenKeys)
  const mock = await startMock()
  const prefix = `ektola-bench-${randomUUID().slice(0, 8)}`
  const start: Start = (name, inFlight) => {
    const settings: Settings = {
      databaseUrl: database.url,
      redisUrl: options.redisUrl,
      prefix,
      whatsappUrl: mock.url,
      inFlight,
      tokenKeys,
      personKey: randomBytes(32).toString("base64url")
    }
    const flags = [
      ...options.profile === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${options.profile}`],
      ...options.statements ? ["--import", new URL("./statements.ts", import.meta.url).href] : []
    ]
    return startSide(name, settings, flags)
  }
  try {
    Report.ground(options, database.unsafe)
    await compare({ database, redis, mock }, start, options)
  } finally {
    mock.stop()
    await database.drop()
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 }) as AsyncIterable<Array<string>>) {
      if (keys.length > 0) await redis.unlink(keys)
    }
    redis.disconnect()
  }
}
