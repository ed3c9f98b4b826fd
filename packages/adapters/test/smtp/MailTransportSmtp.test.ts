import { assert, describe, it } from "@effect/vitest"
import * as MailTransportSmtp from "@ektola/adapters/smtp/MailTransportSmtp"
import { Email } from "@ektola/domain/identity/User"
import { MailId } from "@ektola/domain/mail/Mail"
import * as MailText from "@ektola/domain/mail/MailText"
import { MailTransport } from "@ektola/domain/ports/MailTransport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { AddressInfo } from "node:net"
import { SMTPServer, type SMTPServerOptions } from "smtp-server"

interface Received {
  readonly from: string
  readonly to: ReadonlyArray<string>
  readonly content: string
}

const refusal = (responseCode: number) => Object.assign(new Error("someone@example.com is unknown"), { responseCode })

/** A real SMTP server on a free port, and what it has taken. */
const server = (options: SMTPServerOptions = {}) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(() => {
        const received: Array<Received> = []
        const smtp = new SMTPServer({
          authOptional: true,
          disabledCommands: ["STARTTLS"],
          onData: (stream, { envelope }, done) => {
            const chunks: Array<Buffer> = []
            stream.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => {
              received.push({
                from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
                to: envelope.rcptTo.map(({ address }) => address),
                content: Buffer.concat(chunks).toString()
              })
              done()
            })
          },
          ...options
        })
        smtp.on("error", () => {})
        return new Promise<{ readonly smtp: SMTPServer; readonly received: Array<Received> }>((resolve) =>
          smtp.listen(0, "127.0.0.1", () => resolve({ smtp, received }))
        )
      }),
      ({ smtp }) => Effect.promise(() => new Promise<void>((resolve) => smtp.close(resolve)))
    ),
    ({ received, smtp }) => ({ received, url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}` })
  )

const send = (url: string) =>
  Effect.flatMap(MailTransport, (transport) =>
    transport.send({
      id: MailId.make("01990000-0000-7000-8000-000000000001"),
      to: Email.make("asha@example.com"),
      ...MailText.render({ kind: "LOG_IN_CODE", code: "012345", minutes: 10 }, "hi")
    })).pipe(
      Effect.provide(MailTransportSmtp.layer({ url: Redacted.make(url), from: "EkTola <no-reply@example.com>" }))
    )

const refused = (options: SMTPServerOptions) =>
  Effect.flatMap(server(options), ({ url }) =>
    Effect.map(Effect.flip(send(url)), ({ permanent, reason }) => {
      assert.notInclude(reason, "@")
      return { permanent, reason }
    }))

describe("MailTransportSmtp", () => {
  it.scopedLive("hands over one e-mail with text and HTML and an id of its own", () =>
    Effect.gen(function*() {
      const { received, url } = yield* server()
      yield* send(url)
      assert.lengthOf(received, 1)
      const [{ content, from, to }] = received as [Received]
      assert.deepStrictEqual([from, to], ["no-reply@example.com", ["asha@example.com"]])
      assert.match(content, /^Message-ID: <01990000-0000-7000-8000-000000000001@ektola>/m)
      assert.match(content, /^Subject: =\?UTF-8\?/m)
      assert.match(content, /^Content-Type: text\/plain; charset=utf-8/m)
      assert.match(content, /^Content-Type: text\/html; charset=utf-8/m)
    }))

  it.scopedLive("a reader that the server refuses for good is a permanent refusal, a busy mailbox is not", () =>
    Effect.gen(function*() {
      const answer = (code: number): SMTPServerOptions => ({ onRcptTo: (_, __, done) => done(refusal(code)) })
      assert.deepStrictEqual(yield* refused(answer(550)), { permanent: true, reason: "EENVELOPE 550" })
      assert.deepStrictEqual(yield* refused(answer(450)), { permanent: false, reason: "EENVELOPE 450" })
    }))

  it.scopedLive("a server that is not there, or refuses us, may be mended", () =>
    Effect.gen(function*() {
      const { permanent } = yield* Effect.flip(send("smtp://127.0.0.1:1"))
      assert.isFalse(permanent)
      assert.isFalse((yield* refused({ onConnect: (_, done) => done(refusal(554)) })).permanent)
    }))
})
