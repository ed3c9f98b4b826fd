import type { Stage } from "../crash/Stage.js"
import type { TcpProxy } from "./TcpProxy.js"

/** What goes away, and how: KILLED is the server's own end, CUT and STALLED are the network's (`TcpProxy`). */
export const kinds = [
  "REDIS_KILLED",
  "REDIS_CUT",
  "REDIS_STALLED",
  "POSTGRES_KILLED",
  "POSTGRES_CUT",
  "POSTGRES_STALLED",
  "BOTH_KILLED"
] as const
export type Kind = (typeof kinds)[number]

/** What stands between the workers and their servers. */
export interface Proxies {
  readonly postgres: TcpProxy
  readonly redis: TcpProxy
}

/** A budget that has lost its memory, or may have, holds for 10.5 seconds. */
const [redisBack, postgresBack] = [12_000, 5_000]

/** Within how many milliseconds after its end something is to be sent again. */
export const patience = (kind: Kind): number => kind.startsWith("POSTGRES") ? postgresBack : redisBack

/** Takes it away, and gives what brings it back. */
export const begin = async (
  kind: Kind,
  { postgres, redis }: Stage,
  proxies: Proxies
): Promise<() => Promise<void>> => {
  switch (kind) {
    case "REDIS_KILLED":
      await redis.kill()
      return redis.start
    case "REDIS_CUT":
      await proxies.redis.cut()
      return proxies.redis.open
    case "REDIS_STALLED":
      proxies.redis.stall()
      return proxies.redis.open
    case "POSTGRES_KILLED":
      await postgres.crash()
      return postgres.start
    case "POSTGRES_CUT":
      await proxies.postgres.cut()
      return proxies.postgres.open
    case "POSTGRES_STALLED":
      proxies.postgres.stall()
      return proxies.postgres.open
    case "BOTH_KILLED":
      await Promise.all([postgres.crash(), redis.kill()])
      return async () => {
        await Promise.all([postgres.start(), redis.start()])
      }
  }
}
