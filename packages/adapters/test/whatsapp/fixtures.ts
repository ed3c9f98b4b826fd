import { readdirSync, readFileSync } from "node:fs"
import type { Reply } from "./listen.js"

const folder = new URL("../../../../test/fixtures/whatsapp/", import.meta.url)

export const names = (prefix: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith(".json")).sort()

export const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"))

/** An answer of the send endpoint, as the fixtures wrap it. */
export const reply = (name: string): Reply => {
  const { body, headers, httpStatus } = read(name) as {
    readonly httpStatus: number
    readonly headers: Record<string, string>
    readonly body: unknown
  }
  return { httpStatus, headers, body: typeof body === "string" ? body : JSON.stringify(body) }
}
