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
import {
  answerError,
  requestIdOf,
  ShellError,
  WebhookSignatureRefused,
  WebhookVerificationRefused
} from "./shellError.js"

// WhatsApp sends up to 3 MB, 1,000 updates per POST.
const maxBytes = 4 * 1024 * 1024

// WhatsApp repeats what is not answered with 200; a store that hangs is one that is down.
const storeWithin = "5 seconds"

/** The route WhatsApp calls. Raw bytes, signature, store, 200: nothing is read before its signature was right. */
export const whatsAppWebhook = (
  runtime: Runtime.Runtime<never>,
  webhooks: Webhooks.Service,
  settings: WebhookSettings
): Router => {
  const secrets = settings.appSecrets.map(Redacted.value)
  const verifyToken = Redacted.value(settings.verifyToken)

  const store = (body: string) =>
    webhooks.receive(body).pipe(
      Effect.disconnect,
      Effect.timeout(storeWithin),
      Effect.as(true),
      Effect.catchAllCause((cause) => Effect.as(Effect.logError("a webhook could not be stored", cause), false))
    )

  return Router()
    .get("/", (request, response) => {
      const { "hub.challenge": challenge, "hub.mode": mode, "hub.verify_token": token } = request.query
      if (mode !== "subscribe" || typeof challenge !== "string" || !isSame(token, verifyToken)) {
        const refused = new WebhookVerificationRefused()
        return answerError(request, response, ShellError.WebhookVerificationRefused, refused)
      }
      response.type("text/plain").send(challenge)
    })
    // Compressed bodies are refused: the signature is over the bytes, and a small body could hold a large one.
    .post("/", express.raw({ type: () => true, limit: maxBytes, inflate: false }), async (request, response) => {
      const bytes: Uint8Array = Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
      if (!WebhookSignature.verify(secrets, bytes, request.get(WebhookSignature.headerName))) {
        return answerError(request, response, ShellError.WebhookSignatureRefused, new WebhookSignatureRefused())
      }
      const body = jsonText(bytes)
      if (body === null) {
        const fault = { path: "", reason: "is not JSON" }
        return answerError(request, response, ApiError.BadRequest, new BadRequest({ faults: [fault] }))
      }
      const run = Effect.annotateLogs(store(body), "requestId", requestIdOf(request))
      if (await Runtime.runPromise(runtime)(run)) response.status(200).end()
      else answerError(request, response, ApiError.Unavailable, new Unavailable())
    })
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
