import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "@ektola/domain/contacts/Contact"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { allContacts, importBytes, importText, layer, outcome, readCases, upload } from "./support.js"

type Part = string | { readonly repeat: string; readonly times: number }

interface Case {
  readonly id: string
  readonly fault: string
  readonly before?: ReadonlyArray<{ readonly text: string; readonly thenDelete?: boolean }>
  readonly text?: string
  readonly hex?: string
  readonly utf16le?: string
  readonly parts?: ReadonlyArray<Part>
  /** Parts of the sentence that refuses the file. */
  readonly failure?: ReadonlyArray<string>
  readonly contacts: ReadonlyArray<Partial<Contact>>
  readonly counts?: Partial<Record<string, number>>
  readonly reports?: ReadonlyArray<{ readonly row: number; readonly reason: string }>
  readonly notices?: ReadonlyArray<string>
}

const bytesOf = (example: Case): Uint8Array => {
  if (example.hex !== undefined) return Buffer.from(example.hex, "hex")
  if (example.utf16le !== undefined) return Buffer.from(example.utf16le, "utf16le")
  const parts = example.parts ?? [example.text ?? ""]
  return Buffer.from(parts.map((part) => typeof part === "string" ? part : part.repeat.repeat(part.times)).join(""))
}

const deleteAll = Effect.gen(function*() {
  const { call, put, tables } = yield* MemoryDatabase
  const deletedAt = yield* DateTime.now
  yield* call({ _tag: "System" }, () => {
    for (const contact of tables.contacts.values()) put(tables.contacts, contact.id, { ...contact, deletedAt })
  })
})

describe("files from public bug reports", () => {
  for (const example of readCases<Case>("import.json")) {
    it.effect(`${example.id}: ${example.fault}`, () =>
      Effect.gen(function*() {
        yield* TestClock.setTime(Date.parse("2026-01-05T04:30:00Z"))
        for (const { text, thenDelete } of example.before ?? []) {
          yield* importText(text)
          if (thenDelete === true) yield* deleteAll
        }
        const { job, reports } = yield* importBytes(bytesOf(example))
        const contacts = yield* allContacts

        assert.strictEqual(job.status, example.failure === undefined ? "COMPLETED" : "FAILED")
        for (const part of example.failure ?? []) assert.include(job.failure, part)
        for (const notice of example.notices ?? []) assert.include(job.notices.join("\n"), notice)

        assert.strictEqual(contacts.length, example.contacts.length)
        for (const expected of example.contacts) {
          const contact = contacts.find(({ phone }) => phone === expected.phone)
          assert.containSubset(contact, expected)
          if (expected.attributes !== undefined) assert.deepStrictEqual(contact?.attributes, expected.attributes)
        }

        const wanted = example.reports ?? []
        assert.deepStrictEqual(reports.map(({ row }) => row), wanted.map(({ row }) => row))
        reports.forEach((report, index) => {
          const { reason, ...rest } = wanted[index] ?? { reason: "" }
          assert.containSubset(report, rest)
          assert.include(report.reason, reason)
          assert.isBelow(report.reason.length, 500)
          assert.isBelow(report.value?.length ?? 0, 200)
        })
        const { created, duplicates, failed, total, updated } = job.counts
        assert.strictEqual(total, created + updated + duplicates + failed)
        assert.strictEqual(duplicates + failed, reports.length)
        assert.containSubset(job.counts, example.counts ?? { created: contacts.length, updated: 0 })
        assert.notInclude(JSON.stringify(contacts), "\ufffd")
        assert.notInclude(JSON.stringify(contacts), "\\u0000")
      }).pipe(Effect.provide(layer)))
  }

  it.effect("IMP-26: a heading that is a property of every object does not reach the objects", () =>
    Effect.gen(function*() {
      yield* importText("__proto__,constructor,Name,Phone\n{\"isAdmin\":true},x,Asha,9800000001\n")
      const [contact] = yield* allContacts
      assert.isUndefined(({} as { isAdmin?: boolean }).isAdmin)
      assert.strictEqual(Object.getPrototypeOf(contact?.attributes), Object.prototype)
    }).pipe(Effect.provide(layer)))

  it.effect("IMP-33: the same file twice at the same time makes each contact once", () =>
    Effect.gen(function*() {
      const file = new TextEncoder().encode("Name,Phone\nAsha,9800000001\nRavi,9800000002\n")
      const jobs = yield* Effect.all([upload(file), upload(file)])
      const outcomes = yield* Effect.all(jobs.map(({ id }) => outcome(id)), { concurrency: 2 })
      assert.strictEqual((yield* allContacts).length, 2)
      assert.deepStrictEqual(outcomes.map(({ job }) => job.status), ["COMPLETED", "COMPLETED"])
      assert.strictEqual(outcomes.reduce((sum, { job }) => sum + job.counts.created, 0), 2)
      assert.strictEqual(outcomes.reduce((sum, { job }) => sum + job.counts.updated, 0), 2)
    }).pipe(Effect.provide(layer)))

  it.effect("IMP-34: a letter that is cut by a read boundary stays whole", () =>
    Effect.gen(function*() {
      let text = "Name,Phone\n"
      for (let row = 1; row <= 4095; row++) text += `Asha,98${String(row).padStart(8, "0")}\n`
      text += "Ritaआशा,9800009999\n"
      assert.strictEqual(Buffer.from(text).indexOf(Buffer.from("आ")), 65_535)
      yield* importText(text)
      const contact = (yield* allContacts).find(({ phone }) => phone === "+919800009999")
      assert.strictEqual(contact?.name, "Ritaआशा")
    }).pipe(Effect.provide(layer)))

  it.effect("IMP-50: one row over the limit is refused before any contact is created", () =>
    Effect.gen(function*() {
      let text = "Name,Phone\n"
      for (let row = 1; row <= 200_001; row++) text += `C${row},98${String(row).padStart(8, "0")}\n`
      const { job } = yield* importText(text)
      assert.strictEqual(job.status, "FAILED")
      assert.strictEqual(job.failure, "The file has more than 200,000 rows. Split it and upload the parts.")
      assert.deepStrictEqual(yield* allContacts, [])
    }).pipe(Effect.provide(layer)))
})
