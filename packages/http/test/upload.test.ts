import { maxBytes } from "@ektola/domain/contacts/Import"
import { randomBytes } from "node:crypto"
import { connect } from "node:net"
import { text } from "node:stream/consumers"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as W from "./world.js"

let world: W.World
let token = ""

beforeAll(async () => {
  world = await W.start()
  token = (await W.aShop(world)).token
})
afterAll(() => world.stop())

const send = (body: BodyInit, headers: Record<string, string> = {}) =>
  world.call("POST", "/v1/imports", { token, body, headers })

/** A body as it goes over the wire, part by part. */
const raw = (...parts: ReadonlyArray<string>) => ({
  body: [...parts.map((part) => `--b\r\n${part}\r\n`), "--b--\r\n"].join(""),
  headers: { "content-type": "multipart/form-data; boundary=b" }
})
const file = (name: string, content = "Phone\n9800000001", field = "file", type = "text/csv") =>
  `Content-Disposition: form-data; name="${field}"; ${name}\r\nContent-Type: ${type}\r\n\r\n${content}`

const faultsOf = async ({ body, headers }: { body: string; headers: Record<string, string> }) => {
  const answer = await send(body, headers)
  assert.strictEqual(answer.status, 400, JSON.stringify(answer.body))
  assert.strictEqual(answer.body._tag, "BadRequest")
  return answer.body.faults
}

const storedFiles = async () => (await world.tables()).importFiles
const storedBytes = async (id: string) => Buffer.concat((await storedFiles()).get(id as never) ?? [])

describe("an upload", () => {
  it("is stored byte by byte, whatever the bytes are", async () => {
    const content = randomBytes(3_000_000)
    const answer = await send(W.upload(new Blob([content]), "a.csv"))
    assert.strictEqual(answer.status, 202)
    assert.strictEqual(answer.body.bytes, content.length)
    assert.isTrue(content.equals(await storedBytes(answer.body.id)))
  })

  for (
    const [header, name] of [
      ["filename=\"ग्राहक सूची.csv\"", "ग्राहक सूची.csv"],
      ["filename=\"வாடிக்கையாளர்.csv\"", "வாடிக்கையாளர்.csv"],
      ["filename=\"a \\\"b\\\" c.csv\"", "a \"b\" c.csv"],
      ["filename=\"a %22b%22.csv\"", "a \"b\".csv"],
      ["filename*=UTF-8''%E0%A4%97.csv", "ग.csv"],
      ["filename=\"C:\\\\Users\\\\Asha\\\\list.csv\"", "list.csv"],
      ["filename=\"../../etc/passwd\"", "passwd"],
      ["filename=\"\"", "contacts.csv"],
      [`filename="${"ल".repeat(300)}.csv"`, "ल".repeat(255)]
    ] as const
  ) {
    it(`keeps the name of ${header.slice(0, 40)}`, async () => {
      const { body, headers } = raw(file(header))
      const answer = await send(body, headers)
      assert.strictEqual(answer.status, 202, JSON.stringify(answer.body))
      assert.strictEqual(answer.body.fileName, name)
      assert.strictEqual((await storedBytes(answer.body.id)).toString(), "Phone\n9800000001")
    })
  }

  it("may be as long as the limit", async () => {
    const answer = await send(W.upload(new Blob([Buffer.alloc(maxBytes, "a")])))
    assert.strictEqual(answer.status, 202)
    assert.strictEqual(answer.body.bytes, maxBytes)
  })
})

