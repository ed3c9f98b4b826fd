import type { Attempt } from "@ektola/domain/messaging/Attempt"
import { type Message, progress } from "@ektola/domain/messaging/Message"
import type * as DateTime from "effect/DateTime"

/**
 * Rows that are alike but for a few columns, as hundreds of messages are that were begun or answered at one moment: each
 * has the number `part` of what it shares with others, which goes over once.
 */
export interface Shared<Row, Part> {
  readonly rows: ReadonlyArray<Row>
  readonly parts: ReadonlyArray<Part & { readonly part: number }>
}

const share = <A, Row, Part>(
  items: ReadonlyArray<A>,
  keyOf: (item: A) => string,
  rowOf: (item: A, part: number) => Row,
  partOf: (item: A) => Part
): Shared<Row, Part> => {
  const numbers = new Map<string, number>()
  const parts: Array<Part & { readonly part: number }> = []
  const rows = items.map((item) => {
    const key = keyOf(item)
    let part = numbers.get(key)
    if (part === undefined) {
      part = parts.length
      numbers.set(key, part)
      parts.push({ ...partOf(item), part })
    }
    return rowOf(item, part)
  })
  return { rows, parts }
}

const progressKey = (message: Message): string =>
  `${message.state} ${message.reached} ${message.attempts} ${message.cancelReason} ${instant(message.acceptedAt)} ` +
  `${instant(message.sentAt)} ${instant(message.deliveredAt)} ${instant(message.readAt)} ` +
  `${instant(message.failedAt)} ${text(message.failure)}`

/** What is stored of messages. `dueAt` is null where it does not matter and stays as it is. */
export const shareMessages = (messages: ReadonlyArray<Message>) =>
  share(
    messages,
    (message) => `${message.state === "QUEUED" ? instant(message.dueAt) : ""} ${progressKey(message)}`,
    ({ id }, part) => ({ id, part }),
    (message) => ({ ...progress(message), dueAt: message.state === "QUEUED" ? message.dueAt : null })
  )

/** All of messages that are new: of a run's, hundreds differ by the person alone. */
export const shareNewMessages = (messages: ReadonlyArray<Message>) =>
  share(
    messages,
    (message) =>
      `${message.runId} ${message.translationId} ${message.language} ${message.phoneNumberId} ${message.templateName} ` +
      `${instant(message.notAfter)} ${instant(message.dueAt)} ${progressKey(message)}`,
    ({ contactId, id, phone, rendered, waUserId }, part) => ({ id, contactId, phone, waUserId, rendered, part }),
    (message) => ({
      ...progress(message),
      jewellerId: message.jewellerId,
      campaignId: message.campaignId,
      runId: message.runId,
      translationId: message.translationId,
      notAfter: message.notAfter,
      phoneNumberId: message.phoneNumberId,
      templateName: message.templateName,
      language: message.language,
      dueAt: message.dueAt
    })
  )

/** What is stored of attempts. */
export const shareAttempts = (attempts: ReadonlyArray<Attempt>) =>
  share(
    attempts,
    (attempt) =>
      `${attempt.number} ${attempt.state} ${attempt.evidence} ${instant(attempt.retryAt)} ${
        instant(attempt.begunAt)
      } ` +
      `${instant(attempt.answeredAt)} ${instant(attempt.acceptedAt)} ${instant(attempt.sentAt)} ` +
      `${instant(attempt.deliveredAt)} ${instant(attempt.readAt)} ${instant(attempt.failedAt)} ` +
      `${instant(attempt.firstStatusAt)} ${text(attempt.failure)}`,
    ({ id, messageId, phoneNumberId, token, wamid }, part) => ({ id, messageId, phoneNumberId, token, wamid, part }),
    ({ id: _i, messageId: _m, phoneNumberId: _p, token: _t, wamid: _w, ...part }) => part
  )

const instant = (value: DateTime.Utc | null): number | null => value === null ? null : value.epochMillis

const text = (failure: Message["failure"]): string => failure === null ? "" : JSON.stringify(failure)
