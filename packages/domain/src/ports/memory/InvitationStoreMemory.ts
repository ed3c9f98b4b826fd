/**
 * Invitations in memory.
 *
 * @since 0.1.0
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { Invitation } from "../../identity/Invitation.js"
import * as TenantScope from "../../tenancy/TenantScope.js"
import { InvitationStore, type Team } from "../InvitationStore.js"
import * as Page from "../Page.js"
import { byId, MemoryDatabase, pageOf } from "./MemoryDatabase.js"

/**
 * Gives the store on a `MemoryDatabase`. Locks need nothing: units of work run one after the other.
 *
 * @since 0.1.0
 * @category layers
 */
export const layer: Layer.Layer<InvitationStore, never, MemoryDatabase> = Layer.effect(
  InvitationStore,
  Effect.map(MemoryDatabase, (db) => {
    const { invitations } = db.tables
    const put = (invitation: Invitation) =>
      db.call(TenantScope.system, () => db.put(invitations, invitation.id, invitation))
    const find = (wanted: (invitation: Invitation) => boolean) =>
      db.call(TenantScope.system, () => Option.fromNullable([...invitations.values()].find(wanted)))
    const ofTeam = (team: Team) => [...invitations.values()].filter(({ jewellerId }) => jewellerId === team)
    return InvitationStore.of({
      insert: put,
      save: put,
      lock: (team, id) => find((invitation) => invitation.id === id && invitation.jewellerId === team),
      lockBySecretHash: (secretHash) => find((invitation) => invitation.secretHash === secretHash),
      lockRecent: (team, after) =>
        db.call(
          TenantScope.system,
          () => ofTeam(team).filter(({ createdAt }) => DateTime.greaterThan(createdAt, after)).sort(byId)
        ),
      listPage: (team, page) =>
        db.call(TenantScope.system, () => Page.fromItems(pageOf(ofTeam(team), page), page.limit)),
      removeBefore: (before, limit) =>
        db.call(TenantScope.system, () => {
          const old = [...invitations.values()].filter(({ expiresAt }) => DateTime.lessThan(expiresAt, before))
            .slice(0, limit)
          for (const { id } of old) db.remove(invitations, id)
          return old.length
        })
    })
  })
)
