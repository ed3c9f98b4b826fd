/**
 * The use cases a worker runs, composed from the ports.
 *
 * @since 0.1.0
 */
import * as Scheduler from "@ektola/domain/campaigns/Scheduler"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import * as Housekeeping from "@ektola/domain/identity/Housekeeping"
import * as Dispatcher from "@ektola/domain/messaging/Dispatcher"
import * as Sending from "@ektola/domain/messaging/Sending"
import * as Settler from "@ektola/domain/messaging/Settler"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import * as Layer from "effect/Layer"

/**
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: {
  readonly dispatcher: Dispatcher.Options
  readonly sending: Sending.Options
  readonly settler: Settler.Options
}) =>
  Layer.mergeAll(
    Contacts.layer,
    Dispatcher.layer(options.dispatcher),
    Housekeeping.layer,
    Scheduler.layer(Scheduler.defaults),
    Settler.layer(options.settler),
    Webhooks.layer
  ).pipe(Layer.provide(Sending.layer(options.sending)))
