/** What TEST_PROVIDER may name: implementations of the stores, and of the send budget. */
const families = { stores: ["memory", "pglite", "postgres"], budgets: ["memory", "redis"] } as const

export type Family = keyof typeof families

export type Name<F extends Family = "stores"> = (typeof families)[F][number]

/** TEST_PROVIDER, DATABASE_URL and REDIS_URL of it matter. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface Selection<F extends Family> {
  readonly run: ReadonlyArray<Name<F>>
  /** One line for people about what does not run; null when everything asked for does. */
  readonly leftOut: string | null
}

const servers: Readonly<Record<string, { readonly variable: string; readonly meaning: string }>> = {
  postgres: { variable: "DATABASE_URL", meaning: "a log-in that may create databases and roles" },
  redis: { variable: "REDIS_URL", meaning: "any server; its data stays as it is" }
}

/** Throws for what cannot run, so that no name ever passes by running nothing. */
export const select = <F extends Family = "stores">(
  environment: Environment,
  family: F = "stores" as F
): Selection<F> => {
  const names: ReadonlyArray<Name<F>> = families[family]
  const isAway = (name: string) => {
    const server = servers[name]
    return server !== undefined && (environment[server.variable] ?? "") === ""
  }
  const wanted = (environment.TEST_PROVIDER ?? "").split(",").map((text) => text.trim()).filter((text) => text !== "")
  const all: ReadonlyArray<string> = Object.values(families).flat()
  const unknown = wanted.filter((text) => !all.includes(text))
  if (unknown.length > 0) {
    const known = [...new Set(all)].join(", ")
    throw new Error(`TEST_PROVIDER names no provider: ${unknown.join(", ")}; there are ${known}`)
  }
  const asked = names.filter((name) => wanted.includes(name))
  const needed = asked.find(isAway)
  if (needed !== undefined) {
    throw new Error(`TEST_PROVIDER asks for ${needed}, which needs ${servers[needed]?.variable}`)
  }
  if (asked.length > 0) return { run: asked, leftOut: null }
  // Nothing of this family was named: all of it that can run does.
  const [away] = names.filter(isAway)
  return {
    run: names.filter((name) => !isAway(name)),
    leftOut: away === undefined
      ? null
      : `${away} is left out; set ${servers[away]?.variable} (${servers[away]?.meaning}) to include it`
  }
}
