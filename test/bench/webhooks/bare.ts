/**
 * What a good engineer writes in an hour: Express, HMAC over the raw bytes, one insert for all bodies that wait, and 200
 * when it has committed. It applies nothing. Frozen, and nothing of ours in it.
 */
import express from "express"
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto"
import type { AddressInfo } from "node:net"
import pg from "pg"

const { databaseUrl, secret } = JSON.parse(process.argv[2] ?? "") as { databaseUrl: string; secret: string }
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, application_name: "bare" })
pool.on("connect", (client) => void client.query("set role ektola_system"))

const store = {
  name: "store",
  text: `
    insert into webhook_events (id, received_at, due_at, body)
    select id, now(), null, body from unnest($1::uuid[], $2::text[]) as event (id, body)
  `
}

let waiting: Array<{ readonly body: string; readonly done: (error?: unknown) => void }> = []
let writing = false

const write = async (batch: typeof waiting): Promise<unknown> => {
  try {
    await pool.query({ ...store, values: [batch.map(() => randomUUID()), batch.map(({ body }) => body)] })
    return undefined
  } catch (error) {
    return error
  }
}

const writeAll = async (): Promise<void> => {
  if (writing) return
  writing = true
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    const error = await write(batch)
    for (const { done } of batch) done(error)
  }
  writing = false
}

const isSigned = (bytes: Buffer, header: string | undefined): boolean => {
  const wanted = Buffer.from(`sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`)
  const given = Buffer.from(header ?? "")
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

const app = express()
app.post("/webhooks/whatsapp", express.raw({ type: () => true, limit: "4mb" }), (request, response) => {
  const bytes = request.body as Buffer
  if (!isSigned(bytes, request.get("x-hub-signature-256"))) return void response.status(401).end()
  waiting.push({
    body: bytes.toString(),
    done: (error) => void response.status(error === undefined ? 200 : 503).end()
  })
  void writeAll()
})

process.on("disconnect", () => process.exit(0))
const server = app.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
