/**
 * Who asks, and what each role may do.
 *
 * @since 0.1.0
 */
import * as Either from "effect/Either"
import type { JewellerId } from "../tenancy/Jeweller.js"
import { Forbidden } from "./IdentityError.js"
import type { Role, UserId } from "./User.js"

/**
 * Who asks, as proven by whoever let the person in: use cases believe it. `jewellerId` is the tenant that everything is
 * done for, null for an admin.
 *
 * @since 0.1.0
 * @category model
 */
export interface Principal {
  readonly userId: UserId
  readonly role: Role
  readonly jewellerId: JewellerId | null
}

const everybody: ReadonlyArray<Role> = ["ADMIN", "OWNER", "STAFF"]
const tenantRoles: ReadonlyArray<Role> = ["OWNER", "STAFF"]

/**
 * Which roles may do what. An action that is not in the table does not exist.
 *
 * @since 0.1.0
 * @category constants
 */
export const policy = {
  "self.read": everybody,
  "self.logOut": everybody,
  "self.changePassword": everybody,
  "invitation.create": ["ADMIN", "OWNER"],
  "invitation.read": ["ADMIN", "OWNER"],
  "invitation.revoke": ["ADMIN", "OWNER"],
  "audit.read": ["ADMIN"],
  "mail.read": ["ADMIN"],
  "sending.read": ["ADMIN"],
  "sending.stop": ["ADMIN"],
  "sending.release": ["ADMIN"],
  "jeweller.list": ["ADMIN"],
  "jeweller.inspect": ["ADMIN"],
  "jeweller.note": ["ADMIN"],
  "jeweller.approve": ["ADMIN"],
  "jeweller.reject": ["ADMIN"],
  "jeweller.suspend": ["ADMIN"],
  "jeweller.activate": ["ADMIN"],
  "jeweller.read": tenantRoles,
  "jeweller.change": ["OWNER"],
  "whatsapp.connect": ["OWNER"],
  "whatsapp.read": tenantRoles,
  "contact.read": tenantRoles,
  "contact.statistics": tenantRoles,
  "contact.import": tenantRoles,
  "contact.optOut": tenantRoles,
  "contact.optIn": tenantRoles,
  "template.read": ["ADMIN", "OWNER", "STAFF"],
  "template.create": ["ADMIN"],
  "template.approve": ["ADMIN"],
  "template.approval.read": tenantRoles,
  "template.coverage": tenantRoles,
  "campaign.read": tenantRoles,
  "campaign.create": tenantRoles,
  "campaign.activate": tenantRoles,
  "campaign.pause": tenantRoles,
  "campaign.changeSchedule": tenantRoles,
  "run.read": tenantRoles,
  "inbound.read": tenantRoles,
  "webhook.read": ["ADMIN"]
} as const satisfies Readonly<Record<string, ReadonlyArray<Role>>>

/**
 * The name of what somebody wants to do: a key of `policy`.
 *
 * @since 0.1.0
 * @category model
 */
export type Action = keyof typeof policy

/**
 * Whether the role allows the action.
 *
 * @since 0.1.0
 * @category rules
 */
export const authorise = (principal: Principal, action: Action): Either.Either<Principal, Forbidden> =>
  (policy[action] as ReadonlyArray<Role>).includes(principal.role)
    ? Either.right(principal)
    : Either.left(new Forbidden({ action, role: principal.role }))

/**
 * The tenant on whose behalf the action runs. An admin belongs to none.
 *
 * @since 0.1.0
 * @category rules
 */
export const authoriseTenant = (principal: Principal, action: Action): Either.Either<JewellerId, Forbidden> =>
  Either.flatMap(
    authorise(principal, action),
    ({ jewellerId, role }) =>
      jewellerId === null ? Either.left(new Forbidden({ action, role })) : Either.right(jewellerId)
  )

/**
 * Whose people the action is about: the caller's shop, or null for the admins, who are a team of their own.
 *
 * @since 0.1.0
 * @category rules
 */
export const authoriseTeam = (principal: Principal, action: Action): Either.Either<JewellerId | null, Forbidden> =>
  Either.flatMap(
    authorise(principal, action),
    ({ jewellerId, role }): Either.Either<JewellerId | null, Forbidden> =>
      role === "ADMIN"
        ? Either.right(null)
        : jewellerId === null
        ? Either.left(new Forbidden({ action, role }))
        : Either.right(jewellerId)
  )
