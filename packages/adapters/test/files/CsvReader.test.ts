import { assert, describe, it } from "@effect/vitest"
import * as CsvReader from "@ektola/adapters/files/CsvReader"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Stream from "effect/Stream"
import Papa from "papaparse"
import { heapUsed, readBytes, readText, shown, textOf } from "./support.js"

const refusal = (bytes: Uint8Array | string, size?: number) =>
  Effect.map(Effect.flip(readBytes(Buffer.from(bytes as string), size)), ({ reason }) => reason)

describe("rows", () => {
  it.effect("are the same however the file is cut", () =>
    Effect.gen(function*() {
      const text =
        "\ufeffनाम;Phone;Note\r\n\"आशा \"\"Didi\"\" राव\";9800000001;\"12 MG Road\r\nPune\"\r\n\r\n;;\nRavi;2;😀\rமீனா;3;"
      const wanted = [
        [1, ["नाम", "Phone", "Note"]],
        [2, ["आशा \"Didi\" राव", "9800000001", "12 MG Road\nPune"]],
        [5, ["Ravi", "2", "😀"]],
        [6, ["மீனா", "3", ""]]
      ]
      for (const bytes of [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()]) {
        for (const size of [1, 2, 3, 5, 7, bytes.length]) {
          assert.deepStrictEqual(shown(yield* readBytes(bytes, size)), wanted)
        }
      }
    }))

  it.effect("keep their numbers when a slice ends between \\r and \\n", () =>
    Effect.gen(function*() {
      const text = `${"A".repeat(64 * 1024 - 1)}\r\nAsha\r\n`
      assert.deepStrictEqual((yield* readText(text)).map(({ row }) => row), [1, 2])
    }))

  it.effect("are cut where Excel's hint says, which is no row itself", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        shown(yield* readText("sep=:\r\nName:Phone\r\nAsha:1\r\n")),
        [[1, ["Name", "Phone"]], [2, ["Asha", "1"]]]
      )
    }))

  it.effect("of UTF-16 need no byte order mark", () =>
    Effect.gen(function*() {
      const text = "Name\tPhone\r\nAsha\t9800000001\r\n"
      const wanted = [[1, ["Name", "Phone"]], [2, ["Asha", "9800000001"]]]
      assert.deepStrictEqual(shown(yield* readBytes(Buffer.from(text, "utf16le"))), wanted)
      assert.deepStrictEqual(shown(yield* readBytes(Buffer.from(text, "utf16le").swap16())), wanted)
    }))

  it.effect("are what papaparse wrote, whatever the cells hold", () =>
    Effect.promise(() =>
      FastCheck.assert(
        FastCheck.asyncProperty(
          FastCheck.array(
            FastCheck.array(textOf("aआ,;\"\n 9"), { minLength: 3, maxLength: 3 }),
            { minLength: 1, maxLength: 8 }
          ),
          FastCheck.integer({ min: 1, max: 20 }),
          async (table, size) => {
            const headed = [["Name", "Phone", "City"], ["Asha", "1", "Pune"], ["Ravi", "2", "Pune"], ...table]
            const text = Papa.unparse(headed, { quotes: true, newline: "\r\n" })
            const rows = await Effect.runPromise(readText(text, size))
            const filled = headed.flatMap((cells, index) =>
              cells.every((cell) => cell.trim() === "") ? [] : [[index + 1, cells]]
            )
            assert.deepStrictEqual(shown(rows), filled)
          }
        )
      )
    ))

  it.effect("say how much of the file they took", () =>
    Effect.gen(function*() {
      const bytes = Buffer.from("Name,Phone\n" + "Asha,9800000001\n".repeat(20_000))
      const rows = yield* readBytes(bytes)
      assert.isAtMost(rows[0]?.bytesRead ?? 0, 64 * 1024)
      assert.strictEqual(rows.at(-1)?.bytesRead, bytes.length)
    }))

  it.effect("come as they are asked for, not ahead", () =>
    Effect.gen(function*() {
      let pieces = 0
      const endless = Stream.repeatEffect(Effect.sync(() => {
        pieces++
        return Buffer.from("Asha,9800000001\n".repeat(4096))
      }))
      yield* Stream.runDrain(Stream.take(CsvReader.read(endless), 5000))
      assert.strictEqual(pieces, 2)
    }))

  it.effect("leave nothing behind: the heap does not grow over 200,000 of them", () =>
    Effect.gen(function*() {
      let piece = 0
      const file = Stream.repeatEffect(Effect.sync(() => {
        piece++
        return Buffer.from(
          Array.from({ length: 2000 }, (_, row) => `"Asha ${piece}",98${piece * 2000 + row}\n`).join("")
        )
      }))
      const live: Array<number> = []
      let count = 0
      yield* Stream.runForEachChunk(Stream.take(CsvReader.read(file), 200_000), (rows) =>
        Effect.sync(() => {
          const before = count
          count += rows.length
          if (Math.floor(before / 50_000) < Math.floor(count / 50_000)) live.push(heapUsed())
        }))
      assert.strictEqual(count, 200_000)
      assert.strictEqual(live.length, 4)
      assert.isBelow(Math.max(...live) - (live[0] ?? 0), 2_000_000)
    }))
})

