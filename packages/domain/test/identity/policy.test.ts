import { assert, describe, it } from "@effect/vitest"
import { Campaigns, type Service as CampaignsService } from "@ektola/domain/campaigns/Campaigns"
import { Contacts, layer as contactsLayer, type Service as ContactsService } from "@ektola/domain/contacts/Contacts"
import { Identity, type Service as IdentityService } from "@ektola/domain/identity/Identity"
import { type Action, authorise, policy, type Principal } from "@ektola/domain/identity/Principal"
import { type Service as SessionsService, Sessions } from "@ektola/domain/identity/Sessions"
import { type Service as TeamService, Team } from "@ektola/domain/identity/Team"
import { Role, UserId } from "@ektola/domain/identity/User"
import { Inbox, layer as inboxLayer, type Service as InboxService } from "@ektola/domain/messaging/Inbox"
import { ContactFileReader } from "@ektola/domain/ports/ContactFileReader"
import { PhoneParser } from "@ektola/domain/ports/PhoneParser"
import { type Service as TemplatesService, Templates } from "@ektola/domain/templates/Templates"
import { Administration, type Service as AdministrationService } from "@ektola/domain/tenancy/Administration"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { type Service as TenancyService, Tenancy } from "@ektola/domain/tenancy/Tenancy"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { layer, Provider } from "../world.js"

/** A method that takes a principal asks for an action; any other is named here with null. Else this does not compile. */
type Asked<Service> = {
  readonly [Method in keyof Service]: Service[Method] extends
    (first: infer First, ...rest: ReadonlyArray<never>) => unknown
    ? unknown extends First ? null : [First] extends [Principal] ? Action : null
    : never
}

const asked: {
  readonly Identity: Asked<IdentityService>
  readonly Sessions: Asked<SessionsService>
  readonly Team: Asked<TeamService>
  readonly Administration: Asked<AdministrationService>
  readonly Tenancy: Asked<TenancyService>
  readonly Contacts: Asked<ContactsService>
  readonly Templates: Asked<TemplatesService>
  readonly Campaigns: Asked<CampaignsService>
  readonly Inbox: Asked<InboxService>
} = {
  Identity: {
    register: null,
    me: "self.read",
    createAdmin: null
  },
  Sessions: {
    logIn: null,
    requestCode: null,
    logInWithCode: null,
    resetPassword: null,
    refresh: null,
    check: null,
    logOut: "self.logOut",
    logOutAll: "self.logOut",
    changePassword: "self.changePassword"
  },
  Team: {
    invite: "invitation.create",
    listInvitations: "invitation.read",
    revoke: "invitation.revoke",
    accept: null
  },
  Administration: {
    listJewellers: "jeweller.list",
    countJewellers: "jeweller.list",
    getJeweller: "jeweller.inspect",
    addNote: "jeweller.note",
    listStops: "sending.read",
    stopSending: "sending.stop",
    releaseSending: "sending.release",
    listAudit: "audit.read",
    listDeadMails: "mail.read"
  },
  Tenancy: {
    approve: "jeweller.approve",
    reject: "jeweller.reject",
    suspend: "jeweller.suspend",
    activate: "jeweller.activate",
    getJeweller: "jeweller.read",
    changeJeweller: "jeweller.change",
    connectWhatsApp: "whatsapp.connect",
    getWhatsApp: "whatsapp.read"
  },
  Contacts: {
    get: "contact.read",
    list: "contact.read",
    statistics: "contact.statistics",
    optOut: "contact.optOut",
    optIn: "contact.optIn",
    startImport: "contact.import",
    getImport: "contact.import",
    listImportRows: "contact.import",
    runNextImport: null
  },
  Templates: {
    create: "template.create",
    get: "template.read",
    list: "template.read",
    setApproval: "template.approve",
    approvals: "template.approval.read",
    coverage: "template.coverage"
  },
  Campaigns: {
    create: "campaign.create",
    get: "campaign.read",
    list: "campaign.read",
    activate: "campaign.activate",
    pause: "campaign.pause",
    changeSchedule: "campaign.changeSchedule",
    nextOccurrences: "campaign.read",
    explainDue: "campaign.read",
    explainContact: "run.read",
    listRuns: "run.read",
    getFigures: "campaign.read",
    getRun: "run.read",
    listMessages: "run.read",
    listSkips: "run.read"
  },
  Inbox: {
    listInbound: "inbound.read",
    listSetAside: "webhook.read"
  }
}

// Who may do what, written out: A(dmin), O(wner), S(taff).
const matrix: Readonly<Record<Action, string>> = {
  "self.read": "AOS",
  "self.logOut": "AOS",
  "self.changePassword": "AOS",
  "invitation.create": "AO·",
  "invitation.read": "AO·",
  "invitation.revoke": "AO·",
  "audit.read": "A··",
  "mail.read": "A··",
  "sending.read": "A··",
  "sending.stop": "A··",
  "sending.release": "A··",
  "jeweller.list": "A··",
  "jeweller.inspect": "A··",
  "jeweller.note": "A··",
  "jeweller.approve": "A··",
  "jeweller.reject": "A··",
  "jeweller.suspend": "A··",
  "jeweller.activate": "A··",
  "jeweller.read": "·OS",
  "jeweller.change": "·O·",
  "whatsapp.connect": "·O·",
  "whatsapp.read": "·OS",
  "contact.read": "·OS",
  "contact.statistics": "·OS",
  "contact.import": "·OS",
  "contact.optOut": "·OS",
  "contact.optIn": "·OS",
  "template.read": "AOS",
  "template.create": "A··",
  "template.approve": "A··",
  "template.approval.read": "·OS",
  "template.coverage": "·OS",
  "campaign.read": "·OS",
  "campaign.create": "·OS",
  "campaign.activate": "·OS",
  "campaign.pause": "·OS",
  "campaign.changeSchedule": "·OS",
  "run.read": "·OS",
  "inbound.read": "·OS",
  "webhook.read": "A··"
}

