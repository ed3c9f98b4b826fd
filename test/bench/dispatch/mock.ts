/**
 * The stand-in for WhatsApp, in a process of its own: accepts every message after 20 ms. It does as little as it can,
 * for its work is on the same two cores as what is measured.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { MockReport } from "./protocol.js"

const answerAfter = 20

let bodies: Array<string> = []
let cpu = process.cpuUsage()
let accepted = 0

const start =
  "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"+919800000000\",\"wa_id\":\"919800000000\"}]," +
  "\"messages\":[{\"id\":\"wamid.HBgMOTE5ODAwMDAwMDAwFQIAERgS"
const end = "\",\"message_status\":\"accepted\"}]}"
const digits = 12
const headers = [
  "Content-Type",
  "application/json; charset=UTF-8",
  "Content-Length",
  String(start.length + digits + end.length)
]

const server = createServer((request, response) => {
  let body = ""
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString("latin1")
  })
  request.on("end", () => {
    bodies.push(body)
    setTimeout(() => {
      response.sendDate = false
      response.writeHead(200, headers)
      response.end(start + String(++accepted).padStart(digits, "0") + end)
    }, answerAfter)
  })
})
server.keepAliveTimeout = 600_000
server.requestTimeout = 0
server.headersTimeout = 0

const distinct = (pattern: RegExp): number => new Set(bodies.map((body) => pattern.exec(body)?.[1])).size

/** Asked for what it has seen, it tells and forgets. */
process.on("message", () => {
  const { system, user } = process.cpuUsage(cpu)
  const report: MockReport = {
    requests: bodies.length,
    recipients: distinct(/"to":"([^"]+)"/),
    tokens: distinct(/"biz_opaque_callback_data":"([^"]+)"/),
    cpu: (system + user) / 1e6
  }
  bodies = []
  cpu = process.cpuUsage()
  process.send?.(report)
})
process.on("disconnect", () => process.exit(0))
server.listen(0, "127.0.0.1", 4096, () => process.send?.((server.address() as AddressInfo).port))
