import { assert, describe } from "@effect/vitest"
import { type Run } from "@ektola/domain/campaigns/Run"
import * as Message from "@ektola/domain/messaging/Message"
import { CampaignStore, type SkippedContact } from "@ektola/domain/ports/CampaignStore"
import { SkipReason } from "@ektola/domain/segmentation/Audience"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Provider } from "../../providers/registry.js"
import { anAttempt, aRun, newContactId } from "../builders.js"
import { aLaunch, aShop, ids, saveAttempts, shuffled, someMessages } from "../stage.js"
import { foreigner, prepareAll, stored } from "./support.js"

const skips = (howMany: number): ReadonlyArray<SkippedContact> =>
  Array.from({ length: howMany }, (_, number) => ({
    contactId: newContactId(),
    reason: number % 2 === 0 ? "OPTED_OUT" : "MISSING_VARIABLE",
    detail: number % 2 === 0 ? null : "first_name, \"शेष\""
  }))

export const suite = ({ it, name }: Provider) =>
  describe(`CampaignStore on ${name}`, () => {
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

      it("are stored for every reason that there is", () =>
        Effect.gen(function*() {
          const campaigns = yield* CampaignStore
          const { run } = yield* Effect.flatMap(aShop(), (shop) => aLaunch(shop))
          const all = SkipReason.literals.map((reason) => ({ contactId: newContactId(), reason, detail: null }))
          yield* campaigns.insertSkips(run, all)
          const { items } = yield* campaigns.listSkips(run.jewellerId, run.id, { after: null, limit: 99 })
          assert.deepStrictEqual(items.map(({ reason }) => reason), [...SkipReason.literals])
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

    it("findSkip gives the one of a contact in a run, and none to another jeweller", () =>
      Effect.gen(function*() {
        const campaigns = yield* CampaignStore
        const shop = yield* aShop()
        const [{ run: a }, { run: b }] = [yield* aLaunch(shop), yield* aLaunch(shop)]
        const [first, second] = skips(2)
        assert(first && second)
        yield* campaigns.insertSkips(a, [first, second])
        yield* campaigns.insertSkips(b, [{ ...first, reason: "NO_PHONE" }])
        const find = (run: Run, contactId = first.contactId, jewellerId = run.jewellerId) =>
          Effect.map(campaigns.findSkip(jewellerId, run.id, contactId), Option.getOrNull)
        assert.deepStrictEqual(yield* find(a), first)
        assert.deepStrictEqual(yield* find(a, second.contactId), second)
        assert.deepStrictEqual(yield* find(b), { ...first, reason: "NO_PHONE" })
        assert.isNull(yield* find(b, second.contactId))
        assert.isNull(yield* find(a, first.contactId, yield* foreigner))
      }))

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
