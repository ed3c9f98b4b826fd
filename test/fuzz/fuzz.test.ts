import { assert, it } from "vitest"
import { fuzz, operations } from "./fuzz.js"

it("no request makes an operation of the contract fail, hang or tell internals", async () => {
  const report = await fuzz({ seed: 1, requests: () => 40 })
  assert.deepStrictEqual([...report.findings], [])
  assert.strictEqual(report.requests, operations.length * 40)
  // A server that refuses everything would pass as well.
  for (const status of [200, 202, 204, 400, 401, 403, 404, 409, 422]) {
    assert.isAbove(report.statuses.get(status) ?? 0, 0, `no answer had the status ${status}`)
  }
}, 60_000)
