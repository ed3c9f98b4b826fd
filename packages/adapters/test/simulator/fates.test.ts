import { assert } from "@effect/vitest"
import * as Faults from "@ektola/adapters/simulator/Faults"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as Timers from "@ektola/adapters/simulator/Timers"
import { describe, it } from "vitest"
import { account, message, post, recipient } from "./world.js"

const people = Array.from({ length: 200 }, (_, index) => recipient(index))
const reversed = [...people].reverse()

const faults: Faults.Probabilities = {
  CLOSE_AFTER_ACCEPT: 0.1,
  CODE_130429: 0.1,
  HTML_502: 0.1,
  FAILS_131026: 0.1,
  FAILS_131049: 0.1,
  DUPLICATE: 0.2,
  LATE: 0.2
}

/** The fates of one message to each person, told in the order of `people` whatever the order of arrival. */
const fates = async (
  options: Simulator.Options,
  order: ReadonlyArray<string>,
  token: (to: string) => string = () => "t"
): Promise<ReadonlyArray<string>> => {
  const simulator = Simulator.make({ timers: Timers.manual(), deliver: async () => 200, faults, ...options })
  simulator.register(account)
  for (const to of order) await simulator.handle(post(message({ to, biz_opaque_callback_data: token(to) })))
  const found = new Map(
    simulator.log().flatMap((entry) =>
      entry._tag === "Send"
        ? [[entry.recipient, `${entry.httpStatus} ${entry.accepted} ${entry.faults.join(" ")}`]]
        : []
    )
  )
  await simulator.close()
  return people.map((to) => found.get(to) ?? "")
}

describe("fates", () => {
  it("are the same for the same seed, in whatever order messages arrive", async () => {
    const one = await fates({ seed: 7 }, people)
    assert.isAbove(new Set(one).size, 8)
    assert.deepStrictEqual(await fates({ seed: 7 }, people), one)
    assert.deepStrictEqual(await fates({ seed: 7 }, reversed), one)
  })

  it("are others for another seed", async () => {
    assert.notDeepEqual(await fates({ seed: 8 }, people), await fates({ seed: 7 }, people))
  })

  it("do not depend on tokens, unless that is wanted", async () => {
    const one = await fates({ seed: 7 }, people)
    assert.deepStrictEqual(await fates({ seed: 7 }, people, (to) => `other ${to}`), one)
    const byToken = await fates({ seed: 7, fateBy: "TOKEN" }, people)
    assert.deepStrictEqual(await fates({ seed: 7, fateBy: "TOKEN" }, reversed), byToken)
    assert.notDeepEqual(await fates({ seed: 7, fateBy: "TOKEN" }, people, (to) => `other ${to}`), byToken)
  })

  it("of a person stay, of a try change", async () => {
    const simulator = Simulator.make({
      timers: Timers.manual(),
      deliver: async () => 200,
      faults: { FAILS_131026: 0.3, CODE_130429: 0.5 }
    })
    simulator.register(account)
    const tries = new Map<string, Array<string>>()
    for (let round = 0; round < 8; round++) {
      for (const to of people) await simulator.handle(post(message({ to })))
    }
    for (const entry of simulator.log()) {
      if (entry._tag !== "Send") continue
      const { faults, recipient } = entry
      tries.set(recipient, [
        ...tries.get(recipient) ?? [],
        faults.includes("FAILS_131026") ? "unreachable" : "reachable"
      ])
    }
    assert.deepStrictEqual(new Set(Array.from(tries.values(), (each) => new Set(each).size)), new Set([1]))
    const accepted = simulator.seen("recipient").map((seen) => seen.accepted)
    assert.isAbove(new Set(accepted).size, 3)
    await simulator.close()
  })

  it("happen as often as they are said to", () => {
    const drawn = Array.from(
      { length: 20_000 },
      (_, index) => Faults.fateOf(faults, 3, { person: recipient(index), attempt: `${index}` })
    )
    const share = (test: (fate: Faults.Fate) => boolean) => drawn.filter(test).length / drawn.length
    assert.closeTo(share((fate) => fate.answer === "CODE_130429"), 0.1, 0.01)
    assert.closeTo(share((fate) => fate.answer === null), 0.7, 0.01)
    assert.closeTo(share((fate) => fate.course === "FAILS_131026"), 0.1, 0.01)
    assert.closeTo(share((fate) => fate.course === "FAILS_131049"), 0.09, 0.01)
    assert.closeTo(share((fate) => fate.disturbances.has("LATE") && fate.disturbances.has("DUPLICATE")), 0.04, 0.01)
  })

  it("of a script come first and one by one", async () => {
    const simulator = Simulator.make({ timers: Timers.manual(), deliver: async () => 200 })
    simulator.register(account)
    simulator.script(recipient(1), ["CODE_130429"], ["HTML_502_AFTER_ACCEPT", "LATE"], [])
    for (let round = 0; round < 4; round++) await simulator.handle(post(message()))
    await simulator.handle(post(message({ to: recipient(2) })))
    assert.deepStrictEqual(
      simulator.log().map((entry) => entry._tag === "Send" && [entry.httpStatus, entry.accepted, ...entry.faults]),
      [
        [400, false, "CODE_130429"],
        [502, true, "HTML_502_AFTER_ACCEPT", "LATE"],
        [200, true],
        [200, true],
        [200, true]
      ]
    )
    await simulator.close()
  })

  it("that make no sense are refused", () => {
    const refused = (probabilities: object) => Faults.refuse(probabilities as Faults.Probabilities)
    assert.strictEqual(refused({ HANG: 0.5, CLOSE: 0.5, DUPLICATE: 1, LATE: 1 }), null)
    assert.strictEqual(refused({ HANG: 0.6, CLOSE: 0.5 }), "the probabilities of ANSWER add up to more than 1")
    assert.strictEqual(refused({ HANG: 1.1 }), "HANG is not in 0 to 1")
    assert.strictEqual(refused({ HANG: Number.NaN }), "HANG is not in 0 to 1")
    assert.strictEqual(refused({ toString: 1 }), "there is no fault toString")
    assert.throws(() => Simulator.make({ faults: { HANG: 2 } }), TypeError)
  })
})