const roles = Role.literals
const actions = Object.keys(policy) as ReadonlyArray<Action>
const mayDo = (action: Action, role: Role) => matrix[action].includes(role.charAt(0))

const someone = (role: Role): Principal => ({
  userId: UserId.make("01990000-0000-7000-8000-000000000001"),
  role,
  jewellerId: role === "ADMIN" ? null : JewellerId.make("01990000-0000-7000-8000-00000000000a")
})

/** Has no role at all when the policy is asked, so that everything is refused; the refusal then names some role. */
const nobody = (): Principal => {
  const answers = ["NOBODY" as Role]
  return {
    ...someone("OWNER"),
    get role() {
      return answers.shift() ?? "STAFF"
    }
  }
}

const files = Layer.merge(
  Layer.succeed(ContactFileReader, { read: () => Stream.empty }),
  Layer.succeed(PhoneParser, { parse: () => Either.left("EMPTY") })
)
const world = Layer.provideMerge(Layer.merge(contactsLayer, inboxLayer), Layer.merge(layer(new Provider()), files))

const services = Effect.all({
  Identity,
  Sessions,
  Team,
  Administration,
  Tenancy,
  Contacts,
  Templates,
  Campaigns,
  Inbox
})

type UseCase = (principal: Principal) => Effect.Effect<unknown, { readonly _tag: string; readonly action?: string }>

/** Every method of the services as they are made, with the action that it is written to ask for. */
const methods = Effect.map(
  services,
  (made) =>
    Object.entries(made).flatMap(([service, found]) =>
      Object.entries(found as object as Readonly<Record<string, UseCase>>).map(([method, useCase]) => ({
        name: `${service}.${method}`,
        useCase,
        action: (asked as Readonly<Record<string, Readonly<Record<string, Action | null>>>>)[service]?.[method]
      }))
    )
)

/** The action that was refused, or null when the use case went on. Nothing else is given, so it then fails or dies. */
const refused = (useCase: UseCase, principal: Principal) =>
  Effect.suspend(() => useCase(principal)).pipe(
    Effect.exit,
    Effect.map((exit) => {
      const error = Exit.isFailure(exit) ? Option.getOrNull(Cause.failureOption(exit.cause)) : null
      return error?._tag === "Forbidden" ? error.action : null
    })
  )

describe("policy", () => {
  it.effect("every method of the driving services is written down here", () =>
    Effect.gen(function*() {
      const found = (yield* methods).map(({ name }) => name)
      const written = Object.entries(asked).flatMap(([service, methods]) =>
        Object.keys(methods).map((method) => `${service}.${method}`)
      )
      assert.sameMembers(found, written)
      assert.isAtLeast(found.length, 30)
    }).pipe(Effect.provide(world)))

  it.effect("every method that takes a principal asks, before anything else, for the action that is written", () =>
    Effect.gen(function*() {
      for (const { action, name, useCase } of yield* methods) {
        if (action === null) continue
        assert.strictEqual(yield* refused(useCase, nobody()), action, name)
      }
    }).pipe(Effect.provide(world)))

  it("every action is asked for by some method", () => {
    const askedFor = Object.values(asked).flatMap((methods) => Object.values<Action | null>(methods))
    assert.sameMembers([...new Set(askedFor)].filter((action) => action !== null), [...actions])
  })

  it("answers each role as the matrix says", () => {
    assert.sameMembers(Object.keys(matrix), [...actions])
    for (const action of actions) {
      for (const role of roles) {
        assert.strictEqual(Either.isRight(authorise(someone(role), action)), mayDo(action, role), `${action} ${role}`)
      }
    }
  })

  it.effect("and so does every method", () =>
    Effect.gen(function*() {
      for (const { action, name, useCase } of yield* methods) {
        if (action === null || action === undefined) continue
        for (const role of roles) {
          const expected = mayDo(action, role) ? null : action
          assert.strictEqual(yield* refused(useCase, someone(role)), expected, `${name} ${role}`)
        }
      }
    }).pipe(Effect.provide(world)))

  it.effect("a method on a jeweller's behalf is refused to whoever belongs to none, whatever the role", () =>
    Effect.gen(function*() {
      let count = 0
      for (const { action, name, useCase } of yield* methods) {
        if (action === null || action === undefined || mayDo(action, "ADMIN")) continue
        assert.strictEqual(yield* refused(useCase, { ...someone("OWNER"), jewellerId: null }), action, name)
        count++
      }
      assert.isAtLeast(count, 15)
    }).pipe(Effect.provide(world)))
})
