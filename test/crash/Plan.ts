import * as Random from "@ektola/adapters/simulator/Random"

export const workers = ["A", "B"] as const
export type WorkerName = (typeof workers)[number]

/** What else happens when workers are killed. */
export type Outage = "NONE" | "POSTGRES" | "REDIS_FLUSH" | "REDIS_RESTART"

/** One round. The seed decides it; when exactly a process is hit is up to the machine. */
export interface Plan {
  readonly round: number
  readonly victims: ReadonlyArray<WorkerName>
  readonly outage: Outage
  /** The share of the round's messages that WhatsApp was asked for when the kill is prepared, and the pause after that. */
  readonly after: number
  readonly pause: number
  /** How long after its crash the server stays away, in milliseconds. */
  readonly away: number
}

export const plan = (seed: number, round: number): Plan => {
  const unit = (name: string) => Random.unit(seed, `${name} ${round}`)
  const one = unit("victim") < 0.5 ? workers[0] : workers[1]
  return {
    round,
    victims: unit("both") < 0.12 ? workers : [one],
    outage: outageOf(unit("outage")),
    after: 0.05 + 0.75 * unit("after"),
    pause: Math.floor(60 * unit("pause")),
    away: Math.floor(400 * unit("away"))
  }
}

const outageOf = (drawn: number): Outage =>
  drawn < 0.08 ? "POSTGRES" : drawn < 0.14 ? "REDIS_FLUSH" : drawn < 0.2 ? "REDIS_RESTART" : "NONE"
