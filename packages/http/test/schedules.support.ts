import * as DateTime from "effect/DateTime"
import { assert } from "vitest"
import * as W from "./world.js"

export let world: W.World
export let shop: Awaited<ReturnType<typeof W.aBusyShop>>
/** Another jeweller's. */
export let other: Awaited<ReturnType<typeof W.aShop>>

export const open = async () => {
  world = await W.start()
  shop = await W.aBusyShop(world)
  other = await W.aShop(world)
}

export const close = () => world.stop()

export type Json = Readonly<Record<string, unknown>>

export const ok = async (status: number, method: string, path: string, json?: Json) => {
  const call = { token: shop.token, ...(json === undefined ? {} : { json }) }
  const answer = await world.call(method, path, call)
  assert.strictEqual(answer.status, status, `${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

export const campaign = (fields: Json) => ({
  name: "Interest",
  templateId: shop.templateId,
  segments: ["GOLD_LOAN"],
  ...fields
})

export const create = (schedule: Json, fields: Json = {}) =>
  ok(201, "POST", "/v1/campaigns", campaign({ schedule, ...fields }))

export const preview = (schedule: Json, fields: Json = {}) =>
  ok(200, "POST", "/v1/schedules/preview", { schedule, ...fields })

export const daily = (fields: Json = {}) => ({
  kind: "DAILY",
  start: "2090-01-15",
  time: "10:00",
  zone: "Asia/Kolkata",
  ...fields
})
export const weekly = (fields: Json = {}) => daily({ kind: "WEEKLY", weekdays: ["MO"], ...fields })
export const monthly = (...on: ReadonlyArray<unknown>) => daily({ kind: "MONTHLY", on })
export const yearly = (fields: Json = {}) =>
  daily({ kind: "YEARLY", months: [2], on: [{ kind: "LAST_DAY" }], ...fields })
export const once = (fields: Json = {}) => ({
  kind: "ONE_TIME",
  at: "2090-01-15T18:30",
  zone: "Asia/Kolkata",
  ...fields
})

export const without = (schedule: Json, field: string) =>
  Object.fromEntries(Object.entries(schedule).filter(([name]) => name !== field))

export const manyDates = Array.from({ length: 401 }, () => "2090-02-01")

export const kinds = "must be one of ONE_TIME, DAILY, WEEKLY, MONTHLY, QUARTERLY, YEARLY, CONTACT_DATE"
export const noZone = (text: string) => `"${text}" is not a time zone; use an IANA name such as Asia/Kolkata`
export const noLocal = (text: string) =>
  `"${text}" is not a local date and time; write it like 2026-11-25T10:00, without Z or offset`
export const noDate = (text: string) => `"${text}" is not a date; write it like 2026-11-25`
export const noTime = (text: string) => `"${text}" is not a time of day; write it like 09:30`
export const dayNumber = "must be a whole number from 1 to 31"
export const dayDistance = "must be a whole number from -31 to 60"
export const intervals = "must be a whole number from 1 to 999"

export const refused = async (method: string, path: string, json?: Json) => {
  const { body } = await world.call(method, path, { token: shop.token, ...(json === undefined ? {} : { json }) })
  assert.strictEqual(body._tag, "BadRequest", JSON.stringify(body))
  return body.faults
}

/** A zone in which it is now between twelve and one, so that no test sees a midnight pass. */
export const noon = () => {
  const ahead = 12 - new Date().getUTCHours()
  const zone = `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`
  return { zone, today: new Date(Date.now() + ahead * 3_600_000).toISOString().slice(0, 10), ahead }
}

export const instantAt = (date: string, time: string, ahead: number) =>
  DateTime.unsafeMake(Date.parse(`${date}T${time}:00Z`) - ahead * 3_600_000)

export const edit = async (id: string, fields: Json) => {
  const { campaigns } = await world.tables()
  const [key, found] = [...campaigns].find(([key]) => key === id)!
  campaigns.set(key, { ...found, ...fields })
}
