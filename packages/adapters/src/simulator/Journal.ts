/**
 * What happened at the simulator: a log in order, and what each recipient saw.
 *
 * @since 0.1.0
 */
import type { Fault } from "./Faults.js"
import type { Send } from "./SendCheck.js"
import type { Delivery } from "./WebhookOutbox.js"

/**
 * `accepted` tells whether the message goes on its way; `httpStatus` is null when no answer was given.
 *
 * @since 0.1.0
 * @category model
 */
export interface SendEntry {
  readonly _tag: "Send"
  readonly at: number
  readonly phoneNumberId: string
  readonly recipient: string
  readonly token: string | null
  readonly template: string
  readonly language: string
  readonly parameters: ReadonlyArray<string>
  readonly accepted: boolean
  readonly wamid: string | null
  readonly httpStatus: number | null
  readonly faults: ReadonlyArray<Fault>
}

/**
 * @since 0.1.0
 * @category model
 */
export type Entry =
  | SendEntry
  | {
    readonly _tag: "Refused"
    readonly at: number
    readonly path: string
    readonly code: number
    readonly details: string
  }
  | { readonly _tag: "Webhook"; readonly at: number } & Delivery

/**
 * How often something was accepted, and how often it reached the recipient's phone.
 *
 * @since 0.1.0
 * @category model
 */
export interface Seen {
  readonly recipient: string
  readonly template: string
  readonly language: string
  readonly token: string | null
  readonly parameters: ReadonlyArray<string>
  readonly accepted: number
  readonly delivered: number
}

/**
 * - token: everything that differs in token is counted apart
 * - content: the same text to the same person is one, whatever its token: more than 1 is a double message
 * - recipient: all messages to one person are one; template and parameters are those of the first
 *
 * @since 0.1.0
 * @category model
 */
export type Grouping = "token" | "content" | "recipient"

/**
 * @since 0.1.0
 * @category model
 */
export interface Journal {
  readonly add: (entry: Entry) => void
  /** Counts an acceptance; the result counts its arrival at the phone, once. */
  readonly accept: (send: Send) => () => void
  /** Entries from position `after` on. Positions count from 0 and stay the same when old entries are dropped. */
  readonly log: (after?: number) => ReadonlyArray<Entry>
  readonly size: () => number
  readonly seen: (by: Grouping) => ReadonlyArray<Seen>
}

/**
 * Keeps everything, or the newest `keep` entries of the log.
 *
 * @since 0.1.0
 * @category constructors
 */
export const make = (keep: "ALL" | number): Journal => {
  let entries: Array<Entry> = []
  let dropped = 0
  const counts = new Map<string, Counted>()
  return {
    add: (entry) => {
      if (keep === 0) {
        dropped++
        return
      }
      entries.push(entry)
      // Dropping half a window at once keeps the cost per entry constant.
      if (keep !== "ALL" && entries.length >= keep * 2) {
        dropped += entries.length - keep
        entries = entries.slice(-keep)
      }
    },
    accept: (send) => {
      const counted = countFor(counts, send)
      counted.accepted++
      let arrived = false
      return () => {
        if (!arrived) counted.delivered++
        arrived = true
      }
    },
    log: (after = 0) => {
      const newest = keep === "ALL" ? entries : entries.slice(-keep || entries.length)
      const first = dropped + entries.length - newest.length
      return newest.slice(Math.max(0, after - first))
    },
    size: () => dropped + entries.length,
    seen: (by) => grouped(Array.from(counts.values()), by)
  }
}

type Counted = { -readonly [key in keyof Seen]: Seen[key] }

const countFor = (counts: Map<string, Counted>, send: Send): Counted => {
  const { body, header, template } = send.template
  const parameters = [...header, ...body]
  const key = [send.recipient, template.name, template.language, send.token ?? "", ...parameters].join("\0")
  const known = counts.get(key)
  if (known !== undefined) return known
  const counted = {
    recipient: send.recipient,
    template: template.name,
    language: template.language,
    token: send.token,
    parameters,
    accepted: 0,
    delivered: 0
  }
  counts.set(key, counted)
  return counted
}

const grouped = (all: ReadonlyArray<Counted>, by: Grouping): ReadonlyArray<Seen> => {
  if (by === "token") return all.map((counted) => ({ ...counted }))
  const groups = new Map<string, Counted>()
  for (const counted of all) {
    const key = by === "recipient"
      ? counted.recipient
      : [counted.recipient, counted.template, counted.language, ...counted.parameters].join("\0")
    const group = groups.get(key)
    if (group === undefined) {
      groups.set(key, { ...counted })
    } else {
      group.accepted += counted.accepted
      group.delivered += counted.delivered
    }
  }
  return Array.from(groups.values())
}