describe("quotes", () => {
  it.effect("that are never closed cost one row, not the rest of the file", () =>
    Effect.gen(function*() {
      const rows = shown(yield* readText("Name,Phone\n\"Asha,1\nRavi,2\nMeena,\"3\"\n\"Kiran,4"))
      assert.deepStrictEqual(rows.map(([row]) => row), [1, 2, 3, 4, 5])
      assert.match(String(rows[1]?.[1]), /quotes .* do not match/)
      assert.deepStrictEqual(rows.slice(2, 4), [[3, ["Ravi", "2"]], [4, ["Meena", "3"]]])
      assert.match(String(rows[4]?.[1]), /never closed/)
    }))

  it.effect("that are never closed in a long file are found without reading it all into memory", () =>
    Effect.gen(function*() {
      const rows = yield* readText("Name,Phone\n\"Asha,1\n" + "Ravi,2\n".repeat(500_000))
      assert.deepStrictEqual(rows.filter(({ fault }) => fault !== null).map(({ row }) => row), [2])
      assert.strictEqual(rows.length, 500_002)
    }))

  it.effect("inside a cell without quotes are part of it", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        shown(yield* readText("Name,Phone\nRavi \"Raju\" Jain,1\n\"Asha \"Didi\" Rao\",2\n")),
        [[1, ["Name", "Phone"]], [2, ["Ravi \"Raju\" Jain", "1"]], [3, ["Asha \"Didi\" Rao", "2"]]]
      )
    }))

  it.effect("that match in no row end the reading soon", () =>
    Effect.gen(function*() {
      assert.include(yield* refusal("Name,Phone\n" + "\"a\n".repeat(500_000)), "more than 20 rows")
    }))
})

describe("a cell", () => {
  it.effect("may hold a megabyte", () =>
    Effect.gen(function*() {
      for (const quote of ["", "\""]) {
        const rows = yield* readText(`Name,Phone\n${quote}${"A".repeat(1_000_000)}${quote},1\nRavi,2\n`)
        assert.deepStrictEqual(rows.map(({ cells }) => cells[0]?.length), [4, 1_000_000, 4])
      }
    }))

  it.effect("of more than that fails its row only", () =>
    Effect.gen(function*() {
      const rows = shown(yield* readText(`Name,Phone\n${"A".repeat(3_000_000)},1\n\nRavi,2\n`))
      assert.match(String(rows[1]?.[1]), /longer than a million/)
      assert.deepStrictEqual(rows[2], [4, ["Ravi", "2"]])
    }))

  it.effect("loses NULs, byte order marks and the end mark of DOS", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(
        shown(yield* readText("Name,Phone\nAs\u0000ha,1\n\ufeffName,Phone\n\u001a")),
        [[1, ["Name", "Phone"]], [2, ["Asha", "1"]], [3, ["Name", "Phone"]]]
      )
    }))
})

describe("a file is refused", () => {
  const files: ReadonlyArray<readonly [what: string, bytes: Uint8Array | string, reason: string]> = [
    ["when it is empty", "", "is empty"],
    ["when it has blank lines only", "\ufeff\n,,\n  \n", "is empty"],
    ["when it is an old .xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "old .xls"],
    ["when it is an .xlsx", Buffer.from("504b030414000600", "hex"), ".xlsx"],
    ["when it is a PDF", "%PDF-1.7\n", "PDF"],
    ["when it is compressed", Buffer.from("1f8b0800", "hex"), "Unpack"],
    ["when it is HTML", "\n<html><table>", "web page"],
    ["when it is a vCard", "BEGIN:VCARD\nFN:Asha\n", "vCard"],
    ["with the row when it is windows-1252", Buffer.from("Name,Phone\n\nJos\xe9,1\n", "latin1"), "Row 3 is not UTF-8"],
    ["with the row when it ends inside a letter", Buffer.from("Name,Phone\nआ").subarray(0, -1), "Row 2 is not UTF-8"],
    ["when it is broken UTF-16", Buffer.from("fffe4e00610000d86100", "hex"), "not UTF-8"]
  ]
  for (const [what, bytes, reason] of files) {
    it.effect(what, () =>
      Effect.gen(function*() {
        assert.include(yield* refusal(bytes), reason)
        assert.include(yield* refusal(bytes, 1), reason)
      }))
  }

  it.effect("with the row far down in a file that began well", () =>
    Effect.gen(function*() {
      const bytes = Buffer.concat([Buffer.from("Name,Phone\n" + "आशा,1\n".repeat(50_000)), Buffer.from([0x96, 0x0a])])
      assert.include(yield* refusal(bytes), "Row 50002 is not UTF-8")
    }))
})
