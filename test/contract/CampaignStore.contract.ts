import { assert, describe } from "@effect/vitest"
import { type Campaign, CampaignId } from "@ektola/domain/campaigns/Campaign"
import { type Run, RunId } from "@ektola/domain/campaigns/Run"
import * as Message from "@ektola/domain/messaging/Message"
import { CampaignStore, type SkippedContact } from "@ektola/domain/ports/CampaignStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { aCampaign, anAttempt, aRun, at, newContactId, uuid } from "./builders.js"
import { aLaunch, allPages, aShop, failure, ids, refusal, saveAttempts, shuffled, someMessages } from "./stage.js"

/** A stored campaign of a new jeweller. */
const stored = (over: Partial<Campaign> = {}) =>
  Effect.gen(function*() {
    const campaigns = yield* CampaignStore
    const shop = yield* aShop()
    const campaign = aCampaign(shop.jewellerId, shop.template.id, over)
    yield* campaigns.insert(campaign)
    return campaign
  })

const foreigner = Effect.map(aShop(), ({ jewellerId }) => jewellerId)

let past = -1_000_000
/** Longer ago than everything before: the most overdue of all. */
const overdue = () => at(past -= 1000)

/** Runs that earlier tests left in preparation are ready, so that only new ones are found. */
const prepareAll = Effect.gen(function*() {
  const campaigns = yield* CampaignStore
  while (true) {
    const [run] = yield* campaigns.lockPreparing
    if (run === undefined) return
    yield* campaigns.saveRun({ ...run, status: "READY" })
  }
})

const skips = (howMany: number): ReadonlyArray<SkippedContact> =>
  Array.from({ length: howMany }, (_, number) => ({
    contactId: newContactId(),
    reason: number % 2 === 0 ? "OPTED_OUT" : "MISSING_VARIABLE",
    detail: number % 2 === 0 ? null : "first_name, \"शेष\""
  }))

