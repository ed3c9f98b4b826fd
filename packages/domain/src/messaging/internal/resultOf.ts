import * as DateTime from "effect/DateTime"
import type { Processed, WebhookEvent } from "../../ports/WebhookInbox.js"
import type { Parsed } from "../../ports/WebhookParser.js"
import type { Applied } from "./applyBodies.js"

/** Statuses without an attempt of ours may belong to another app of the WABA; they are tried again this long. */
const orphanHours = 24
const orphanRetryMinutes = 10

/** How an event ended whose items were applied, all but `failures`; each of these says which one and why. */
export const resultOf = (
  event: WebhookEvent,
  parsed: Parsed,
  applied: Omit<Applied, "notices">,
  failures: ReadonlyArray<string>,
  now: DateTime.Utc
): Processed => {
  const { id } = event
  const unmatched = parsed.statuses.filter((status) => applied.orphans.has(status)).length
  const broken = [...parsed.faults, ...failures]
  const note = [
    ...broken,
    ...notesOf(parsed, applied),
    ...unmatched > 0 ? [`${unmatched} statuses match no attempt`] : []
  ]
    .join("; ")
  if (broken.length > 0) return { _tag: "SetAside", id, at: now, note }
  const isEarly = DateTime.lessThan(now, DateTime.add(event.receivedAt, { hours: orphanHours }))
  return unmatched > 0 && isEarly
    ? { _tag: "Retry", id, at: DateTime.add(now, { minutes: orphanRetryMinutes }), note }
    : { _tag: "Done", id, note: note === "" ? null : note }
}

const notesOf = (
  { accounts, inbound, others, preferences, templates }: Parsed,
  { numbers, unmanaged }: Omit<Applied, "notices">
): ReadonlyArray<string> => {
  const foreign = [...inbound, ...preferences].map(({ phoneNumberId }) => phoneNumberId).filter((id) => numbers.has(id))
  const wabas = [...accounts, ...templates].map(({ wabaId }) => wabaId).filter((id) => unmanaged.wabaIds.has(id))
  const strange = templates.filter((event) => unmanaged.templates.has(event))
  return [
    ...others.map((field) => `${field} is not applied`),
    ...[...new Set(foreign)].map((id) => `nobody has connected the number ${id}`),
    ...[...new Set(wabas)].map((id) => `nobody has connected the account ${id}`),
    ...strange.map(({ language, name }) => `the catalogue has no template ${name} in ${language}`)
  ]
}
