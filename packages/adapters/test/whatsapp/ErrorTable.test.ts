import { assert } from "@effect/vitest"
import * as ErrorTable from "@ektola/adapters/whatsapp/ErrorTable"
import * as GraphError from "@ektola/adapters/whatsapp/GraphError"
import type { FailureClass } from "@ektola/domain/messaging/Failure"
import { describe, it } from "vitest"

/** Meta's table of error codes, class by class. */
const documented: Readonly<Partial<Record<FailureClass, ReadonlyArray<number>>>> = {
  RETRY: [1, 2, 131000, 131016, 131057, 133004, 133015, 134101, 2494100],
  THROUGHPUT: [80007, 80008, 130429],
  APP_THROUGHPUT: [4],
  PAIR: [131056],
  DEFER: [131049],
  EXPERIMENT: [130472],
  OPTED_OUT: [131050],
  RECIPIENT: [130403, 130497, 131021, 131026, 137000],
  PAYMENT: [131042, 134011],
  POLICY: [368, 131031, 131048, 131064],
  // dprint-ignore
  ACCOUNT: [
    0, 3, 10, 33, 190, 131005, 131030, 131037, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133016, 136024,
    1752041, 2388012, 2388091, 2388093, 2388103
  ],
  MESSAGE: [100, 131008, 131009, 131047, 131051, 131052, 131062, 132005, 132008, 132018, 135000],
  // dprint-ignore
  TEMPLATE: [
    131053, 131055, 131063, 132000, 132001, 132007, 132012, 132015, 132016, 132068, 132069, 134100, 134102, 2388019,
    2388023, 2388024, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299
  ]
}

const ambiguousCodes = [1, 2, 131000, 131016]

const verdict = (httpStatus: number, error: Record<string, unknown>): string => {
  const result = ErrorTable.classify(httpStatus, GraphError.parse({ message: "made up", ...error }))
  return result._tag === "Ambiguous" ? "Ambiguous" : `${result.failure.class} ${result.failure.code}`
}

describe("ErrorTable", () => {
  for (const [failureClass, codes] of Object.entries(documented)) {
    it.each([...codes])(`code %i is ${failureClass}, whatever the HTTP status`, (code) => {
      assert.strictEqual(ErrorTable.lookup(code)?.class, failureClass)
      const outcome = ambiguousCodes.includes(code) ? "Ambiguous" : `${failureClass} ${code}`
      for (const httpStatus of [200, 400, 401, 403, 404, 429, 500, 503]) {
        assert.strictEqual(verdict(httpStatus, { code }), outcome)
      }
    })
  }

  it("holds no code that is not documented", () => {
    assert.deepStrictEqual(
      Array.from(ErrorTable.codes.keys()).sort((a, b) => a - b),
      Object.values(documented).flat().sort((a, b) => a - b)
    )
  })

  it("200 to 299 are missing permissions, 199 and 300 are not", () => {
    for (const code of [200, 210, 299]) assert.strictEqual(verdict(403, { code }), `ACCOUNT ${code}`)
    for (const code of [199, 300]) assert.strictEqual(ErrorTable.lookup(code), null)
  })

  it("is_transient revives no permanent code, and makes no ambiguous one certain", () => {
    const permanent = { 3: "ACCOUNT", 131045: "ACCOUNT", 133000: "ACCOUNT", 134102: "TEMPLATE", 132001: "TEMPLATE" }
    for (const [code, failureClass] of Object.entries(permanent)) {
      assert.strictEqual(verdict(500, { code, is_transient: true }), `${failureClass} ${code}`)
    }
    assert.strictEqual(verdict(500, { code: 131000, is_transient: true }), "Ambiguous")
  })

  it("100 takes the class of the subcodes 33 and 2388xxx, and of no other", () => {
    assert.strictEqual(verdict(400, { code: 100, error_subcode: 33 }), "ACCOUNT 33")
    assert.strictEqual(verdict(400, { code: 100, error_subcode: 2388299 }), "TEMPLATE 2388299")
    assert.strictEqual(verdict(400, { code: 100, error_subcode: "2388019" }), "TEMPLATE 2388019")
    assert.strictEqual(verdict(400, { code: 100, error_subcode: 131049 }), "MESSAGE 100")
    assert.strictEqual(verdict(400, { code: 100, error_subcode: 190 }), "MESSAGE 100")
    assert.strictEqual(verdict(500, { code: 100, error_subcode: 2388777 }), "MESSAGE 100")
    assert.strictEqual(verdict(400, { code: 130429, error_subcode: 2494055 }), "THROUGHPUT 130429")
    assert.strictEqual(verdict(401, { code: 190, error_subcode: 33 }), "ACCOUNT 190")
  })

  it("an unknown code decides by HTTP status", () => {
    const expected = { 400: "MESSAGE", 401: "ACCOUNT", 403: "MESSAGE", 404: "MESSAGE", 429: "THROUGHPUT" }
    for (const [httpStatus, failureClass] of Object.entries(expected)) {
      assert.strictEqual(verdict(Number(httpStatus), { code: 999_999 }), `${failureClass} 999999`)
    }
    for (const httpStatus of [200, 302, 500, 502, 503]) {
      assert.strictEqual(verdict(httpStatus, { code: 999_999 }), "Ambiguous")
    }
  })

  it("no readable error is ambiguous at every status", () => {
    for (const httpStatus of [200, 400, 404, 429, 500, 502]) {
      assert.strictEqual(ErrorTable.classify(httpStatus, null)._tag, "Ambiguous")
    }
  })

  it("a failed status is never ambiguous", () => {
    const failure = (errors: unknown) => ErrorTable.failureOfStatus(GraphError.parse(errors))
    assert.deepStrictEqual(failure({ code: 131000, title: "Something went wrong" }), {
      class: "RETRY",
      code: 131000,
      reason: "Something went wrong",
      traceId: null
    })
    assert.deepStrictEqual(failure(undefined), {
      class: "MESSAGE",
      code: null,
      reason: "WhatsApp gave no reason",
      traceId: null
    })
    assert.strictEqual(failure({ code: 999_999 }).class, "MESSAGE")
  })
})

describe("GraphError", () => {
  it("reads a code that is a text, and error_data that is a text", () => {
    assert.deepStrictEqual(GraphError.parse({ code: "132015", error_data: "paused", message: "m" }), {
      code: 132015,
      subcode: null,
      reason: "paused",
      traceId: null
    })
  })

  it("prefers details, then the user's message, then message, then title", () => {
    const all = { code: 1, title: "t", message: "m", error_user_msg: "u", error_data: { details: "d" } }
    const reasons = [
      all,
      { ...all, error_data: {} },
      { ...all, error_data: null, error_user_msg: "" },
      { ...all, error_data: [], error_user_msg: 7, message: undefined },
      { code: 1 }
    ].map((error) => GraphError.parse(error)?.reason)
    assert.deepStrictEqual(reasons, ["d", "u", "m", "t", "no reason given"])
  })

  it("has none without a usable code", () => {
    for (const code of [undefined, null, "", "x", "1e3", 1.5, -1, Number.NaN, {}]) {
      assert.strictEqual(GraphError.parse({ code, message: "m" }), null)
    }
    for (const value of [null, undefined, "text", 7, []]) assert.strictEqual(GraphError.parse(value), null)
  })

  it("cuts a reason between letters", () => {
    const reason = GraphError.parse({ code: 1, message: "🪔".repeat(600) })!.reason
    assert.strictEqual(Array.from(reason).length, 500)
    assert.strictEqual(reason, `${"🪔".repeat(499)}…`)
  })
})
