import type { ManagementError } from "@ektola/domain/ports/ManagementError"
import { ManagementRateLimited, ManagementRefused, ManagementUnavailable } from "@ektola/domain/ports/ManagementError"
import * as Duration from "effect/Duration"
import * as Either from "effect/Either"
import * as Connection from "../Connection.js"
import * as ErrorTable from "../ErrorTable.js"
import * as GraphError from "../GraphError.js"
import { type Answer, retryAfterOf } from "../SendAnswer.js"
import { integer, isRecord, parseJson } from "./json.js"
import type { Ended } from "./transport.js"

/** What a call was for; `tokens` may stand in no text that comes of it. */
export interface Purpose {
  readonly operation: string
  readonly tokens: ReadonlyArray<string>
}

/** The JSON object of a good answer, or why there is none. */
export const interpret = (
  ended: Ended,
  purpose: Purpose
): Either.Either<Readonly<Record<string, unknown>>, ManagementError> => {
  switch (ended._tag) {
    case "Answered":
      return read(ended.answer, purpose)
    case "Late":
      return Either.left(unavailable(purpose, "it was too late to ask", true))
    case "NotWritten":
    case "Lost":
      return Either.left(unavailable(purpose, ended.reason, ended._tag === "NotWritten"))
  }
}

/** What came is no answer to this call. A call that changes something may have done so. */
export const unavailable = (
  { operation, tokens }: Purpose,
  reason: string,
  surelyNotDone: boolean,
  retryAfter: Duration.Duration | null = null
): ManagementUnavailable =>
  new ManagementUnavailable({ operation, reason: Connection.conceal(reason, ...tokens), surelyNotDone, retryAfter })

const read = (
  answer: Answer,
  purpose: Purpose
): Either.Either<Readonly<Record<string, unknown>>, ManagementError> => {
  const body = parseJson(answer.body)
  if (isRecord(body) && body["error"] === undefined && answer.status >= 200 && answer.status <= 299) {
    return Either.right(body)
  }
  const error = GraphError.parse(isRecord(body) ? body["error"] : undefined)
  const verdict = ErrorTable.classify(answer.status, error)
  if (verdict._tag === "Ambiguous") return Either.left(unavailable(purpose, verdict.reason, false))
  const { code, reason, traceId } = verdict.failure
  const failureClass = verdict.failure.class
  const retryAfter = retryAfterOf(answer) ?? regainOf(answer.usage) ?? verdict.wait
  if (failureClass === "THROUGHPUT" || failureClass === "APP_THROUGHPUT") {
    return Either.left(
      new ManagementRateLimited({ operation: purpose.operation, class: failureClass, code, retryAfter })
    )
  }
  if (failureClass === "RETRY") return Either.left(unavailable(purpose, reason, true, retryAfter))
  return Either.left(
    new ManagementRefused({
      operation: purpose.operation,
      class: failureClass,
      code,
      subcode: error?.subcode ?? null,
      reason: Connection.conceal(reason, ...purpose.tokens),
      traceId
    })
  )
}

/** The longest time that the header of the call budget names, in minutes there; null when it names none. */
const regainOf = (usage: string | null): Duration.Duration | null => {
  const accounts = usage === null ? undefined : parseJson(usage)
  if (!isRecord(accounts)) return null
  const minutes = Object.values(accounts)
    .flatMap((uses): ReadonlyArray<unknown> => Array.isArray(uses) ? uses : [])
    .map((use) => isRecord(use) ? integer(use["estimated_time_to_regain_access"]) ?? 0 : 0)
  const longest = Math.max(0, ...minutes)
  return longest === 0 ? null : Duration.minutes(longest)
}
