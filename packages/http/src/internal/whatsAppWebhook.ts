import * as WebhookSignature from "@ektola/adapters/whatsapp/WebhookSignature"
import type * as Webhooks from "@ektola/domain/messaging/Webhooks"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import express, { Router } from "express"
import { createHash, timingSafeEqual } from "node:crypto"
import * as ApiError from "../contract/ApiError.js"
import { BadRequest, Unavailable } from "../contract/ContractError.js"
import type { WebhookSettings } from "../Server.js"
import * as HeldBytes from "./heldBytes.js"
import {
  answerError,
  requestIdOf,
  ShellError,
  WebhookSignatureRefused,
  WebhookVerificationRefused
} from "./shellError.js"

// WhatsApp sends up to 3 MB, 1,000 updates per POST.
const maxBytes = 4 * 1024 * 1024

// Each body is there twice, as bytes and as text. A worker that is slow does not count: what is stored has left.
const bound = { most: 96 * 1024 * 1024, readWithin: 30_000 }

// WhatsApp repeats what is not answered with 200; a store that hangs is one that is down.
const storeWithin = 5000

/**
 * The route WhatsApp calls. Raw bytes, signature, store, 200: nothing is read before its signature was right. Past a bound
 * of bytes that are on their way to the store the answer is 503, and WhatsApp sends them again.
 */
export const whatsAppWebhook = (
  runtime: Runtime.Runtime<never>,
  webhooks: Webhooks.Service,
  settings: WebhookSettings
): Router => {
  const secrets = settings.appSecrets.map(Redacted.value)
  const verifyToken = Redacted.value(settings.verifyToken)

  const held = HeldBytes.make(bound)

  // Whoever gives up waiting has not taken the body from those that are written together: it is held until they are. One
  // fiber and a timer, for a time-out of Effect's costs more than the rest of a POST.
  const store = (body: string, requestId: string, release: () => void): Promise<boolean> =>
    new Promise((resolve) => {
      const failed = (cause: unknown) => {
        const line = Effect.logError("a webhook could not be stored", cause)
        Runtime.runFork(runtime)(Effect.annotateLogs(line, "requestId", requestId))
        resolve(false)
      }
      const timer = setTimeout(() => failed(`no answer within ${storeWithin} ms`), storeWithin)
      Runtime.runCallback(runtime)(webhooks.receive(body), {
        onExit: (exit) => {
          release()
          if (exit._tag === "Success") resolve(true)
          else failed(exit.cause)
          clearTimeout(timer)
        }
      })
    })

  return Router()
    .use((_, response, next) => {
      response.setHeader("X-Content-Type-Options", "nosniff")
      next()
    })
    .get("/", (request, response) => {
      const { "hub.challenge": challenge, "hub.mode": mode, "hub.verify_token": token } = request.query
      if (mode !== "subscribe" || typeof challenge !== "string" || !isSame(token, verifyToken)) {
        const refused = new WebhookVerificationRefused()
        return answerError(request, response, ShellError.WebhookVerificationRefused, refused)
      }
      response.type("text/plain").send(challenge)
    })
    // Compressed bodies are refused: the signature is over the bytes, and a small body could hold a large one.
    .post(
      "/",
      held.admit,
      express.raw({ type: () => true, limit: maxBytes, inflate: false }),
      async (request, response) => {
        if (response.headersSent) return
        const bytes: Uint8Array = Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
        if (!WebhookSignature.verify(secrets, bytes, request.get(WebhookSignature.headerName))) {
          return answerError(request, response, ShellError.WebhookSignatureRefused, new WebhookSignatureRefused())
        }
        const body = jsonText(bytes)
        if (body === null) {
          const fault = { path: "", reason: "is not JSON" }
          return answerError(request, response, ApiError.BadRequest, new BadRequest({ faults: [fault] }))
        }
        const stored = await store(body, requestIdOf(request), held.keep(bytes.length))
        if (stored) response.status(200).end()
        else answerError(request, response, ApiError.Unavailable, new Unavailable())
      }
    )
}

/** The text of the bytes if it is JSON in UTF-8, unchanged. */
const jsonText = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}

/** Compares digests, so that the time tells neither the length nor a prefix. */
const isSame = (given: unknown, wanted: string): boolean =>
  typeof given === "string" && timingSafeEqual(digest(given), digest(wanted))

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()
