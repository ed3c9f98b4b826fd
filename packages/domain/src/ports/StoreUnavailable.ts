/**
 * The one infrastructure failure of all stores.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The store could not be reached or gave up a transaction. Nothing of the unit of work was kept. `retryable`: the same
 * call may succeed at once (a serialization failure or deadlock that came back after some repeats), as against when the
 * store is back. `refusesData`: the store answered, and refused these very values, so the same call fails again.
 *
 * @since 0.1.0
 * @category errors
 */
export class StoreUnavailable extends Schema.TaggedError<StoreUnavailable>("@ektola/domain/StoreUnavailable")(
  "StoreUnavailable",
  {
    operation: Schema.String,
    retryable: Schema.Boolean,
    refusesData: Schema.optionalWith(Schema.Boolean, { default: () => false }),
    cause: Schema.Defect
  }
) {
  override get message() {
    return `The store did not answer (${this.operation}).`
  }
}