export const suite = ({ it, name }: Provider) =>
  describe(`CampaignStore on ${name}`, () => {
    it("insert stores a campaign", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const full = yield* stored({ status: "PAUSED", pauseReason: "template \"x\" is paused", nextRunAt: at(0.001) })
        assert.deepStrictEqual(yield* campaigns.get(full.jewellerId, full.id), full)
        const bare = yield* stored({ status: "DRAFT", category: "MARKETING", segments: [] })
        assert.deepStrictEqual(yield* campaigns.get(bare.jewellerId, bare.id), bare)
      }))

    it("lock gives the campaign as get does", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const campaign = yield* stored()
        assert.deepStrictEqual(yield* campaigns.lock(campaign.jewellerId, campaign.id), campaign)
      }))

    it("nobody else changes or locks a locked campaign until the unit of work ends", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const unitOfWork = yield* UnitOfWork
        const { id, jewellerId } = yield* stored({ pauseReason: "0" })
        const countUp = unitOfWork.transact(
          TenantScope.tenant(jewellerId),
          Effect.gen(function*() {
            const locked = yield* campaigns.lock(jewellerId, id)
            yield* Effect.sleep("1 millis")
            yield* campaigns.save({ ...locked, pauseReason: String(Number(locked.pauseReason) + 1) })
          })
        )
        yield* Effect.all(Array.from({ length: 10 }, () => countUp), { concurrency: "unbounded" })
        assert.strictEqual((yield* campaigns.get(jewellerId, id)).pauseReason, "10")
      }))

    it("get and lock refuse an unknown id, and a foreign one alike", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const { id } = yield* stored()
        const other = yield* foreigner
        for (const campaignId of [CampaignId.make(uuid()), id]) {
          for (const find of [campaigns.get, campaigns.lock]) {
            const error = yield* failure(find(other, campaignId))
            assert.deepStrictEqual(
              [error._tag, "campaignId" in error && error.campaignId],
              ["CampaignNotFound", campaignId]
            )
          }
        }
      }))

    it("listPage gives the jeweller's campaigns in id order, by page", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const { jewellerId, template } = yield* aShop()
        const all = Array.from({ length: 5 }, () => aCampaign(jewellerId, template.id))
        yield* Effect.forEach(shuffled(all), campaigns.insert)
        yield* stored()
        const [a, b, c, d, e] = ids(all)
        const list = (limit: number) => allPages(limit, (page) => campaigns.listPage(jewellerId, page))
        assert.deepStrictEqual(yield* list(2), [[a, b], [c, d], [e]])
        assert.deepStrictEqual(yield* campaigns.listPage(jewellerId, { after: null, limit: 5 }), {
          items: all,
          next: null
        })
        assert.deepStrictEqual((yield* campaigns.listPage(yield* foreigner, { after: null, limit: 5 })).items, [])
      }))

    it("save stores schedule, policy, limit, status, pause reason and times, and nothing else", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const campaign = yield* stored()
        const saved: Partial<Campaign> = {
          schedule: {
            kind: "MONTHLY",
            on: [{ kind: "DAY", day: 31, shortMonths: "CLAMP" }, { kind: "WEEKDAY", weekday: "SU", nth: -1 }],
            start: "2026-12-01",
            time: "09:30",
            zone: "Asia/Calcutta",
            interval: 2,
            end: { count: 12 },
            excluded: ["2027-01-31"],
            extra: []
          },
          missedRuns: { policy: "SEND_LATE", until: "18:00" },
          status: "PAUSED",
          pauseReason: "you paused it",
          nextRunAt: at(99.5),
          scheduledSince: at(98.25),
          sendWithinMinutes: 7
        }
        yield* campaigns.save({ ...campaign, ...saved, name: "another", segments: [] })
        assert.deepStrictEqual(yield* campaigns.get(campaign.jewellerId, campaign.id), { ...campaign, ...saved })
        yield* campaigns.save(campaign)
        assert.deepStrictEqual(yield* campaigns.get(campaign.jewellerId, campaign.id), campaign)
      }))

    it("save leaves the campaigns of other jewellers alone", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const campaign = yield* stored()
        yield* campaigns.save({ ...campaign, jewellerId: yield* foreigner, status: "COMPLETED" })
        assert.deepStrictEqual(yield* campaigns.get(campaign.jewellerId, campaign.id), campaign)
      }))

    describe("lockDue", () => {
      it("gives one campaign, the most overdue first", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const [third, first, second] = [overdue(), at(past - 2000), at(past - 1000)]
          past -= 2000
          const made = yield* Effect.forEach([third, first, second], (nextRunAt) => stored({ nextRunAt }))
          for (const campaign of [made[1], made[2], made[0]]) {
            assert(campaign)
            assert.deepStrictEqual(yield* campaigns.lockDue(at(0)), [campaign])
            yield* campaigns.save({ ...campaign, nextRunAt: null })
          }
        }))

      it("gives a campaign at its instant and not before", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const nextRunAt = overdue()
          const campaign = yield* stored({ nextRunAt })
          assert.deepStrictEqual(yield* campaigns.lockDue(at(past - 0.001)), [])
          assert.deepStrictEqual(yield* campaigns.lockDue(nextRunAt), [campaign])
          yield* campaigns.save({ ...campaign, nextRunAt: null })
        }))

      it("gives none that is not ACTIVE or has no next run", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const nextRunAt = overdue()
          for (const status of ["DRAFT", "PAUSED", "COMPLETED"] as const) yield* stored({ status, nextRunAt })
          yield* stored({ nextRunAt: null })
          assert.deepStrictEqual(yield* campaigns.lockDue(nextRunAt), [])
        }))
    })

    describe("insertRuns", () => {
      it("stores a run, once per occurrence of a campaign; a second one changes nothing", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const campaign = yield* stored()
          const run = aRun(campaign, { watermark: newContactId(), planned: 7, skipped: 3, completedAt: at(9.25) })
          assert.strictEqual(yield* campaigns.insertRuns([run]), 1)
          const again = aRun(campaign, { occurrence: run.occurrence, planned: 99, scheduledAt: at(50) })
          assert.strictEqual(yield* campaigns.insertRuns([again]), 0)
          assert.deepStrictEqual(yield* campaigns.getRun(campaign.jewellerId, run.id), run)
          assert.strictEqual(yield* refusal(campaigns.getRun(campaign.jewellerId, again.id)), "RunNotFound")
          assert.strictEqual(yield* campaigns.insertRuns([aRun(campaign)]), 1)
        }))

      it("adds those of many that are new, with everything that is known of them", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const campaign = yield* stored()
          const missed = aRun(campaign, { status: "MISSED", missedReason: "PAUSED", completedAt: at(9) })
          const rule = {
            kind: "CONTACT_DATE",
            date: "PAYMENT_DAY",
            daysBefore: [3, 0, -2],
            shortMonths: "SKIP",
            start: "2026-11-25",
            time: "10:00",
            zone: "Asia/Kolkata",
            end: { by: "2027-03-31" }
          } as const
          const reminding = aRun(campaign, { reminder: { rule, since: at(-5.125), on: "2026-12-02" } })
          yield* campaigns.insertRuns([missed])
          const again = aRun(campaign, { occurrence: missed.occurrence, status: "MISSED", missedReason: "LATE" })
          assert.strictEqual(yield* campaigns.insertRuns([again, reminding]), 1)
          assert.strictEqual(yield* campaigns.insertRuns([]), 0)
          assert.deepStrictEqual(yield* campaigns.getRun(campaign.jewellerId, missed.id), missed)
          assert.deepStrictEqual(yield* campaigns.getRun(campaign.jewellerId, reminding.id), reminding)
        }))

      it("puts a run in the place of a MISSED one, never the other way round", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const campaign = yield* stored()
          const missed = aRun(campaign, { status: "MISSED", missedReason: "PAUSED", completedAt: at(9) })
          yield* campaigns.insertRuns([missed])
          const begun = aRun(campaign, { occurrence: missed.occurrence, zone: "Europe/London", status: "PREPARING" })
          assert.strictEqual(yield* campaigns.insertRuns([begun]), 1)
          assert.deepStrictEqual(yield* campaigns.getRun(campaign.jewellerId, missed.id), { ...begun, id: missed.id })
          const again = aRun(campaign, { occurrence: missed.occurrence, status: "MISSED", missedReason: "LATE" })
          assert.strictEqual(yield* campaigns.insertRuns([again]), 0)
          assert.strictEqual((yield* campaigns.getRun(campaign.jewellerId, missed.id)).status, "PREPARING")
        }))

      it("takes the same occurrence of another campaign", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const first = aRun(yield* stored())
          const second = aRun(yield* stored(), { occurrence: first.occurrence })
          assert.deepStrictEqual([yield* campaigns.insertRuns([first]), yield* campaigns.insertRuns([second])], [1, 1])
        }))

      it("gives an occurrence to one of many at once", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const campaign = yield* stored()
          const { occurrence } = aRun(campaign)
          const made = yield* Effect.all(
            Array.from({ length: 6 }, () => campaigns.insertRuns([aRun(campaign, { occurrence })])),
            { concurrency: "unbounded" }
          )
          assert.strictEqual(made.reduce((sum, count) => sum + count), 1)
        }))
    })

    it("getRun refuses an unknown id, and a foreign one alike", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
        const other = yield* foreigner
        for (const runId of [RunId.make(uuid()), run.id]) {
          const error = yield* failure(campaigns.getRun(other, runId))
          assert.deepStrictEqual([error._tag, "runId" in error && error.runId], ["RunNotFound", runId])
        }
      }))

    it("listRuns gives the runs of a campaign, oldest first, by page", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const campaign = yield* stored()
        const all = Array.from({ length: 5 }, () => aRun(campaign))
        assert.strictEqual(yield* campaigns.insertRuns(shuffled(all)), 5)
        const [a, b, c, d, e] = ids(all)
        const list = (jewellerId = campaign.jewellerId, campaignId = campaign.id) =>
          allPages(2, (page) => campaigns.listRuns(jewellerId, campaignId, page))
        assert.deepStrictEqual(yield* list(), [[a, b], [c, d], [e]])
        assert.deepStrictEqual(
          (yield* campaigns.listRuns(campaign.jewellerId, campaign.id, { after: null, limit: 5 })).items,
          all
        )
        assert.deepStrictEqual(yield* list(campaign.jewellerId, (yield* stored()).id), [[]])
        assert.deepStrictEqual(yield* list(yield* foreigner), [[]])
      }))

    it("lockPreparing gives one PREPARING run, the oldest first", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        yield* prepareAll
        const campaign = yield* stored()
        const [a, b] = [aRun(campaign, { status: "PREPARING" }), aRun(campaign, { status: "PREPARING" })]
        for (const run of [b, aRun(campaign), a, aRun(campaign, { status: "COMPLETED" })]) {
          yield* campaigns.insertRuns([run])
        }
        for (const run of [a, b]) {
          assert.deepStrictEqual(yield* campaigns.lockPreparing, [run])
          yield* campaigns.saveRun({ ...run, status: "READY" })
        }
        assert.deepStrictEqual(yield* campaigns.lockPreparing, [])
      }))

    it("saveRun stores status, watermark, counts and the end, and nothing else", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
        const saved: Partial<Run> = {
          status: "COMPLETED",
          watermark: newContactId(),
          planned: 12,
          skipped: 3,
          completedAt: at(33.003)
        }
        yield* campaigns.saveRun({ ...run, ...saved, occurrence: "x", zone: "UTC", notAfter: at(0) })
        assert.deepStrictEqual(yield* campaigns.getRun(run.jewellerId, run.id), { ...run, ...saved })
        yield* campaigns.saveRun({ ...run, jewellerId: yield* foreigner })
        assert.deepStrictEqual(yield* campaigns.getRun(run.jewellerId, run.id), { ...run, ...saved })
      }))

    describe("skips", () => {
      it("are stored with their reason and listed in contact order, by page", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
          const all = skips(5)
          yield* campaigns.insertSkips(run, shuffled(all))
          const page = yield* campaigns.listSkips(run.jewellerId, run.id, { after: null, limit: 3 })
          assert.deepStrictEqual(page.items, all.slice(0, 3).map((skip) => ({ ...skip, id: skip.contactId })))
          assert.strictEqual(page.next, all[2]?.contactId)
          const rest = yield* campaigns.listSkips(run.jewellerId, run.id, { after: page.next, limit: 3 })
          assert.deepStrictEqual([ids(rest.items), rest.next], [all.slice(3).map(({ contactId }) => contactId), null])
          assert.deepStrictEqual(
            yield* campaigns.listSkips(yield* foreigner, run.id, { after: null, limit: 3 }),
            { items: [], next: null }
          )
        }))

      it("a contact that is already there stays as it is; none is nothing", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
          const [first, second] = skips(2)
          assert(first && second)
          yield* campaigns.insertSkips(run, [first])
          yield* campaigns.insertSkips(run, [{ ...first, reason: "DELETED", detail: "late" }, second])
          yield* campaigns.insertSkips(run, [])
          const { items } = yield* campaigns.listSkips(run.jewellerId, run.id, { after: null, limit: 9 })
          assert.deepStrictEqual(items, [{ ...first, id: first.contactId }, { ...second, id: second.contactId }])
        }))

      it("of another run with the same contact are its own", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const shop = yield* aShop()
          const [{ run: a }, { run: b }] = [yield* aLaunch(shop), yield* aLaunch(shop)]
          const [skip] = skips(1)
          assert(skip)
          yield* campaigns.insertSkips(a, [skip])
          yield* campaigns.insertSkips(b, [{ ...skip, reason: "NO_PHONE" }])
          const reasons = yield* Effect.forEach([a, b], (run) =>
            Effect.map(campaigns.listSkips(run.jewellerId, run.id, { after: null, limit: 9 }), ({ items }) =>
              items.map(({ reason }) => reason)))
          assert.deepStrictEqual(reasons, [["OPTED_OUT"], ["NO_PHONE"]])
        }))
    })

    describe("lockSettledRuns", () => {
      const settled = (run: Run) =>
        Effect.flatMap(CampaignStore, (campaigns) =>
          Effect.map(campaigns.lockSettledRuns(100_000), (runs) =>
            runs.find(({ id }) =>
              id === run.id
            )))

      it("gives READY runs without a message, and no others", () =>
        Effect.gen(function*() {
          const shop = yield* aShop()
          for (const status of ["PREPARING", "READY", "COMPLETED"] as const) {
            const { run } = yield* aLaunch(shop, { run: { status } })
            assert.deepStrictEqual(yield* settled(run), status === "READY" ? run : undefined)
          }
          yield* prepareAll
        }))

      for (const state of Message.State.literals) {
        const open = Message.isOpen(state)
        it(`gives ${open ? "no" : "a"} run with a message that is ${state}`, () =>
          Effect.gen(function*() {
            const shop = yield* aShop()
            const { run } = yield* aLaunch(shop)
            const [message, done] = yield* someMessages(shop, run, [{}, {}])
            assert(message && done)
            yield* saveAttempts({ ...done, state: "READ", reached: "READ" }, [])
            const attempt = anAttempt(message)
            yield* saveAttempts(
              { ...message, state, attempts: 1 },
              state === "SENDING"
                ? [attempt]
                : state === "UNCONFIRMED"
                ? [{ ...attempt, state: "UNKNOWN" }]
                : [{ ...attempt, state: "ACCEPTED", evidence: "ACCEPTED" }]
            )
            assert.strictEqual((yield* settled(run))?.id, open ? undefined : run.id)
          }))
      }

      it("gives a run whose message was delivered although a later attempt is still open", () =>
        Effect.gen(function*() {
          const shop = yield* aShop()
          const { run } = yield* aLaunch(shop)
          const [message] = yield* someMessages(shop, run, [{}])
          assert(message)
          yield* saveAttempts({ ...message, state: "DELIVERED", reached: "DELIVERED", attempts: 2 }, [
            anAttempt(message, { state: "ACCEPTED", evidence: "DELIVERED" }),
            anAttempt(message, { number: 2 })
          ])
          assert.strictEqual((yield* settled(run))?.id, run.id)
        }))

      it("gives at most the limit", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const shop = yield* aShop()
          yield* Effect.all([aLaunch(shop), aLaunch(shop), aLaunch(shop)])
          assert.strictEqual((yield* campaigns.lockSettledRuns(2)).length, 2)
        }))
    })

    it("hasUnfinishedRun tells whether any run of the campaign is PREPARING or READY", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const campaign = yield* stored()
        yield* campaigns.insertRuns([aRun(yield* stored())])
        yield* campaigns.insertRuns([aRun(campaign, { status: "MISSED", missedReason: "LATE" })])
        const has = campaigns.hasUnfinishedRun(campaign)
        assert.isFalse(yield* has)
        const runs = [aRun(campaign, { status: "COMPLETED" }), aRun(campaign), aRun(campaign, { status: "PREPARING" })]
        const found: Array<boolean> = []
        for (const run of runs) {
          yield* campaigns.insertRuns([run])
          found.push(yield* has)
          yield* campaigns.saveRun({ ...run, status: "COMPLETED" })
        }
        assert.deepStrictEqual(found, [false, true, true])
        assert.isFalse(yield* has)
        yield* campaigns.insertRuns([aRun(campaign)])
        assert.isTrue(yield* has)
        assert.isFalse(yield* campaigns.hasUnfinishedRun({ id: campaign.id, jewellerId: yield* foreigner }))
      }))
  })
