/**
 * What no port offers yet and a contract needs: making what later use cases will make, and seeing what is kept.
 */
import type { ContactId } from "@ektola/domain/contacts/Contact"
import type { AttemptId } from "@ektola/domain/messaging/Attempt"
import type { MessageId } from "@ektola/domain/messaging/Message"
import type { StatusUpdate } from "@ektola/domain/messaging/StatusUpdate"
import type { Line } from "@ektola/domain/ports/SuppressionStore"
import type { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Context from "effect/Context"
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"

interface Service {
  readonly deleteContact: (contactId: ContactId, at: DateTime.Utc) => Effect.Effect<void>
  /** The contact loses its number and is known by this id of WhatsApp, or by nothing. */
  readonly replacePhone: (contactId: ContactId, waUserId: string | null) => Effect.Effect<void>
  readonly purgeContact: (contactId: ContactId) => Effect.Effect<void>
  /** A jeweller's lines of the consent ledger, in the order they were written. */
  readonly consents: (jewellerId: JewellerId) => Effect.Effect<ReadonlyArray<Line>>
  /** The database belongs to no environment again. */
  readonly unclaim: Effect.Effect<void>
  /** Status events of a message, in the order they were stored. */
  readonly events: (
    messageId: MessageId
  ) => Effect.Effect<ReadonlyArray<{ readonly attemptId: AttemptId; readonly update: StatusUpdate }>>
}

export class Backdoor extends Context.Tag("@ektola/test/Backdoor")<Backdoor, Service>() {}
