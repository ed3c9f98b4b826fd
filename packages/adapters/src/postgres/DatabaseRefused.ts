/**
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"

/**
 * The database is not one that this process may work on; `reason` says what to do.
 *
 * @since 0.1.0
 * @category errors
 */
export class DatabaseRefused extends Schema.TaggedError<DatabaseRefused>("@ektola/adapters/DatabaseRefused")(
  "DatabaseRefused",
  { reason: Schema.String }
) {
  override get message() {
    return this.reason
  }
}
