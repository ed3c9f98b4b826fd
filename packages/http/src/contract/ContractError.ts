/**
 * Refusals and failures that only the API knows; those of the domain are in its own `…Error` modules.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * One thing that is wrong with a request: where (`segments[0]`, `limit`; empty for the body as a whole) and why.
 *
 * @since 0.1.0
 * @category model
 */
export const Fault = Schema.Struct({ path: Schema.String, reason: Schema.String }).annotations({ identifier: "Fault" })
/**
 * @since 0.1.0
 * @category model
 */
export type Fault = typeof Fault.Type

/**
 * The request does not have the documented shape; one fault per place.
 *
 * @since 0.1.0
 * @category errors
 */
export class BadRequest extends Schema.TaggedError<BadRequest>("@ektola/http/BadRequest")("BadRequest", {
  faults: Schema.Array(Fault)
}) {
  override get message() {
    const sentences = this.faults.map(({ path, reason }) => path === "" ? `the request ${reason}` : `${path} ${reason}`)
    return `The request cannot be understood: ${sentences.join("; ")}.`
  }
}

/**
 * No token, or one that is not valid any more.
 *
 * @since 0.1.0
 * @category errors
 */
export class Unauthorized extends Schema.TaggedError<Unauthorized>("@ektola/http/Unauthorized")("Unauthorized", {}) {
  override get message() {
    return "Log in: this needs a valid access token in the header Authorization (Bearer …)."
  }
}

/**
 * The body is larger than this route takes.
 *
 * @since 0.1.0
 * @category errors
 */
export class PayloadTooLarge
  extends Schema.TaggedError<PayloadTooLarge>("@ektola/http/PayloadTooLarge")("PayloadTooLarge", {
    maxBytes: Schema.Number
  })
{
  override get message() {
    const size = this.maxBytes >= 1024 * 1024 ? `${this.maxBytes / 1024 / 1024} MB` : `${this.maxBytes / 1024} kB`
    return `This is larger than ${size}. Split it and send the parts.`
  }
}

/**
 * The address or the account has made as many requests of this kind as it may for now.
 *
 * @since 0.1.0
 * @category errors
 */
export class TooManyRequests
  extends Schema.TaggedError<TooManyRequests>("@ektola/http/TooManyRequests")("TooManyRequests", {
    retryAfterSeconds: Schema.Number
  })
{
  override get message() {
    return `These are too many requests. Try again in ${this.retryAfterSeconds} seconds.`
  }
}

/**
 * Something the request needs does not answer at the moment.
 *
 * @since 0.1.0
 * @category errors
 */
export class Unavailable extends Schema.TaggedError<Unavailable>("@ektola/http/Unavailable")("Unavailable", {}) {
  override get message() {
    return "EkTola cannot answer at the moment. Nothing was changed; try again in a few seconds."
  }
}

/**
 * A fault of ours. What happened is in the log under the request id.
 *
 * @since 0.1.0
 * @category errors
 */
export class InternalError
  extends Schema.TaggedError<InternalError>("@ektola/http/InternalError")("InternalError", {})
{
  override get message() {
    return "Something went wrong on our side. Quote the request id when you ask for help."
  }
}
