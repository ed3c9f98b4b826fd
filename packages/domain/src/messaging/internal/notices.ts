import * as Effect from "effect/Effect"
import type * as LogLevel from "effect/LogLevel"

/** Something an operator is told once it is committed: a unit of work that is undone, or run again, has told nothing. */
export interface Notice {
  readonly level: LogLevel.LogLevel
  readonly text: string
  readonly about: Readonly<Record<string, string | null>>
}

export const announce = (notices: ReadonlyArray<Notice>): Effect.Effect<void> =>
  Effect.forEach(notices, ({ about, level, text }) => Effect.logWithLevel(level, text, about), { discard: true })
