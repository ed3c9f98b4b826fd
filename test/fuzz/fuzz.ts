import * as OpenApi from "@effect/platform/OpenApi"
import { Api } from "@ektola/http/contract/Api"
import { Agent, request } from "undici"
import * as W from "../../packages/http/test/world.js"
import { contentTypes, pick, type Random, random, texts } from "./Hostile.js"
import { type Operation, operationsOf, sample } from "./Operation.js"

/** No answer of any request may say these: they are ours alone. */
const internals =
  /node_modules|\.ts:\d|\bat \S+ \(|SqlError|ParseError|postgres|select .* from|FiberFailure|"stack"|ECONN/i

const document: any = OpenApi.fromApi(Api)

export const operations: ReadonlyArray<Operation> = operationsOf(document)

interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | null
}

export interface Report {
  readonly requests: number
  /** How many answers had which status. */
  readonly statuses: ReadonlyMap<number, number>
  /** One sentence per kind of finding, with a request that shows it. */
  readonly findings: ReadonlyMap<string, string>
  readonly slowest: number
}

/** Sends so many requests to each of these operations, and looks at each answer. */
export const fuzz = async (
  options: {
    readonly seed: number
    readonly requests: (operation: Operation) => number
    readonly only?: RegExp | undefined
    readonly onOperation?: (name: string) => void
  }
): Promise<Report> => {
  const world = await W.start()
  const shop = await W.aBusyShop(world)
  const agent = new Agent({ connections: 16 })
  const ids = [
    shop.contactId,
    shop.importId,
    shop.templateId,
    shop.campaignId,
    shop.runId,
    shop.jewellerId,
    "01990000-0000-7000-8000-000000000001"
  ]
  const statuses = new Map<number, number>()
  const findings = new Map<string, string>()
  let [requests, slowest] = [0, 0]

  const send = async (operation: Operation, { body, headers, method, path }: Request) => {
    const from = performance.now()
    const found = (what: string) => {
      const kind = `${operation.method} ${operation.path} ${what}`
      if (!findings.has(kind)) {
        findings.set(kind, `${method} ${path.slice(0, 300)} ${JSON.stringify(headers)} ${body?.slice(0, 600) ?? ""}`)
      }
    }
    try {
      const answer = await request(world.url + path, {
        method: method as "GET",
        headers,
        body,
        dispatcher: agent,
        headersTimeout: 5_000,
        bodyTimeout: 5_000
      })
      const text = await answer.body.text()
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1)
      if (answer.statusCode >= 500) found(`answers ${answer.statusCode}`)
      if (answer.statusCode >= 400 && !/^\{"_tag":|^\{.*"requestId":/.test(text)) {
        found(`answers ${answer.statusCode} as "${text.slice(0, 60)}"`)
      }
      // What the caller wrote himself may be said again.
      if (answer.statusCode >= 400 && internals.test(text)) found("tells internals")
    } catch (error) {
      const code = String(Object(error).code)
      // A request that is no HTTP is not sent by the client, or cut by the server; it may only not hang.
      if (code.includes("TIMEOUT")) found("hangs for more than 5 s")
      statuses.set(0, (statuses.get(0) ?? 0) + 1)
    }
    requests++
    slowest = Math.max(slowest, performance.now() - from)
  }

  // A session per operation: log-out is an operation too.
  for (const operation of operations.filter(({ name }) => options.only?.test(name) ?? true)) {
    const next = random(options.seed + operations.indexOf(operation) * 7919)
    const tokens = { owner: await world.logIn(shop.email), admin: await world.admin() }
    let left = options.requests(operation)
    const one = async (): Promise<void> => {
      while (left-- > 0) await send(operation, make(operation, next, tokens, ids))
    }
    await Promise.all(Array.from({ length: 8 }, one))
    options.onOperation?.(operation.name)
  }
  await agent.close()
  const alive = await world.call("GET", "/health/live")
  if (alive.status !== 200) findings.set("the server is gone", "")
  for (const line of world.logs.filter((line) => /"logLevel":"(ERROR|FATAL)"/.test(line)).slice(0, 5)) {
    findings.set(`the log has an error: ${line.slice(0, 200)}`, "")
  }
  await world.stop()
  return { requests, statuses, findings, slowest }
}

/** A request that is valid, nearly valid or hostile, in equal parts. */
const make = (
  operation: Operation,
  next: Random,
  tokens: { readonly owner: string; readonly admin: string },
  ids: ReadonlyArray<string>
): Request => {
  const wrong = pick(next, [0, 0.1, 0.5])
  const odd = () => next() < wrong
  const path = operation.path.replace(/\{\w+\}/g, () => odd() ? pick(next, texts) : pick(next, ids))
  const query = operation.query
    .filter(() => next() < 0.5)
    .map(({ name, schema }) => {
      const value = odd() ? pick(next, texts) : encodeURIComponent(JSON.parse(sample(document, schema, next, 0, ids)))
      return `${name}=${value}`
    })
  if (odd()) query.push(`${pick(next, ["x", "__proto__", "limit", "cursor[]", "%"])}=${pick(next, texts)}`)

  let body = operation.body === null ? null : sample(document, operation.body, next, wrong, ids)
  if (operation.body !== null && odd()) {
    body = pick(next, ["", "{", "nul", "\ufeff{}", "[]", "null", "\"\"", "{\"a\":1}{}"])
  }
  if (body !== null && odd()) body = body.slice(0, Math.floor(next() * body.length))
  const upload = operation.name === "imports.start"
  if (upload) body = multipart(next, wrong)

  const token = next() < 0.1 ? null : operation.name.startsWith("admin.") || operation.name === "templates.create"
    ? tokens.admin
    : pick(next, [tokens.owner, tokens.owner, tokens.owner, tokens.admin])
  const contentType = upload ? "multipart/form-data; boundary=b" : "application/json"
  const headers: Record<string, string> = {
    ...(token === null || operation.isPublic ? {} : { authorization: `Bearer ${odd() ? token.slice(0, -2) : token}` }),
    ...(body === null ? {} : { "content-type": odd() ? pick(next, contentTypes) : contentType }),
    ...(odd() ? { "x-request-id": pick(next, ["x", "a".repeat(500), "ok-request-id"]) } : {}),
    ...(odd() ? { "content-encoding": pick(next, ["gzip", "br", "x"]) } : {})
  }
  return {
    method: operation.method,
    path: query.length === 0 ? path : `${path}?${query.join("&")}`,
    headers,
    body
  }
}

const multipart = (next: Random, wrong: number): string => {
  const field = next() < wrong ? pick(next, ["other", "__proto__", ""]) : "file"
  const name = next() < wrong ? pick(next, ["../../x", "\u0000", "x".repeat(5_000), "__proto__"]) : "contacts.csv"
  const content = next() < wrong ? pick(next, ["", "\u0000", "\"", "a,b\n".repeat(2_000), ",".repeat(20_000)]) : W.csv
  const end = next() < wrong ? "" : "\r\n--b--\r\n"
  return `--b\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n${content}${end}`
}
