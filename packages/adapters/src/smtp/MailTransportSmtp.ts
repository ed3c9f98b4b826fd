/**
 * E-mails over SMTP, through nodemailer.
 *
 * @since 0.1.0
 */
import { MailRefused, MailTransport } from "@ektola/domain/ports/MailTransport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { createTransport } from "nodemailer"

/**
 * `url` is `smtp://` or `smtps://` with user, password and port. `from` is an address, or a name and an address.
 *
 * @since 0.1.0
 * @category model
 */
export interface Options {
  readonly url: Redacted.Redacted<string>
  readonly from: string
}

const seconds = 1000

/**
 * A connection per e-mail. Refusing the reader or the content is permanent; everything else, a wrong password of ours
 * included, may be mended meanwhile.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer = ({ from, url }: Options): Layer.Layer<MailTransport> =>
  Layer.scoped(
    MailTransport,
    Effect.map(
      Effect.acquireRelease(
        Effect.sync(() =>
          createTransport({
            url: Redacted.value(url),
            connectionTimeout: 10 * seconds,
            greetingTimeout: 10 * seconds,
            socketTimeout: 30 * seconds
          })
        ),
        (transport) => Effect.sync(() => transport.close())
      ),
      (transport) =>
        MailTransport.of({
          send: ({ html, id, subject, text, to }) =>
            Effect.tryPromise({
              try: () =>
                transport.sendMail({
                  from,
                  to: { name: "", address: to },
                  subject,
                  text,
                  html,
                  messageId: `<${id}@ektola>`,
                  // The texts are ours, but nothing in them shall ever make us read a file or fetch an address.
                  disableFileAccess: true,
                  disableUrlAccess: true
                }),
              catch: refusedBy
            }).pipe(Effect.asVoid, Effect.withSpan("MailTransport.send", { kind: "client", captureStackTrace: false }))
        })
    )
  )

const refusedBy = (error: unknown): MailRefused => {
  const { code, responseCode } = Object(error) as { readonly code?: unknown; readonly responseCode?: unknown }
  const isContent = code === "EENVELOPE" || code === "EMESSAGE"
  const status = typeof responseCode === "number" ? responseCode : null
  // The server's own words may repeat the address.
  const reason = [typeof code === "string" ? code : "unknown", status].filter((part) => part !== null).join(" ")
  return new MailRefused({ permanent: isContent && status !== null && status >= 500, reason })
}
