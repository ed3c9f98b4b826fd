/**
 * Reads the error object that Graph answers carry as `error` and status webhooks carry in `errors[]`.
 *
 * @since 0.1.0
 */
import { integer, isRecord, text } from "./internal/json.js"

/**
 * `reason` is the most telling text there is, cut to 500 characters.
 *
 * @since 0.1.0
 * @category model
 */
export interface GraphError {
  readonly code: number
  readonly subcode: number | null
  readonly reason: string
  readonly traceId: string | null
}

const longestReason = 500

/**
 * An error object, or null when it has no usable code. Everything else is optional: `code` may come as a string,
 * `error_data` as a plain string, and titles are due to go away (Meta, "Error codes").
 *
 * @since 0.1.0
 * @category decoding
 */
export const parse = (value: unknown): GraphError | null => {
  if (!isRecord(value)) return null
  const code = integer(value["code"])
  if (code === null) return null
  return {
    code,
    subcode: integer(value["error_subcode"]),
    reason: reasonOf(value),
    traceId: text(value["fbtrace_id"])
  }
}

const reasonOf = (value: Readonly<Record<string, unknown>>): string => {
  const data = value["error_data"]
  const reason = (isRecord(data) ? text(data["details"]) : text(data)) ??
    text(value["error_user_msg"]) ??
    text(value["message"]) ??
    text(value["title"]) ??
    "no reason given"
  const letters = Array.from(reason)
  return letters.length <= longestReason ? reason : `${letters.slice(0, longestReason - 1).join("")}…`
}
