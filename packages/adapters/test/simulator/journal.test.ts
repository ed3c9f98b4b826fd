import { assert } from "@effect/vitest"
import * as Simulator from "@ektola/adapters/simulator/Simulator"
import * as Timers from "@ektola/adapters/simulator/Timers"
import { describe, it } from "vitest"
import { account, component, message, post, recipient, template, text } from "./world.js"

const world = (options: Simulator.Options = {}) => {
  const timers = Timers.manual()
  const simulator = Simulator.make({ timers, deliver: async () => 200, ...options })
  simulator.register(account)
  const send = (over: object = {}) => simulator.handle(post(message(over)))
  return { simulator, timers, send }
}

describe("the journal", () => {
  it("tells what each recipient saw, and finds double messages whatever their token", async () => {
    const { send, simulator, timers } = world()
    const other = template({
      components: [component("header", text("दुकान")), component("body", text("आशा"), text("6 मार्च"))]
    })
    await send()
    await send({ biz_opaque_callback_data: "t1.c1.r1.again" })
    await send({ template: other, biz_opaque_callback_data: "t1.c2.r1" })
    simulator.script(recipient(2), ["FAILS_131026"], ["CODE_130429"])
    await send({ to: recipient(2) })
    await send({ to: recipient(2) })
    await timers.advance(10_000)
    const counts = (by: "token" | "content" | "recipient") =>
      simulator.seen(by).map(({ accepted, delivered, parameters, recipient, token }) =>
        `${recipient} ${token} ${parameters.at(-1)} ${accepted} ${delivered}`
      )
    assert.deepStrictEqual(counts("token"), [
      "+919800000001 t1.c1.r1 5 मार्च 1 1",
      "+919800000001 t1.c1.r1.again 5 मार्च 1 1",
      "+919800000001 t1.c2.r1 6 मार्च 1 1",
      "+919800000002 t1.c1.r1 5 मार्च 1 0"
    ])
    assert.deepStrictEqual(counts("content"), [
      "+919800000001 t1.c1.r1 5 मार्च 2 2",
      "+919800000001 t1.c2.r1 6 मार्च 1 1",
      "+919800000002 t1.c1.r1 5 मार्च 1 0"
    ])
    assert.deepStrictEqual(counts("recipient"), [
      "+919800000001 t1.c1.r1 5 मार्च 3 3",
      "+919800000002 t1.c1.r1 5 मार्च 1 0"
    ])
    await simulator.close()
  })

  it("counts a message as delivered once, however often its statuses come", async () => {
    const { send, simulator, timers } = world()
    simulator.script(recipient(1), ["DUPLICATE"])
    await send()
    assert.strictEqual(simulator.seen("token")[0]!.delivered, 0)
    await timers.advance(10_000)
    assert.strictEqual(simulator.seen("token")[0]!.delivered, 1)
    await simulator.close()
  })

  it("keeps everything unless told otherwise, and positions stay when old entries go", async () => {
    const recipients = async (log: "ALL" | number, after?: number) => {
      const { send, simulator } = world({ log })
      for (let index = 0; index < 25; index++) await send({ to: recipient(index) })
      await simulator.close()
      assert.strictEqual(simulator.logSize(), 25)
      return simulator.log(after).map((entry) => entry._tag === "Send" && Number(entry.recipient.slice(-4)))
    }
    const from = (first: number) => Array.from({ length: 25 - first }, (_, index) => first + index)
    assert.deepStrictEqual(await recipients("ALL"), from(0))
    assert.deepStrictEqual(await recipients("ALL", 20), from(20))
    assert.deepStrictEqual(await recipients(10), from(15))
    assert.deepStrictEqual(await recipients(10, 20), from(20))
    assert.deepStrictEqual(await recipients(10, 3), from(15))
    assert.deepStrictEqual(await recipients(0), [])
  })
})
