import { assert, describe } from "@effect/vitest"
import { type Run, RunId } from "@ektola/domain/campaigns/Run"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { aRun, at, newContactId, uuid } from "../builders.js"
import { aLaunch, allPages, aShop, failure, ids, refusal, shuffled } from "../stage.js"
import { foreigner, prepareAll, stored } from "./support.js"

export const suite = ({ it, name }: Provider) =>
  describe(`CampaignStore on ${name}`, () => {
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

    it("lockRun refuses an unknown id, and a foreign one alike; it gives the run as it is stored", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
        assert.deepStrictEqual(yield* campaigns.lockRun(run.jewellerId, run.id), run)
        assert.strictEqual(yield* refusal(campaigns.lockRun(run.jewellerId, RunId.make(uuid()))), "RunNotFound")
        assert.strictEqual(yield* refusal(campaigns.lockRun(yield* foreigner, run.id)), "RunNotFound")
      }))

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
  })
