import { assert, describe, it } from "@effect/vitest"
import * as AccountChange from "@ektola/domain/tenancy/AccountChange"
import type { AccountEvent } from "@ektola/domain/tenancy/AccountEvent"
import * as AccountStanding from "@ektola/domain/tenancy/AccountStanding"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { PhoneNumberId, WabaId, type WhatsAppAccount, WhatsAppAccountId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

const at = (seconds: number) => DateTime.unsafeMake(1_795_564_800_000 + seconds * 1000)
const wabaId = WabaId.make("100000000000001")

const connection: WhatsAppAccount = {
  id: WhatsAppAccountId.make("01990000-0000-7000-8000-000000000001"),
  jewellerId: JewellerId.make("01990000-0000-7000-8000-00000000000a"),
  wabaId,
  phoneNumberId: PhoneNumberId.make("200000000000001"),
  displayPhoneNumber: "+91 98000 09001",
  encryptedToken: "a token",
  status: "CONNECTED",
  pauseReason: null,
  pauseClass: null,
  resumeAt: null,
  pauses: 0,
  ratePerSecond: 80,
  portfolioId: null,
  messagingLimit: 250,
  standing: AccountStanding.silence,
  connectedAt: at(0)
}

type Said<A> = A extends unknown ? Omit<A, "wabaId" | "at"> : never
const said = (seconds: number, event: Said<AccountEvent>): AccountEvent => ({ wabaId, at: at(seconds), ...event })

const ban = (seconds: number, state: string) => said(seconds, { _tag: "Ban", state, date: null })
const access = (seconds: number, event: string) => said(seconds, { _tag: "Access", event })
const limit = (seconds: number, persons: number | null) => said(seconds, { _tag: "Limit", persons })
const quality = (seconds: number, event: string) => said(seconds, { _tag: "Quality", digits: "919800009001", event })
const restriction = (seconds: number, until: number | null, type = "RESTRICTED_BIZ_INITIATED_MESSAGING") =>
  said(seconds, {
    _tag: "Restrictions",
    restrictions: [{ type, until: until === null ? null : at(until), remediation: null }]
  })

const now = at(1000)
/** One by one, as webhooks come. */
const after = (events: ReadonlyArray<AccountEvent>, account = connection, time = now) =>
  events.reduce((before, event) => AccountChange.apply(before, [event], time), account)

describe("AccountChange", () => {
  it("a ban stops the sender until it is lifted, whatever comes late", () => {
    assert.deepInclude(after([ban(10, "DISABLE")]), {
      status: "PAUSED",
      pauseClass: "POLICY",
      resumeAt: null,
      pauses: 1
    })
    assert.deepInclude(after([ban(10, "DISABLE"), ban(20, "REINSTATE")]), { status: "CONNECTED", pauseReason: null })
    assert.deepInclude(after([ban(20, "REINSTATE"), ban(10, "DISABLE")]), { status: "CONNECTED" })
    assert.deepInclude(after([ban(10, "SCHEDULE_FOR_DISABLE")]), { status: "CONNECTED" })
  })

  it("a restriction of campaigns stops the sender until its end, others and one that has passed do not", () => {
    assert.deepInclude(after([restriction(10, 5000)]), { status: "PAUSED", resumeAt: at(5000) })
    assert.deepInclude(after([restriction(10, null)]), { status: "PAUSED", resumeAt: null })
    assert.deepInclude(after([restriction(10, 900)]), { status: "CONNECTED" })
    assert.deepInclude(after([restriction(10, 5000, "RESTRICTED_ADD_PHONE_NUMBER_ACTION")]), { status: "CONNECTED" })
    assert.deepInclude(after([said(10, { _tag: "Violation", violation: "SPAM" })]), { status: "CONNECTED" })
  })

  it("whoever takes our access away leaves no token here, and only connecting again brings one", () => {
    for (const events of [[access(10, "PARTNER_REMOVED"), access(20, "PARTNER_ADDED")]]) {
      for (const some of [events, events.toReversed()]) {
        assert.deepInclude(after(some), { encryptedToken: "", status: "PAUSED", pauseClass: "ACCOUNT" })
      }
    }
    const again = AccountChange.reconnected(
      { ...connection, encryptedToken: "another", connectedAt: at(30) },
      after([access(10, "PARTNER_REMOVED")]),
      now
    )
    assert.deepInclude(again, { encryptedToken: "another", status: "CONNECTED" })
    assert.strictEqual(after([access(20, "PARTNER_REMOVED")], again), again)
  })

  it("connecting again does not lift a ban of the same WABA", () => {
    const banned = after([ban(10, "DISABLE"), limit(10, 2000)])
    const again = AccountChange.reconnected({ ...connection, messagingLimit: null, connectedAt: at(30) }, banned, now)
    assert.deepInclude(again, { status: "PAUSED", pauseClass: "POLICY", messagingLimit: 2000 })
    const other = { ...connection, wabaId: WabaId.make("100000000000002") }
    assert.strictEqual(AccountChange.reconnected(other, banned, now), other)
  })

  it("a pause that takes a person stays, and one of a former refusal is not resumed by WhatsApp's words", () => {
    const expired = {
      ...connection,
      status: "PAUSED",
      pauseClass: "ACCOUNT",
      pauseReason: "expired",
      pauses: 1
    } as const
    assert.deepInclude(after([restriction(10, 5000)], expired), { pauseReason: "expired", resumeAt: null })
    assert.deepInclude(after([ban(10, "DISABLE"), ban(20, "REINSTATE")], expired), { pauseReason: "expired" })
    const unpaid = { ...expired, pauseClass: "PAYMENT", pauseReason: "unpaid" } as const
    assert.deepInclude(after([ban(20, "REINSTATE")], unpaid), { status: "PAUSED", pauseReason: "unpaid" })
  })

  it("limits and throughput follow, but not what was said before the connection was made", () => {
    assert.strictEqual(after([limit(10, 2000), limit(5, 10_000)]).messagingLimit, 2000)
    assert.isNull(after([limit(10, null)]).messagingLimit)
    assert.strictEqual(after([limit(-1, 2000)]).messagingLimit, 250)
    assert.strictEqual(after([quality(10, "THROUGHPUT_UPGRADE")]).ratePerSecond, 1000)
    assert.strictEqual(after([quality(-1, "THROUGHPUT_UPGRADE")]).ratePerSecond, 80)
  })

  it("concerns the WABA, of a limit its portfolio, of a quality the number in any writing", () => {
    const concerns = (event: AccountEvent, over: Partial<WhatsAppAccount> = {}, shares = false) =>
      AccountChange.concerns(event, { ...connection, ...over }, shares)
    const elsewhere = { wabaId: WabaId.make("100000000000002") }
    assert.isTrue(concerns(ban(1, "DISABLE")))
    assert.isFalse(concerns(ban(1, "DISABLE"), elsewhere, true))
    assert.isTrue(concerns(limit(1, 250), elsewhere, true))
    assert.isFalse(concerns(limit(1, 250), elsewhere))
    for (const displayPhoneNumber of ["+919800009001", "098000 09001", "98000-09001"]) {
      assert.isTrue(concerns(quality(1, "FLAGGED"), { displayPhoneNumber }), displayPhoneNumber)
    }
    for (const displayPhoneNumber of ["+91 98000 09002", "Shop", ""]) {
      assert.isFalse(concerns(quality(1, "FLAGGED"), { displayPhoneNumber }), displayPhoneNumber)
    }
  })

  it("keeps the latest alert of each kind, and fifty of them", () => {
    const alert = (seconds: number, type: string, status = "ACTIVE") =>
      said(seconds, {
        _tag: "Alert",
        alert: { type, entity: "BUSINESS 1", severity: "WARNING", status, description: null }
      })
    const { alerts } = after([alert(20, "A", "NONE"), alert(10, "A"), alert(15, "B")]).standing
    assert.deepStrictEqual(alerts.map(({ status, type }) => [type, status]), [["A", "NONE"], ["B", "ACTIVE"]])
    const many = after(Array.from({ length: 60 }, (_, n) => alert(n, `T${n}`))).standing.alerts
    assert.deepStrictEqual([many.length, many[0]?.type, many.at(-1)?.type], [50, "T59", "T10"])
  })

  const second = FastCheck.integer({ min: -1, max: 6 })
  const of = <A>(words: ReadonlyArray<A>, make: (seconds: number, word: A) => AccountEvent) =>
    FastCheck.tuple(second, FastCheck.constantFrom(...words)).map(([seconds, word]) => make(seconds, word))
  const event = FastCheck.oneof(
    of(["DISABLE", "REINSTATE", "SCHEDULE_FOR_DISABLE"], ban),
    of(["PARTNER_REMOVED", "PARTNER_ADDED", "ACCOUNT_RECONNECTED"], access),
    of([250, 2000, null], limit),
    of(["FLAGGED", "THROUGHPUT_UPGRADE"], quality),
    of([900, 5000, 6000, null], restriction)
  )
  const history = FastCheck.array(event, { maxLength: 7 }).chain((events) =>
    FastCheck.record({
      events: FastCheck.constant(events),
      other: FastCheck.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    })
  )

  it("any order and any repetition of events ends in the same connection", () =>
    FastCheck.assert(
      FastCheck.property(history, ({ events, other }) => {
        // How often it was paused on the way is history, not state.
        const { pauses: _, ...one } = after(events)
        const { pauses: __, ...two } = after(other)
        assert.deepStrictEqual(two, one)
      }),
      { numRuns: 3000 }
    ))
})
