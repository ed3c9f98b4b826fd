import { assert, describe, it } from "@effect/vitest"
import type { Fault } from "@ektola/adapters/simulator/Faults"
import type { SendEntry } from "@ektola/adapters/simulator/Journal"
import { reckon } from "./Reckoning.js"
import type { StoredMessage } from "./Stored.js"

const send = (token: string, change: Partial<SendEntry> = {}): SendEntry => ({
  _tag: "Send",
  at: 0,
  phoneNumberId: "200",
  recipient: "+919800000001",
  token,
  template: "round_1",
  language: "en",
  parameters: [],
  accepted: true,
  wamid: `wamid.${token}`,
  httpStatus: 200,
  faults: [],
  ...change
})

const message = (state: string, change: Partial<StoredMessage> = {}): StoredMessage => ({
  id: "m1",
  template: "round_1",
  sender: "200",
  phone: "+919800000001",
  state,
  failure: null,
  cancelReason: null,
  attempts: [{ token: "t1", number: 1, state: "ACCEPTED", evidence: state }],
  ...change
})

const unknown = { class: "OUTCOME_UNKNOWN", code: null }

const kinds = (input: {
  readonly messages: ReadonlyArray<StoredMessage>
  readonly sends: ReadonlyArray<SendEntry>
  readonly begun?: ReadonlyArray<string>
  readonly launched?: number
}) =>
  reckon({
    ...input,
    expected: new Map([["round_1", input.launched ?? input.messages.length]]),
    begun: new Set(input.begun ?? [])
  }).violations.map(({ kind }) => kind)

describe("the reckoning of a crash suite", () => {
  const ends: ReadonlyArray<readonly [ReadonlyArray<Fault>, string, number | null]> = [
    [[], "READ", null],
    [["HANG_AFTER_ACCEPT"], "READ", null],
    [["READ_WITHOUT_DELIVERED", "LATE"], "READ", null],
    [["NEVER_READ"], "DELIVERED", null],
    [["STAYS_SENT"], "SENT", null],
    [["FAILS_131049"], "FAILED", 131049]
  ]
  for (const [faults, state, code] of ends) {
    it(`finds ${state} true for ${faults.join(" and ") || "no fault"}, and another state untrue`, () => {
      const failure = code === null ? null : { class: "DEFER", code }
      const sends = [send("t1", { faults })]
      assert.deepStrictEqual(kinds({ messages: [message(state, { failure })], sends }), [])
      for (const other of ["QUEUED", "SENDING", "UNCONFIRMED", "SENT", "DELIVERED", "READ", "CANCELLED"]) {
        if (other !== state) assert.deepStrictEqual(kinds({ messages: [message(other)], sends }), ["UNTRUE"], other)
      }
      assert.deepStrictEqual(kinds({ messages: [message("FAILED", { failure: unknown })], sends }), ["UNTRUE"])
    })
  }

  it("finds a token that was accepted twice", () => {
    const sends = [send("t1"), send("t1")]
    assert.deepStrictEqual(kinds({ messages: [message("READ")], sends }), ["SEEN_TWICE", "SEEN_TWICE"])
  })

  it("finds two attempts that one person got in one run, and none in two runs or from two numbers", () => {
    const again = { token: "t2", number: 2, state: "ACCEPTED", evidence: "READ" }
    const twice = message("READ", { attempts: [...message("READ").attempts, again] })
    assert.deepStrictEqual(kinds({ messages: [twice], sends: [send("t1"), send("t2")] }), ["SEEN_TWICE"])
    for (const change of [{ template: "round_2" }, { phoneNumberId: "201" }]) {
      assert.deepStrictEqual(kinds({ messages: [twice], sends: [send("t1"), send("t2", change)] }), [])
    }
  })

  it("takes a repeat after a refusal for what it is", () => {
    const again = { token: "t2", number: 2, state: "ACCEPTED", evidence: "READ" }
    const retried = message("READ", { attempts: [...message("READ").attempts, again] })
    const refused = send("t1", { accepted: false, wamid: null, httpStatus: 400, faults: ["CODE_130429"] })
    assert.deepStrictEqual(kinds({ messages: [retried], sends: [refused, send("t2")] }), [])
  })

  it("finds an attempt that is not stored", () => {
    assert.deepStrictEqual(kinds({ messages: [message("CANCELLED", { attempts: [] })], sends: [send("t9")] }), [
      "UNTRUE"
    ])
  })

  it("finds a success that WhatsApp never accepted, whether it was asked or not", () => {
    const refused = [send("t1", { accepted: false, wamid: null })]
    for (const state of ["SENT", "DELIVERED", "READ"]) {
      for (const sends of [refused, []]) {
        assert.deepStrictEqual(kinds({ messages: [message(state)], sends }), ["UNTRUE"])
      }
    }
  })

  it("finds a refusal that WhatsApp never gave", () => {
    const failure = { class: "RECIPIENT", code: 131026 }
    assert.deepStrictEqual(kinds({ messages: [message("FAILED", { failure })], sends: [] }), ["UNTRUE"])
  })

  it("allows an unseen OUTCOME_UNKNOWN that was open at a kill, and no other", () => {
    const messages = [message("FAILED", { failure: unknown })]
    assert.deepStrictEqual(kinds({ messages, sends: [], begun: ["t1"] }), [])
    assert.deepStrictEqual(kinds({ messages, sends: [], begun: ["t7"] }), ["UNEXPLAINED"])
    assert.deepStrictEqual(kinds({ messages, sends: [] }), ["UNEXPLAINED", "UNEXPLAINED"])
  })

  it("counts what was open at a kill and never seen", () => {
    const { begunAtKills, neverSeen } = reckon({
      messages: [message("FAILED", { failure: unknown })],
      sends: [send("t2", { recipient: "+919800000002" })],
      expected: new Map(),
      begun: new Set(["t1", "t2", "t3"])
    })
    assert.deepStrictEqual([neverSeen, begunAtKills], [1, 2])
  })

  it("finds messages that were never made", () => {
    assert.deepStrictEqual(kinds({ messages: [message("READ")], sends: [send("t1")], launched: 2 }), ["LOST"])
  })
})
