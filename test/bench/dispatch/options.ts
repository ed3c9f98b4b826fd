import { parseArgs } from "node:util"
import { type SideName, sides } from "./children.js"
import { senders } from "./seed.js"

export interface Options {
  readonly messages: number
  readonly rounds: number
  readonly sides: ReadonlyArray<SideName>
  /** Null: the best of some. */
  readonly inFlight: number | null
  readonly profile: string | null
  readonly statements: boolean
  readonly redisUrl: string
}

const usage = "npm run bench -- dispatch [--messages 50000] [--rounds 5] [--side ours|bullmq|bare] [--in-flight N] " +
  "[--profile FOLDER] [--statements]"

const atLeast = (least: number, name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least) throw new Error(`--${name} is a whole number from ${least} on`)
  return value
}

const url = (name: string): string => {
  const value = process.env[name]
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set. This bench measures real servers: give it DATABASE_URL and REDIS_URL.`)
  }
  return value
}

/** What was asked for; otherwise it says how to ask, and ends. */
export const read = (args: ReadonlyArray<string>): Options => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        messages: { type: "string", default: "50000" },
        rounds: { type: "string", default: "5" },
        side: { type: "string" },
        "in-flight": { type: "string" },
        profile: { type: "string" },
        statements: { type: "boolean", default: false }
      }
    })
    const asked = sides.filter((side) => values.side === undefined || side === values.side)
    if (asked.length === 0) throw new Error(`--side is one of ${sides.join(", ")}`)
    const messages = atLeast(senders, "messages", values.messages)
    // Their numbers have five digits.
    if (messages % senders !== 0 || messages > 100_000) {
      throw new Error(`--messages is a multiple of ${senders}, up to 100000`)
    }
    // The database is made on the server of DATABASE_URL.
    const [, redisUrl] = [url("DATABASE_URL"), url("REDIS_URL")]
    return {
      messages,
      rounds: atLeast(1, "rounds", values.rounds),
      sides: asked,
      inFlight: values["in-flight"] === undefined ? null : atLeast(1, "in-flight", values["in-flight"]),
      profile: values.profile ?? null,
      statements: values.statements,
      redisUrl
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return process.exit(1)
  }
}
