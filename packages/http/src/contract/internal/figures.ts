import * as Schema from "effect/Schema"
import { about, count } from "./fields.js"

/** What became of messages: exclusive and cumulative. */
export const figures = {
  byState: about(
    Schema.Struct({
      QUEUED: count(),
      SENDING: count(),
      UNCONFIRMED: count(),
      SENT: count(),
      DELIVERED: count(),
      READ: count(),
      FAILED: count(),
      CANCELLED: count()
    }),
    "Every message in the one state it has now; together they are `funnel.planned`."
  ),
  funnel: about(
    Schema.Struct({ planned: count(), sent: count(), delivered: count(), read: count() }),
    "How far messages ever got: a read message counts as sent and delivered too. No figure ever falls."
  )
}
