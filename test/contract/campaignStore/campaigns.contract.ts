import { assert, describe } from "@effect/vitest"
import { type Campaign, CampaignId } from "@ektola/domain/campaigns/Campaign"
import { CampaignStore } from "@ektola/domain/ports/CampaignStore"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../../providers/registry.js"
import { aCampaign, at, aTemplate, uuid } from "../builders.js"
import { allPages, aShop, failure, ids, shuffled } from "../stage.js"
import { foreigner, stored } from "./support.js"

let past = -1_000_000
/** Longer ago than everything before: the most overdue of all. */
const overdue = () => at(past -= 1000)

export const suite = ({ it, name }: Provider) =>
  describe(`CampaignStore on ${name}`, () => {
    it("insert stores a campaign", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const full = yield* stored({
          status: "PAUSED",
          pauseCause: "TEMPLATE",
          pauseReason: "template \"x\" is paused",
          whenTemplatePaused: "CANCEL",
          whenUnconfirmed: "REPEAT_ONCE",
          nextRunAt: at(0.001)
        })
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

    it("save stores schedule, policy, limit, options, status, pause and times, and nothing else", () =>
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
          whenTemplatePaused: "CANCEL",
          whenUnconfirmed: "REPEAT_ONCE",
          pauseCause: "OWNER",
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

    it("lockByTemplate gives those of the template that are ACTIVE or wait for it, in id order", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const templates = yield* TemplateStore
        const { jewellerId, template } = yield* aShop()
        const second = aTemplate()
        yield* templates.insert(second)
        const over: ReadonlyArray<Partial<Campaign>> = [
          { status: "ACTIVE" },
          { status: "DRAFT" },
          { status: "PAUSED", pauseCause: "OWNER", pauseReason: "you paused it" },
          { status: "PAUSED", pauseCause: "TEMPLATE", pauseReason: "it waits" },
          { status: "PAUSED", pauseCause: "FAILURE", pauseReason: "refused" },
          { status: "COMPLETED" },
          { status: "COMPLETED", pauseCause: "TEMPLATE", pauseReason: "it waited" }
        ]
        const all = over.map((fields) => aCampaign(jewellerId, template.id, fields))
        yield* Effect.forEach(shuffled([...all, aCampaign(jewellerId, second.id)]), campaigns.insert)
        const meant = all.filter((_, index) => [0, 3, 6].includes(index))
        assert.deepStrictEqual(yield* campaigns.lockByTemplate(jewellerId, template.id), meant)
        assert.deepStrictEqual(yield* campaigns.lockByTemplate(yield* foreigner, template.id), [])
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
  })
