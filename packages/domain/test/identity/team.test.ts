import { assert, describe, it } from "@effect/vitest"
import * as Invitation from "@ektola/domain/identity/Invitation"
import type { Principal } from "@ektola/domain/identity/Principal"
import { Team } from "@ektola/domain/identity/Team"
import { Email, type Role } from "@ektola/domain/identity/User"
import { MemoryDatabase } from "@ektola/domain/ports/memory/MemoryDatabase"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { admin, aShop, layer, Provider } from "../world.js"

const world = () => layer(new Provider())

const invite = (principal: Principal, address: string, role: Role) =>
  Effect.flatMap(Team, (team) => team.invite(principal, { email: Email.make(address), role }))

/** The secret of the newest letter. The cipher of the tests keeps letters as they are. */
const newestSecret = Effect.map(MemoryDatabase, ({ tables }) => {
  const sealed = [...tables.outbox.values()].at(-1)?.sealed ?? "{}"
  return String((JSON.parse(sealed) as { secret: string }).secret)
})

const accept = (secret: string, password = "violet harbour lamp") =>
  Effect.flatMap(
    Team,
    (team) => team.accept({ secret: Redacted.make(secret), name: "Ravi Kumar", password: Redacted.make(password) })
  )

const standings = (principal: Principal) =>
  Effect.flatMap(Team, (team) =>
    Effect.map(
      team.listInvitations(principal, { after: null, limit: 100 }),
      ({ items }) => items.map(({ standing }) => standing)
    ))

const auditOf = (action: string) =>
  Effect.map(MemoryDatabase, ({ tables }) => [...tables.audit.values()].filter((entry) => entry.action === action))

describe("Team", () => {
  it.effect("an owner invites owners and staff, an admin admins, and nobody anybody else", () =>
    Effect.gen(function*() {
      const { owner } = yield* aShop()
      const staff: Principal = { ...owner, role: "STAFF" }
      const outcomes: Array<string> = []
      let count = 0
      for (const principal of [admin, owner, staff]) {
        for (const role of ["ADMIN", "OWNER", "STAFF"] as const) {
          const result = yield* Effect.either(invite(principal, `new${++count}@example.com`, role))
          outcomes.push(result._tag === "Left" ? result.left._tag : result.right.invitation.role)
        }
      }
      assert.deepStrictEqual(outcomes, [
        "ADMIN",
        "Forbidden",
        "Forbidden",
        "Forbidden",
        "OWNER",
        "STAFF",
        "Forbidden",
        "Forbidden",
        "Forbidden"
      ])
    }).pipe(Effect.provide(world())))

  it.effect("whoever has the letter gets the account that was invited, once", () =>
    Effect.gen(function*() {
      const { jewellerId, owner } = yield* aShop()
      yield* invite(owner, "ravi@example.com", "STAFF")
      const secret = yield* newestSecret
      const user = yield* accept(secret)
      assert.deepInclude(user, { jewellerId, role: "STAFF", email: Email.make("ravi@example.com"), name: "Ravi Kumar" })
      assert.strictEqual((yield* Effect.flip(accept(secret)))._tag, "InvitationRefused")
      assert.deepStrictEqual(yield* standings(owner), ["ACCEPTED"])
      assert.deepStrictEqual((yield* auditOf("INVITATION_ACCEPTED")).map((entry) => entry.actorId), [user.id])
    }).pipe(Effect.provide(world())))

  it.effect("a secret is kept as a hash only, and what is written down does not hold it", () =>
    Effect.gen(function*() {
      const { owner } = yield* aShop()
      yield* invite(owner, "ravi@example.com", "STAFF")
      const secret = yield* newestSecret
      const { tables } = yield* MemoryDatabase
      const [invitation] = tables.invitations.values()
      assert.strictEqual(invitation?.secretHash, `hash of ${secret}`)
      assert.notInclude(JSON.stringify([...tables.audit.values()]), secret)
    }).pipe(Effect.provide(world())))

  it.effect("a refused password leaves the invitation open", () =>
    Effect.gen(function*() {
      const { owner } = yield* aShop()
      yield* invite(owner, "ravi@example.com", "STAFF")
      const secret = yield* newestSecret
      for (const weak of ["password123", "ravi@example.com", "12345shop12345"]) {
        assert.strictEqual((yield* Effect.flip(accept(secret, weak)))._tag, "PasswordRefused", weak)
      }
      assert.deepStrictEqual(yield* standings(owner), ["OPEN"])
      yield* accept(secret)
    }).pipe(Effect.provide(world())))

  it.effect("is over when it is revoked, replaced or a week old", () =>
    Effect.gen(function*() {
      const team = yield* Team
      const { owner } = yield* aShop()
      const first = yield* invite(owner, "a@example.com", "STAFF")
      const revoked = yield* newestSecret
      yield* team.revoke(owner, first.invitation.id)
      yield* invite(owner, "b@example.com", "STAFF")
      const replaced = yield* newestSecret
      yield* invite(owner, "b@example.com", "OWNER")
      const old = yield* newestSecret
      for (const secret of [revoked, replaced]) {
        assert.strictEqual((yield* Effect.flip(accept(secret)))._tag, "InvitationRefused")
      }
      yield* TestClock.adjust("7 days")
      assert.strictEqual((yield* Effect.flip(accept(old)))._tag, "InvitationRefused")
      assert.deepStrictEqual(yield* standings(owner), ["REVOKED", "REVOKED", "EXPIRED"])
      assert.lengthOf(yield* auditOf("INVITATION_REVOKED"), 1)
    }).pipe(Effect.provide(world())))

  it.effect("of another shop, or of the admins, is unknown", () =>
    Effect.gen(function*() {
      const team = yield* Team
      const [a, b] = [yield* aShop(1), yield* aShop(2)]
      const { invitation } = yield* invite(a.owner, "ravi@example.com", "STAFF")
      for (const other of [b.owner, admin]) {
        assert.strictEqual((yield* Effect.flip(team.revoke(other, invitation.id)))._tag, "InvitationNotFound")
        assert.deepStrictEqual(yield* standings(other), [])
      }
    }).pipe(Effect.provide(world())))

  it.effect("an address that has an account is not invited, nor one that got one meanwhile let in", () =>
    Effect.gen(function*() {
      const { owner } = yield* aShop()
      assert.strictEqual((yield* Effect.flip(invite(owner, "owner1@example.com", "STAFF")))._tag, "EmailTaken")
      yield* invite(owner, "owner2@example.com", "STAFF")
      const secret = yield* newestSecret
      yield* aShop(2)
      assert.strictEqual((yield* Effect.flip(accept(secret)))._tag, "EmailTaken")
    }).pipe(Effect.provide(world())))
})

describe("Invitation", () => {
  it("a team may invite so many a day, whenever they were", () => {
    const now = DateTime.unsafeMake("2026-11-20T06:00:00Z")
    const made = (hoursAgo: number, count: number) =>
      Array.from({ length: count }, () => ({ createdAt: DateTime.subtract(now, { hours: hoursAgo }) }))
    assert.deepStrictEqual(Invitation.invitableAt(made(1, 19), now), now)
    assert.deepStrictEqual(Invitation.invitableAt([...made(30, 100), ...made(1, 19)], now), now)
    assert.deepStrictEqual(
      Invitation.invitableAt([...made(20, 5), ...made(1, 15)], now),
      DateTime.add(now, { hours: 4 })
    )
    assert.deepStrictEqual(
      Invitation.invitableAt([...made(20, 5), ...made(1, 20)], now),
      DateTime.add(now, { hours: 23 })
    )
  })
})
