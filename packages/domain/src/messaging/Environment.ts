/**
 * Which environment a database belongs to. A backup that is restored somewhere else, or a copy for staging, holds the
 * numbers of real people and messages that are due: it must not send before somebody has said so.
 *
 * @since 0.1.0
 */
import * as Arr from "effect/Array"

/**
 * `name` comes from the process's configuration. `keyId` is a public id of the key that persons are hashed with. `server`
 * is what the store says about itself: it stays when a standby takes over, and is another one after a restore into a new
 * server or under another name.
 *
 * @since 0.1.0
 * @category model
 */
export interface Fingerprint {
  readonly name: string
  readonly keyId: string
  readonly server: string
}

/**
 * Nothing may be sent; a sentence for each difference says why.
 *
 * @since 0.1.0
 * @category model
 */
export interface Held {
  readonly _tag: "Held"
  readonly differences: Arr.NonEmptyReadonlyArray<string>
}

/**
 * `First`: nobody has claimed the database, so it becomes the process's own. That holds for one with sent messages as
 * well: it is from before there were fingerprints, and nothing tells whether it is a copy.
 *
 * @since 0.1.0
 * @category model
 */
export type Verdict = { readonly _tag: "First" } | { readonly _tag: "Same" } | Held

/**
 * Whether a process whose fingerprint is `current` may send from a database in which `stored` is kept.
 *
 * @example
 * ```ts
 * import * as Environment from "@ektola/domain/messaging/Environment"
 * import assert from "node:assert"
 *
 * const production = { name: "production", keyId: "9f86d081", server: "cluster 7 database ektola" }
 *
 * assert.deepStrictEqual(Environment.judge(production, { ...production, name: "staging" }), {
 *   _tag: "Held",
 *   differences: ["This process runs as \"staging\", but the database belongs to \"production\"."]
 * })
 * ```
 *
 * @since 0.1.0
 * @category rules
 */
export const judge = (stored: Fingerprint | null, current: Fingerprint): Verdict => {
  if (stored === null) return { _tag: "First" }
  const differences: Array<string> = []
  if (stored.name !== current.name) {
    differences.push(`This process runs as "${current.name}", but the database belongs to "${stored.name}".`)
  }
  if (stored.keyId !== current.keyId) {
    differences.push(
      `The person key is another one (id ${current.keyId}) than the data were made with (id ${stored.keyId}): ` +
        "people who refused before they were contacts, and reminders that went out, would not be recognised."
    )
  }
  if (stored.server !== current.server) {
    differences.push(`The database is a copy or was moved: it was ${stored.server}, and is ${current.server} now.`)
  }
  return Arr.isNonEmptyReadonlyArray(differences) ? { _tag: "Held", differences } : { _tag: "Same" }
}

const names = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/

/**
 * Whether a text can name an environment: up to 40 letters, digits and dashes, and no dash first.
 *
 * @since 0.1.0
 * @category rules
 */
export const isName = (text: string): boolean => names.test(text)
