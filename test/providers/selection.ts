const names = ["memory", "pglite", "postgres"] as const

export type Name = (typeof names)[number]

/** TEST_PROVIDER and DATABASE_URL of it matter. */
export type Environment = Readonly<Record<string, string | undefined>>

export interface Selection {
  readonly run: ReadonlyArray<Name>
  /** One line for people about what does not run; null when everything asked for does. */
  readonly leftOut: string | null
}

const isName = (text: string): text is Name => (names as ReadonlyArray<string>).includes(text)

/** Throws for what cannot run, so that no name ever passes by running nothing. */
export const select = (environment: Environment): Selection => {
  const hasDatabase = (environment.DATABASE_URL ?? "") !== ""
  const wanted = (environment.TEST_PROVIDER ?? "").split(",").map((text) => text.trim()).filter((text) => text !== "")
  if (wanted.length === 0) {
    return hasDatabase
      ? { run: names, leftOut: null }
      : {
        run: names.filter((name) => name !== "postgres"),
        leftOut: "postgres is left out; set DATABASE_URL (a log-in that may create databases and roles) to include it"
      }
  }
  const unknown = wanted.filter((text) => !isName(text))
  if (unknown.length > 0) {
    throw new Error(`TEST_PROVIDER names no provider: ${unknown.join(", ")}; there are ${names.join(", ")}`)
  }
  if (wanted.includes("postgres") && !hasDatabase) {
    throw new Error("TEST_PROVIDER asks for postgres, which needs DATABASE_URL")
  }
  return { run: names.filter((name) => wanted.includes(name)), leftOut: null }
}
