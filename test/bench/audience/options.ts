import { parseArgs } from "node:util"

export const sides = ["ours", "bare"] as const
export type SideName = typeof sides[number]

export interface Options {
  readonly contacts: number
  readonly rounds: number
  readonly sides: ReadonlyArray<SideName>
  readonly profile: string | null
}

const usage = "npm run bench -- audience [--contacts 1000000] [--rounds 5] [--side ours|bare] [--profile FOLDER]"

const atLeastOne = (name: string, text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1 on`)
  return value
}

/** What was asked for; otherwise it says how to ask, and ends. */
export const read = (args: ReadonlyArray<string>): Options => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        contacts: { type: "string", default: "1000000" },
        rounds: { type: "string", default: "5" },
        side: { type: "string" },
        profile: { type: "string" }
      }
    })
    const asked = sides.filter((side) => values.side === undefined || side === values.side)
    if (asked.length === 0) throw new Error(`--side is one of ${sides.join(", ")}`)
    if ((process.env["DATABASE_URL"] ?? "") === "") {
      throw new Error("DATABASE_URL is not set. This bench measures a real server.")
    }
    return {
      contacts: atLeastOne("contacts", values.contacts),
      rounds: atLeastOne("rounds", values.rounds),
      sides: asked,
      profile: values.profile ?? null
    }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    return process.exit(1)
  }
}
