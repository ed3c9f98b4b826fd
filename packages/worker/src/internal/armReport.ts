import type { Fingerprint, Held } from "@ektola/domain/messaging/Environment"
import type { Inspection } from "@ektola/domain/messaging/Sending"
import * as DateTime from "effect/DateTime"

/** What an operator reads before he decides. */
export const armReport = ({ current, stored, waiting }: Inspection, held: Held): string =>
  [
    `Stored:        ${line(stored)}`,
    `This process:  ${line(current)}`,
    "",
    "Sending is held:",
    ...held.differences.map((difference) => `  ${difference}`),
    ...stored !== null && stored.keyId !== current.keyId
      ? ["  If the key that the data were made with still exists, put it back into EKTOLA_PERSON_KEY instead."]
      : [],
    "",
    `${count(waiting.messages, "message is", "messages are")} queued, and ` +
    `${count(waiting.runs, "run is", "runs are")} open.${expiry(waiting)}`,
    ...waiting.messages + waiting.runs > 0
      ? [
        "They leave when you release sending. A restored backup does not know what left after it was made: such messages",
        "would leave a second time, so pause their campaigns first."
      ]
      : []
  ].join("\n")

const line = (fingerprint: Fingerprint | null): string =>
  fingerprint === null
    ? "nothing"
    : `environment ${fingerprint.name}, person key ${fingerprint.keyId}, ${fingerprint.server}`

const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`

const expiry = ({ firstExpiry, lastExpiry }: Inspection["waiting"]): string =>
  firstExpiry === null || lastExpiry === null
    ? ""
    : ` What has not left expires from ${time(firstExpiry)} to ${time(lastExpiry)}.`

const time = (instant: DateTime.Utc): string => `${DateTime.formatIso(instant).slice(0, 16).replace("T", " ")} UTC`
