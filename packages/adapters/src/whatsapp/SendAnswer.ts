/**
 * What an answer of the send endpoint means, whichever transport brought it.
 *
 * @since 0.1.0
 */
import type { SendOutcome } from "@ektola/domain/ports/MessageSender"
import * as Duration from "effect/Duration"
import * as ErrorTable from "./ErrorTable.js"
import * as GraphError from "./GraphError.js"
import { isRecord, parseJson, text } from "./internal/json.js"

/**
 * An answer of Graph as it arrived; `retryAfter` and `usage` are the headers `retry-after` and
 * `x-business-use-case-usage`.
 *
 * @since 0.1.0
 * @category model
 */
export interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly usage: string | null
  readonly body: string
}

/**
 * The outcome of an answer. A 2xx counts as accepted only with the message's id in it: without the id nothing can be
 * matched, so it is ambiguous. `message_status` may be missing, and unknown values mean accepted.
 *
 * @since 0.1.0
 * @category decoding
 */
export const interpret = (answer: Answer): SendOutcome => {
  const body = parseJson(answer.body)
  const accepted = answer.status >= 200 && answer.status <= 299 ? messageOf(body) : null
  if (accepted !== null) return { _tag: "Accepted", ...accepted }
  const verdict = ErrorTable.classify(answer.status, GraphError.parse(isRecord(body) ? body["error"] : undefined))
  return verdict._tag === "Ambiguous" ? verdict : {
    _tag: "Rejected",
    failure: verdict.failure,
    retryAfter: retryAfterOf(answer) ?? verdict.wait
  }
}

const messageOf = (body: unknown): { readonly wamid: string; readonly held: boolean } | null => {
  const messages: unknown = isRecord(body) ? body["messages"] : undefined
  const message: unknown = Array.isArray(messages) ? messages[0] : undefined
  if (!isRecord(message)) return null
  const wamid = text(message["id"])
  return wamid === null ? null : { wamid, held: message["message_status"] === "held_for_quality_assessment" }
}

/**
 * How long the answer asks to wait, or null. RFC 9110 §10.2.3 allows a date as well; WhatsApp documents neither, so only
 * plain seconds are believed.
 *
 * @since 0.1.0
 * @category decoding
 */
export const retryAfterOf = ({ retryAfter }: Pick<Answer, "retryAfter">): Duration.Duration | null =>
  retryAfter !== null && /^\d{1,6}$/.test(retryAfter.trim()) ? Duration.seconds(Number(retryAfter)) : null
