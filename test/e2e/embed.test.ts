import { assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const root = fileURLToPath(new URL("../..", import.meta.url))
const flags = ["--conditions=@ektola/source", "--import", "tsx"]

describe("examples/embed-domain", () => {
  it("prints the same whole report wherever and whenever it runs", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, "examples/embed-domain/src/main.ts"], {
      cwd: root,
      env: { ...process.env, TZ: "America/New_York" }
    })
    assert.strictEqual(
      stdout,
      `3 days before the payment day of each customer, at 10:00 from 1 December 2026 (Asia/Kolkata)
Meena gets nothing: OPTED_OUT
Sunil gets nothing: PAID
Kiran gets nothing: NOT_THIS_DAY
04:30:00 Asha: SENDING
04:30:00 Asha: SENT
04:30:00 Ravi: SENDING
04:30:00 Ravi: UNCONFIRMED
04:30:00 Gita: SENDING
04:30:00 Gita: QUEUED
04:30:05 Gita: SENDING
04:30:05 Gita: SENT
04:30:05 Imran: SENDING
04:30:05 Imran: FAILED
04:30:06 Asha: READ
04:30:07 Asha: READ
04:30:08 Ravi: DELIVERED
04:30:09 Asha: READ
04:30:10 Ravi: DELIVERED
{"contacts":7,"without":3,"byState":{"QUEUED":0,"SENDING":0,"UNCONFIRMED":0,"SENT":1,"DELIVERED":1,"READ":1,"FAILED":1,"CANCELLED":0},"funnel":{"planned":4,"sent":3,"delivered":2,"read":1}}
`
    )
  }, 60_000)
})
