/** One run of one side over a fresh queue, checked. */
import type { Redis } from "ioredis"
import type { Mock, Side } from "./children.js"
import * as Database from "./database.js"
import * as Processors from "./processors.js"

export interface Measured {
  readonly rate: number
  /** Processor seconds per 1,000 messages; Postgres is null when its processes run elsewhere. */
  readonly cpu: {
    readonly own: number
    readonly postgres: number | null
    readonly redis: number
    readonly mock: number
  }
}

export interface Ground {
  readonly database: Database.Bench
  readonly redis: Redis
  readonly mock: Mock
}

export const measure = async ({ database, mock, redis }: Ground, side: Side, messages: number): Promise<Measured> => {
  await Database.reset(database, messages)
  if (side.name === "bullmq") await side.prepare(await Database.payloads(database))
  await mock.report()
  const before = await Processors.look(database.client, redis)
  const start = performance.now()
  const own = await side.sendAll(messages)
  const seconds = (performance.now() - start) / 1000
  const servers = Processors.between(before, await Processors.look(database.client, redis))
  const seen = await mock.report()
  const faults = [
    ...side.name === "bullmq" ? [] : await Database.faults(database, messages),
    ...(["requests", "recipients", "tokens"] as const).flatMap((name) =>
      seen[name] === messages ? [] : [`the mock saw ${seen[name]} ${name}`]
    )
  ]
  if (faults.length > 0) throw new Error(`${side.name} did not send ${messages} messages once: ${faults.join(", ")}`)
  const perThousand = (value: number) => value * 1000 / messages
  return {
    rate: messages / seconds,
    cpu: {
      own: perThousand(own),
      postgres: servers.postgres === null ? null : perThousand(servers.postgres),
      redis: perThousand(servers.redis),
      mock: perThousand(seen.cpu)
    }
  }
}
