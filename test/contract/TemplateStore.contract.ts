import { assert, describe } from "@effect/vitest"
import { TemplateStore } from "@ektola/domain/ports/TemplateStore"
import { UnitOfWork } from "@ektola/domain/ports/UnitOfWork"
import { TemplateId, type WabaTemplate } from "@ektola/domain/templates/Template"
import * as TenantScope from "@ektola/domain/tenancy/TenantScope"
import * as Effect from "effect/Effect"
import type { Provider } from "../providers/registry.js"
import { approvalsOf, at, aTemplate, newWabaId, uuid } from "./builders.js"
import { allPages, aTenant, failure, ids, refusal, shuffled } from "./stage.js"

const byLanguage = (approvals: ReadonlyArray<WabaTemplate>) =>
  approvals.toSorted((a, b) => a.language < b.language ? -1 : 1)

/** A stored template and a WABA of a jeweller that has not seen it yet. */
const unapproved = Effect.gen(function*() {
  const templates = yield* TemplateStore
  const jewellerId = yield* aTenant()
  const template = aTemplate()
  yield* templates.insert(template)
  const account = { jewellerId, wabaId: newWabaId() }
  return {
    template,
    account,
    list: Effect.map(templates.listApprovals(jewellerId, account.wabaId, template.id), byLanguage)
  }
})

export const suite = ({ it, name }: Provider) =>
  describe(`TemplateStore on ${name}`, () => {
    it("insert stores a template with all its translations, in their order", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const bare = aTemplate({ category: "MARKETING", parameterFormat: "POSITIONAL", variables: {} })
        for (const template of [aTemplate(), bare]) {
          yield* templates.insert(template)
          assert.deepStrictEqual(yield* templates.get(template.id), template)
        }
      }))

    it("insert refuses a name that another template has, and stores nothing", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const first = aTemplate()
        yield* templates.insert(first)
        const second = aTemplate({ name: first.name, category: "MARKETING" })
        const error = yield* failure(templates.insert(second))
        assert.deepStrictEqual([error._tag, "name" in error && error.name], ["TemplateNameTaken", first.name])
        assert.strictEqual(yield* refusal(templates.get(second.id)), "TemplateNotFound")
        assert.deepStrictEqual(yield* templates.get(first.id), first)
      }))

    it("get refuses an unknown id", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        assert.strictEqual(yield* refusal(templates.get(TemplateId.make(uuid()))), "TemplateNotFound")
      }))

    it("listPage gives the catalogue in id order, by page", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const start = TemplateId.make(uuid())
        const all = Array.from({ length: 5 }, () => aTemplate())
        yield* Effect.forEach(shuffled(all), templates.insert)
        const [a, b, c, d, e] = ids(all)
        assert.deepStrictEqual(yield* allPages(2, templates.listPage, start), [[a, b], [c, d], [e]])
        assert.deepStrictEqual(yield* templates.listPage({ after: start, limit: 5 }), { items: all, next: null })
      }))

    it("the catalogue may be read in every unit of work", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const unitOfWork = yield* UnitOfWork
        const { account, template } = yield* unapproved
        for (const scope of [TenantScope.tenant(account.jewellerId), TenantScope.system]) {
          const read = Effect.zip(templates.get(template.id), templates.listPage({ after: template.id, limit: 1 }))
          const [found] = yield* unitOfWork.transact(scope, read)
          assert.deepStrictEqual(found, template)
        }
      }))

    it("saveApprovals stores approvals, also with a status that is new to us", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const { account, list, template } = yield* unapproved
        assert.deepStrictEqual(yield* list, [])
        const approvals = approvalsOf(template, account, { status: "IN_APPEAL", reason: "an \"example\" is missing" })
        yield* templates.saveApprovals(approvals)
        assert.deepStrictEqual(yield* list, byLanguage(approvals))
      }))

    it("saveApprovals replaces the approval of a translation and leaves the others", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const { account, list, template } = yield* unapproved
        const [first, ...others] = approvalsOf(template, account)
        assert(first)
        yield* templates.saveApprovals([first, ...others])
        const changed: WabaTemplate = {
          ...first,
          status: "PAUSED",
          category: "MARKETING",
          reason: "low quality",
          changedAt: at(9.001),
          categoryAt: at(8.5),
          quality: { score: "YELLOW", at: at(7) },
          notice: { category: "MARKETING", dueAt: at(90), at: at(6) }
        }
        yield* templates.saveApprovals([changed])
        assert.deepStrictEqual(yield* list, byLanguage([changed, ...others]))
        const over: WabaTemplate = {
          ...changed,
          reason: null,
          categoryAt: null,
          quality: null,
          notice: { category: null, dueAt: null, at: at(9) }
        }
        yield* templates.saveApprovals([over])
        assert.deepStrictEqual(yield* list, byLanguage([over, ...others]))
      }))

    it("lockApprovals gives what listApprovals does, inside a unit of work", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const unitOfWork = yield* UnitOfWork
        const { account, list, template } = yield* unapproved
        yield* templates.saveApprovals(approvalsOf(template, account, { changedAt: at(7.125) }))
        const locked = yield* unitOfWork.transact(
          TenantScope.system,
          templates.lockApprovals(account.jewellerId, account.wabaId, template.id)
        )
        assert.strictEqual(locked.length, template.translations.length)
        assert.deepStrictEqual(byLanguage(locked), yield* list)
      }))

    it("listByNames gives those that there are, whatever else is asked for", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const [one, two] = [aTemplate(), aTemplate()]
        yield* templates.insert(one)
        yield* templates.insert(two)
        const names = [two.name, "a, \"quoted\" {name}", one.name, ""]
        const found = yield* templates.listByNames(names)
        assert.deepStrictEqual(found.toSorted((a, b) => a.id < b.id ? -1 : 1), [one, two])
        assert.deepStrictEqual(yield* templates.listByNames(["nobody's"]), [])
        assert.deepStrictEqual(yield* templates.listByNames([]), [])
      }))

    it("saveApprovals of none is nothing", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const { list } = yield* unapproved
        yield* templates.saveApprovals([])
        assert.deepStrictEqual(yield* list, [])
      }))

    it("listApprovals keeps jewellers, WABAs and templates apart", () =>
      Effect.gen(function*() {
        const templates = yield* TemplateStore
        const { account, list, template } = yield* unapproved
        const second = aTemplate()
        yield* templates.insert(second)
        const own = approvalsOf(template, account)
        const otherTemplate = approvalsOf(second, account, { status: "REJECTED" })
        const otherWaba = approvalsOf(template, { ...account, wabaId: newWabaId() }, { status: "REJECTED" })
        const otherJeweller = approvalsOf(template, { ...account, jewellerId: yield* aTenant() }, {
          status: "REJECTED"
        })
        yield* templates.saveApprovals([...own, ...otherTemplate, ...otherWaba, ...otherJeweller])
        assert.deepStrictEqual(yield* list, byLanguage(own))
        for (const expected of [otherTemplate, otherWaba, otherJeweller]) {
          const [one] = expected
          assert(one)
          assert.deepStrictEqual(
            byLanguage(yield* templates.listApprovals(one.jewellerId, one.wabaId, one.templateId)),
            byLanguage(expected)
          )
        }
      }))
  })
