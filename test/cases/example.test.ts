import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "@ektola/domain/contacts/Contact"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"
import { allContacts, importBytes, layer } from "./support.js"

const countBy = <A>(items: ReadonlyArray<A>, key: (item: A) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}

describe("examples/data/contacts.csv", () => {
  it.effect("has what the demo counts on", () =>
    Effect.gen(function*() {
      const { job, reports } = yield* importBytes(
        readFileSync(new URL("../../examples/data/contacts.csv", import.meta.url))
      )
      assert.deepStrictEqual([job.status, job.failure], ["COMPLETED", null])
      assert.deepStrictEqual(job.counts, { total: 240, created: 230, updated: 0, duplicates: 4, failed: 6 })

      const failed = reports.filter(({ kind }) => kind === "FAILED")
      assert.deepStrictEqual(failed.map(({ column, value }) => [column, value]), [
        ["Mobile No", "9.19E+11"],
        ["Mobile No", "98000 0912"],
        ["Mobile No", "022-26500001"],
        ["Mobile No", ""],
        ["Segment", "Both"],
        ["Due Day", "32"]
      ])

      const contacts = yield* allContacts
      for (const { phone } of contacts) assert.match(phone ?? "", /^\+9198000\d{5}$/)
      assert.deepStrictEqual(countBy(contacts, ({ segment }) => segment), {
        GOLD_LOAN: 116,
        GOLD_SIP: 76,
        MARKETING: 38
      })
      assert.deepStrictEqual(Object.keys(countBy(contacts, ({ language }) => language ?? "none")).sort(), [
        "en",
        "hi",
        "kn",
        "pa",
        "ta"
      ])
      const optedOut = contacts.filter(({ optOut }) => optOut !== null)
      assert.deepStrictEqual(countBy(optedOut, ({ segment }) => segment), { GOLD_LOAN: 2, MARKETING: 1 })

      const loans = contacts.filter(({ segment }) => segment === "GOLD_LOAN")
      const withoutAmount = (contact: Contact) => contact.attributes["loan_amount"] === undefined
      assert.deepStrictEqual(loans.filter(withoutAmount).map(({ optOut }) => optOut), [null, null])
      assert.isTrue(loans.every(({ paymentDay }) => paymentDay !== null))
    }).pipe(Effect.provide(layer)))
})
