import type { SqlError } from "@effect/sql/SqlError"
import { StoreUnavailable } from "@ektola/domain/ports/StoreUnavailable"
import * as Predicate from "effect/Predicate"

const retryable: ReadonlySet<string> = new Set(["40001", "40P01"])

// Data exceptions and violated constraints.
const refusals: ReadonlySet<string> = new Set(["22", "23"])

/** SQLSTATE of a failed statement, if the server answered at all. */
export const stateOf = (error: SqlError): string | null => textOf(error.cause, "code")

/** Whether a unique index or constraint of this name refused the row. */
export const violates = (error: SqlError, constraint: string): boolean =>
  stateOf(error) === "23505" && textOf(error.cause, "constraint") === constraint

/**
 * The driver's error holds values of the row in `detail` and `where`, which must not reach a log: they may be phone
 * numbers. Only what names the fault is kept.
 */
export const unavailable = (operation: string, error: SqlError): StoreUnavailable => {
  const state = stateOf(error)
  const text = textOf(error.cause, "message") ?? error.message
  const cause = new Error(
    [text, state, textOf(error.cause, "constraint")].filter((part) => part !== null).join(" · ")
  )
  return new StoreUnavailable({
    operation,
    retryable: state !== null && retryable.has(state),
    refusesData: state !== null && refusals.has(state.slice(0, 2)),
    cause
  })
}

const textOf = (cause: unknown, key: string): string | null => {
  const value = Predicate.hasProperty(cause, key) ? cause[key] : null
  return typeof value === "string" ? value : null
}
