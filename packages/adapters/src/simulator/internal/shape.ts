import { type Refusal, refusal } from "../Refusal.js"

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The first key that does not belong there, refused in Graph's words. */
export const unexpectedKey = (
  value: Readonly<Record<string, unknown>>,
  known: ReadonlySet<string>,
  on: string
): Refusal | null => {
  for (const key of Object.keys(value)) {
    if (!known.has(key)) return refusal(100, `Unexpected key "${key}" on param "${on}"`)
  }
  return null
}
