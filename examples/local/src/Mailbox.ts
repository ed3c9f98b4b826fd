/** Where e-mails go in a local stack: onto a page, the newest first. Nothing leaves the machine. */
import { MailTransport } from "@ektola/domain/ports/MailTransport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type RequestHandler, Router } from "express"

const kept = 100

interface Letter {
  readonly to: string
  readonly at: string
  readonly subject: string
  readonly text: string
}

/** The letters of one stack, for its mailer and its page. `GET /json` gives them to programs. */
export const make = (): { readonly transport: Layer.Layer<MailTransport>; readonly routes: RequestHandler } => {
  const letters: Array<Letter> = []
  const routes = Router()
  routes.get("/json", (_, response) => void response.json(letters))
  routes.get("/", (_, response) => {
    response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
    response.type("html").send(page(letters))
  })
  return {
    routes,
    transport: Layer.succeed(MailTransport, {
      send: ({ subject, text, to }) =>
        Effect.sync(() => {
          letters.unshift({ to, at: new Date().toISOString(), subject, text })
          letters.length = Math.min(letters.length, kept)
        })
    })
  }
}

const page = (letters: ReadonlyArray<Letter>): string => {
  const articles = letters.map(({ at, subject, text, to }) =>
    `<article><h2>${escape(subject)}</h2><p>to ${escape(to)}, ${at}</p><pre>${escape(text)}</pre></article>`
  )
  const body = articles.length === 0
    ? "<p>No e-mail yet.</p>"
    : articles.join("")
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5"><title>Mailbox</title><style>
body { font-family: sans-serif; max-width: 40rem; margin: 2rem auto } pre { white-space: pre-wrap; font-size: 1.1rem }
</style><h1>Mailbox</h1>
<p>A code to log in goes to <code>POST /v1/auth/otp/verify</code>, one for a new password to
<code>POST /v1/auth/password/reset</code>, and the secret of an invitation, which begins with ek1, to
<code>POST /v1/team/invitations/accept</code>. New e-mails show by themselves.</p>
${body}</html>`
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;" }

const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)
