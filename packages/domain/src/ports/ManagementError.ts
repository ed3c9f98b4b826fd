/**
 * Why a call of WhatsApp's Business Management API did not do what it was asked.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import { FailureClass } from "../messaging/Failure.js"

/**
 * WhatsApp said no, and the same call will be refused again. `code` is the one that decides: a 2388xxx that came as a
 * subcode of 100 stands here. `subcode` is what the answer had as such.
 *
 * @since 0.1.0
 * @category errors
 */
export class ManagementRefused extends Schema.TaggedError<ManagementRefused>("@ektola/domain/ManagementRefused")(
  "ManagementRefused",
  {
    operation: Schema.String,
    class: FailureClass,
    code: Schema.NullOr(Schema.Number),
    subcode: Schema.NullOr(Schema.Number),
    reason: Schema.String,
    traceId: Schema.NullOr(Schema.String)
  }
) {
  override get message() {
    return `WhatsApp refused ${this.operation}${this.code === null ? "" : ` (${this.code})`}: ${this.reason}`
  }
}

/**
 * The call budget is used up; nothing was done. APP_THROUGHPUT is the budget of the whole app. `retryAfter` is null when
 * WhatsApp names no time.
 *
 * @since 0.1.0
 * @category errors
 */
export class ManagementRateLimited
  extends Schema.TaggedError<ManagementRateLimited>("@ektola/domain/ManagementRateLimited")(
    "ManagementRateLimited",
    {
      operation: Schema.String,
      class: Schema.Literal("THROUGHPUT", "APP_THROUGHPUT"),
      code: Schema.NullOr(Schema.Number),
      retryAfter: Schema.NullOr(Schema.DurationFromSelf)
    }
  )
{
  override get message() {
    return `WhatsApp takes no more calls for now (${this.operation}).`
  }
}

/**
 * No readable answer, or one that says "later". Unless `surelyNotDone`, what was asked may have been done all the same:
 * before a template is created again, look whether it is there.
 *
 * @since 0.1.0
 * @category errors
 */
export class ManagementUnavailable
  extends Schema.TaggedError<ManagementUnavailable>("@ektola/domain/ManagementUnavailable")(
    "ManagementUnavailable",
    {
      operation: Schema.String,
      reason: Schema.String,
      surelyNotDone: Schema.Boolean,
      retryAfter: Schema.NullOr(Schema.DurationFromSelf)
    }
  )
{
  override get message() {
    return `WhatsApp did not answer (${this.operation}): ${this.reason}`
  }
}

/**
 * All of them; every method of `BusinessManagement` may fail with each.
 *
 * @since 0.1.0
 * @category errors
 */
export type ManagementError = ManagementRefused | ManagementRateLimited | ManagementUnavailable
