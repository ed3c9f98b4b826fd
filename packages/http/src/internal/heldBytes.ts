import type { RequestHandler } from "express"
import * as ApiError from "../contract/ApiError.js"
import { Unavailable } from "../contract/ContractError.js"
import { answerError } from "./shellError.js"

/**
 * Bounds the bytes of bodies in memory: those that are being read, and those that wait for the store. Bytes count as they
 * arrive, so a caller who announces a large body and sends none of it takes nothing from others; one whose body takes
 * longer than `readWithin` milliseconds is cut off.
 */
export interface HeldBytes {
  /** In front of the parser. Past the bound it answers 503 and reads no further: WhatsApp sends the body again. */
  readonly admit: RequestHandler
  /** The body is needed until this is called, also when it is answered before. */
  readonly keep: (bytes: number) => () => void
}

export const make = (options: { readonly most: number; readonly readWithin: number }): HeldBytes => {
  let held = 0
  const admit: RequestHandler = (request, response, next) => {
    let own = 0
    const release = () => {
      held -= own
      own = 0
      clearTimeout(deadline)
    }
    const deadline = setTimeout(() => request.destroy(), options.readWithin)
    // Comes when the answer is out, and when the caller hangs up.
    response.once("close", release)
    request.once("end", () => clearTimeout(deadline))

    const refuse = () => answerError(request, response, ApiError.Unavailable, new Unavailable())
    // What follows is read and thrown away.
    if (held >= options.most) return refuse()
    request.on("data", (chunk: Buffer) => {
      if (response.headersSent) return
      held += chunk.length
      own += chunk.length
      if (held <= options.most) return
      // The parser goes on gathering as long as there is a connection.
      response.setHeader("Connection", "close")
      response.once("finish", () => request.destroy())
      refuse()
    })
    next()
  }
  const keep = (bytes: number) => {
    held += bytes
    return () => {
      held -= bytes
    }
  }
  return { admit, keep }
}
