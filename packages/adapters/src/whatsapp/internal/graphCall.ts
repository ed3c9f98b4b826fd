import { type ManagementError, ManagementRefused } from "@ektola/domain/ports/ManagementError"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Connection from "../Connection.js"
import { isRecord, text } from "./json.js"
import { interpret, unavailable } from "./managementAnswer.js"
import type { Call, Transport } from "./transport.js"

export type Body = Readonly<Record<string, unknown>>

export interface Request {
  readonly operation: string
  readonly method: Call["method"]
  /** Part by part; ids are in it. */
  readonly path: ReadonlyArray<string>
  readonly query?: Readonly<Record<string, string>>
  readonly content?: { readonly contentType: string; readonly body: string | Uint8Array }
  /** Further tokens, which may stand in no text. */
  readonly secrets?: ReadonlyArray<string>
  readonly attributes?: Readonly<Record<string, string>>
}

/** One request; `decode` answers null when the answer lacks what nobody can do without. */
export type GraphCall = <A>(
  accessToken: Redacted.Redacted<string>,
  request: Request,
  decode: (body: Body) => A | null
) => Effect.Effect<A, ManagementError>

export const make = (config: Connection.Config, transport: Transport): GraphCall => {
  const root = Connection.rootOf(config)
  return (accessToken, request, decode) => {
    const token = Redacted.value(accessToken)
    const purpose = { operation: request.operation, tokens: [token, ...request.secrets ?? []] }
    if (!Connection.isToken(token)) return Effect.fail(malformedToken(request.operation))
    // Whatever else somebody hands over as an id must not become another path.
    const odd = request.path.find((part) => !/^\w+$/.test(part))
    if (odd !== undefined) return Effect.fail(refused(request.operation, "MESSAGE", `"${odd}" is no id of WhatsApp's`))
    const url = new URL(`${root}/${request.path.join("/")}`)
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value)
    return transport.one({
      method: request.method,
      origin: url.origin,
      path: url.pathname + url.search,
      token,
      contentType: request.content?.contentType ?? null,
      body: request.content?.body ?? null,
      leaveBy: Infinity
    }).pipe(
      Effect.flatMap((ended) => interpret(ended, purpose)),
      Effect.flatMap((body) => {
        const decoded = decode(body)
        return decoded === null
          ? Effect.fail(unavailable(purpose, "the answer lacks what was asked for", false))
          : Effect.succeed(decoded)
      }),
      Effect.withSpan(`BusinessManagement.${request.operation}`, {
        kind: "client",
        attributes: request.attributes ?? {},
        captureStackTrace: false
      })
    )
  }
}

/** The answer to a change. `success` may be missing; false is a refusal without a code. */
export const confirmed = (operation: string) => (body: Body): Effect.Effect<void, ManagementRefused> =>
  body["success"] === false
    ? Effect.fail(refused(operation, "MESSAGE", reasonOf(body)))
    : Effect.void

const reasonOf = (body: Body): string =>
  text(body["reason"]) ?? (isRecord(body["error"]) ? text(body["error"]["message"]) : null) ?? "no reason given"

const malformedToken = (operation: string) =>
  refused(operation, "ACCOUNT", "the access token is empty or has characters that no token has")

const refused = (operation: string, failureClass: "ACCOUNT" | "MESSAGE", reason: string) =>
  new ManagementRefused({ operation, class: failureClass, code: null, subcode: null, reason, traceId: null })