describe("a refused upload leaves nothing that would run", () => {
  const unchanged = async (act: () => Promise<unknown>) => {
    const { imports, importFiles } = await world.tables()
    const before = [importFiles.size, [...imports.values()].filter(({ enqueued }) => enqueued).length]
    await act()
    assert.deepStrictEqual(
      [importFiles.size, [...imports.values()].filter(({ enqueued }) => enqueued).length],
      before
    )
  }

  it("one byte over the limit is 413 or 422, and the answer arrives", () =>
    unchanged(async () => {
      const over = await send(W.upload(new Blob([Buffer.alloc(maxBytes + 1, "a")])))
      assert.include([413, 422], over.status)
      assert.include(over.body.message, "32 MB")
    }))

  it("far over the limit is 413 before it is read", () =>
    unchanged(async () => {
      const over = await send(W.upload(new Blob([Buffer.alloc(maxBytes + 8 * 1024 * 1024)])))
      assert.strictEqual(over.status, 413)
      assert.strictEqual(over.body._tag, "PayloadTooLarge")
    }))

  it("far over the limit without saying so is 413 too, and the next request on any connection works", () =>
    unchanged(async () => {
      const piece = Buffer.alloc(1024 * 1024, "a")
      let left = 40
      const body = new ReadableStream({
        pull(controller) {
          if (left === 40) controller.enqueue(Buffer.from(`--b\r\n${file("filename=\"a.csv\"", "")}`))
          if (left-- > 0) controller.enqueue(piece)
          else controller.close()
        }
      })
      const over = await fetch(`${world.url}/v1/imports`, {
        method: "POST",
        body,
        headers: { authorization: `Bearer ${token}`, ...raw().headers },
        duplex: "half"
      } as RequestInit)
      assert.include([413, 422], over.status)
      assert.strictEqual((await world.call("GET", "/v1/auth/me", { token })).status, 200)
    }))

  it("another field is 400 and names both", () =>
    unchanged(async () => {
      assert.deepStrictEqual(await faultsOf(raw(file("filename=\"a.csv\"", "x", "upload"))), [
        { path: "upload", reason: "is not a known field" }
      ])
    }))

  it("no part at all is 400 and names the field", () =>
    unchanged(async () => {
      const [fault] = await faultsOf(raw())
      assert.deepStrictEqual(fault, {
        path: "file",
        reason: "is missing; send the file as multipart/form-data in the field \"file\""
      })
    }))

  it("a text instead of a file is 400", () =>
    unchanged(async () => {
      assert.deepStrictEqual(await faultsOf(raw("Content-Disposition: form-data; name=\"file\"\r\n\r\nPhone")), [
        { path: "file", reason: "must be a file, not a text" }
      ])
    }))

  it("two files are 400, and the first is not imported", () =>
    unchanged(async () => {
      const two = raw(file("filename=\"a.csv\""), file("filename=\"b.csv\""))
      assert.deepStrictEqual(await faultsOf(two), [
        { path: "file", reason: "must be one file; upload the files one after the other" }
      ])
    }))

  it("a further field after the file is 400", () =>
    unchanged(async () => {
      const more = raw(file("filename=\"a.csv\""), "Content-Disposition: form-data; name=\"mode\"\r\n\r\nREPLACE")
      assert.deepStrictEqual(await faultsOf(more), [{ path: "mode", reason: "is not a known field" }])
    }))

  for (
    const [name, request] of [
      ["no boundary", { ...raw(file("filename=\"a.csv\"")), headers: { "content-type": "multipart/form-data" } }],
      ["another boundary", {
        ...raw(file("filename=\"a.csv\"")),
        headers: { "content-type": "multipart/form-data; boundary=c" }
      }],
      ["an end that is missing", { ...raw(), body: `--b\r\n${file("filename=\"a.csv\"")}` }],
      ["a heading that is no heading", raw("Bad\u0001Heading: x\r\n\r\nPhone")],
      ["a file name that cannot be decoded", raw(file("filename*=UTF-8''%E0%A4"))],
      ["plain CSV", { body: W.csv, headers: { "content-type": "text/csv" } }],
      ["JSON", { body: "{}", headers: { "content-type": "application/json" } }],
      ["nothing", { body: "", headers: {} }]
    ] as ReadonlyArray<readonly [string, { body: string; headers: Record<string, string> }]>
  ) {
    it(`${name} is 400 and names the field`, () =>
      unchanged(async () => {
        const [fault, ...more] = await faultsOf(request)
        assert.strictEqual(fault.path, "file")
        assert.include(fault.reason, "multipart/form-data")
        assert.isEmpty(more)
      }))
  }

  it("is read to its end, for callers who read no answer before they have sent all, and for their next request", () =>
    unchanged(async () => {
      const { body } = raw(file("filename=\"a.csv\"", "a".repeat(8 * 1024 * 1024), "upload"))
      const socket = connect(world.port, "127.0.0.1")
      socket.write([
        "POST /v1/imports HTTP/1.1",
        "Host: localhost",
        `Authorization: Bearer ${token}`,
        "Content-Type: multipart/form-data; boundary=b",
        `Content-Length: ${body.length}`,
        "",
        `${body}GET /v1/auth/me HTTP/1.1`,
        "Host: localhost",
        `Authorization: Bearer ${token}`,
        "Connection: close",
        "",
        ""
      ].join("\r\n"))
      assert.deepStrictEqual((await text(socket)).match(/HTTP\/1\.1 \d+/g), ["HTTP/1.1 400", "HTTP/1.1 200"])
    }))

  it("a caller who hangs up leaves no file and no job", () =>
    unchanged(async () => {
      const socket = connect(world.port, "127.0.0.1")
      socket.write([
        "POST /v1/imports HTTP/1.1",
        "Host: localhost",
        `Authorization: Bearer ${token}`,
        "Content-Type: multipart/form-data; boundary=b",
        "Content-Length: 1000000",
        "",
        `--b\r\n${file("filename=\"a.csv\"", "a".repeat(300_000))}`
      ].join("\r\n"))
      await new Promise((resolve) => setTimeout(resolve, 200))
      socket.destroy()
      await new Promise((resolve) => setTimeout(resolve, 300))
    }))
})
