import { assert, describe, it } from "@effect/vitest"
import { type Category, TemplateId, TranslationId } from "@ektola/domain/templates/Template"
import * as TemplateEvent from "@ektola/domain/templates/TemplateEvent"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import { WabaId } from "@ektola/domain/tenancy/WhatsAppAccount"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

const at = (seconds: number) => DateTime.unsafeMake(1_795_564_800_000 + seconds * 1000)
const subject = (seconds: number) => ({
  wabaId: WabaId.make("100000000000001"),
  name: "gold_sip_reminder",
  language: "en",
  at: at(seconds)
})

const status = (seconds: number, word: string, category: Category | null = null): TemplateEvent.TemplateEvent => ({
  _tag: "Status",
  ...subject(seconds),
  status: word,
  reason: null,
  category
})
const quality = (seconds: number, score: string): TemplateEvent.TemplateEvent => ({
  _tag: "Quality",
  ...subject(seconds),
  score
})
const category = (
  seconds: number,
  now: Category,
  next: Category | null = null
): TemplateEvent.TemplateEvent => ({
  _tag: "Category",
  ...subject(seconds),
  category: now,
  next,
  dueAt: next === null ? null : at(seconds + 86_400)
})

const start = TemplateEvent.silence({
  jewellerId: JewellerId.make("01990000-0000-7000-8000-00000000000a"),
  wabaId: WabaId.make("100000000000001"),
  templateId: TemplateId.make("01990000-0000-7000-8000-000000000003"),
  translationId: TranslationId.make("01990000-0000-7000-8000-000000000004"),
  language: "en",
  category: "UTILITY"
})

const after = (...events: ReadonlyArray<TemplateEvent.TemplateEvent>) => events.reduce(TemplateEvent.apply, start)

describe("TemplateEvent", () => {
  it("the latest status stands, however late an older one comes", () => {
    assert.strictEqual(after(status(20, "PAUSED"), status(10, "APPROVED")).status, "PAUSED")
    assert.strictEqual(after(status(10, "APPROVED"), status(20, "PAUSED"), status(30, "APPROVED")).status, "APPROVED")
    // The same status again is news of its time: what was said in between is older.
    assert.strictEqual(after(status(10, "PAUSED"), status(30, "PAUSED"), status(20, "APPROVED")).status, "PAUSED")
  })

  it("of one second the later stage stands", () => {
    for (
      const [first, last] of [
        ["PENDING", "APPROVED"],
        ["APPROVED", "PAUSED"],
        ["PAUSED", "DISABLED"],
        ["APPROVED", "PENDING_DELETION"]
      ] as const
    ) {
      assert.strictEqual(after(status(10, first), status(10, last)).status, last)
      assert.strictEqual(after(status(10, last), status(10, first)).status, last)
    }
  })

  it("a change of category stands against the status that was said before it, and its notice ends with it", () => {
    const impending = category(10, "UTILITY", "MARKETING")
    assert.deepInclude(after(impending), {
      category: "UTILITY",
      notice: { category: "MARKETING", dueAt: at(86_410), at: at(10) }
    })
    for (
      const events of [
        [impending, status(15, "APPROVED", "UTILITY"), category(20, "MARKETING")],
        [category(20, "MARKETING"), status(15, "APPROVED", "UTILITY"), impending]
      ]
    ) {
      assert.deepInclude(after(...events), {
        status: "APPROVED",
        category: "MARKETING",
        categoryAt: at(20),
        notice: { category: null, dueAt: null, at: at(20) }
      })
    }
  })

  it("of one second MARKETING stands: nobody gets promotions as a reminder", () => {
    for (const words of [["UTILITY", "MARKETING"], ["MARKETING", "UTILITY"]] as const) {
      assert.strictEqual(after(...words.map((word) => category(10, word))).category, "MARKETING")
    }
  })

  it("a quality is kept beside a status that nobody has told yet", () => {
    const approval = after(quality(10, "YELLOW"))
    assert.deepInclude(approval, { status: TemplateEvent.unjudged, quality: { score: "YELLOW", at: at(10) } })
    assert.strictEqual(TemplateEvent.apply(approval, quality(9, "GREEN")), approval)
  })

  const second = FastCheck.integer({ min: 0, max: 6 })
  const categories = FastCheck.constantFrom<Category>("UTILITY", "MARKETING")
  const words = ["PENDING", "APPROVED", "REJECTED", "PAUSED", "DISABLED", "ARCHIVED", "SOMETHING_NEW"]
  const event = FastCheck.oneof(
    FastCheck.tuple(second, FastCheck.constantFrom(...words), FastCheck.option(categories)).map((some) =>
      status(...some)
    ),
    FastCheck.tuple(second, FastCheck.constantFrom("GREEN", "YELLOW", "RED")).map((some) => quality(...some)),
    FastCheck.tuple(second, categories, FastCheck.option(categories)).map((some) => category(...some))
  )
  const history = FastCheck.array(event, { maxLength: 8 }).chain((events) =>
    FastCheck.record({
      events: FastCheck.constant(events),
      other: FastCheck.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })
    })
  )

  it("any order and any repetition of events ends in the same approval", () =>
    FastCheck.assert(
      FastCheck.property(history, ({ events, other }) => {
        assert.deepStrictEqual(after(...other), after(...events))
      }),
      { numRuns: 3000 }
    ))
})
