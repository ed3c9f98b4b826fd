/**
 * The use cases behind the API, composed from the ports. Whoever provides the ports has an application.
 *
 * @since 0.1.0
 */
import * as Campaigns from "@ektola/domain/campaigns/Campaigns"
import * as Contacts from "@ektola/domain/contacts/Contacts"
import * as Identity from "@ektola/domain/identity/Identity"
import * as Sessions from "@ektola/domain/identity/Sessions"
import * as Team from "@ektola/domain/identity/Team"
import * as Inbox from "@ektola/domain/messaging/Inbox"
import * as Webhooks from "@ektola/domain/messaging/Webhooks"
import * as Templates from "@ektola/domain/templates/Templates"
import * as Administration from "@ektola/domain/tenancy/Administration"
import * as Tenancy from "@ektola/domain/tenancy/Tenancy"
import * as Layer from "effect/Layer"

/**
 * What the server calls.
 *
 * @since 0.1.0
 * @category model
 */
export type Application =
  | Administration.Administration
  | Campaigns.Campaigns
  | Contacts.Contacts
  | Identity.Identity
  | Inbox.Inbox
  | Sessions.Sessions
  | Team.Team
  | Templates.Templates
  | Tenancy.Tenancy
  | Webhooks.Webhooks

/**
 * @since 0.1.0
 * @category layers
 */
export const layer = (options: { readonly team: Team.Options }) =>
  Layer.mergeAll(
    Administration.layer,
    Campaigns.layer,
    Contacts.layer,
    Identity.layer,
    Inbox.layer,
    Sessions.layer,
    Team.layer(options.team),
    Templates.layer,
    Tenancy.layer,
    Webhooks.layer
  )
