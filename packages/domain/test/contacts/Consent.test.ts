import { assert, describe, it } from "@effect/vitest"
import * as Consent from "@ektola/domain/contacts/Consent"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

const at = (minutes: number) => DateTime.unsafeMake(1_795_564_800_000 + minutes * 60_000)

const entry = (
  action: Consent.Entry["action"],
  scope: Consent.OptOutScope,
  source: Consent.Source,
  minutes: number
): Consent.Entry => ({ action, scope, source, at: at(minutes), proof: "said so" })

const stop = (minutes: number) => entry("OPT_OUT", "ALL", "INBOUND", minutes)
const start = (minutes: number) => entry("OPT_IN", "ALL", "INBOUND", minutes)
const whatsAppStop = (minutes: number) => entry("OPT_OUT", "MARKETING", "WHATSAPP", minutes)
const resume = (minutes: number) => entry("OPT_IN", "MARKETING", "WHATSAPP", minutes)

const fold = (entries: ReadonlyArray<Consent.Entry>) => entries.reduce(Consent.add, Consent.silence)
const standing = (...entries: ReadonlyArray<Consent.Entry>) => Consent.standing(fold(entries))

describe("Consent.standing", () => {
  const table: ReadonlyArray<[string, ReadonlyArray<Consent.Entry>, Consent.OptOutScope | null]> = [
    ["nobody refuses unasked", [], null],
    ["STOP refuses everything", [stop(1)], "ALL"],
    ["WhatsApp's stop refuses marketing", [whatsAppStop(1)], "MARKETING"],
    ["the wider refusal holds", [stop(1), whatsAppStop(2)], "ALL"],
    ["START lifts STOP", [stop(1), start(2)], null],
    ["START lifts every refusal before it", [stop(1), whatsAppStop(2), start(3)], null],
    ["a START before STOP lifts nothing", [start(1), stop(2)], "ALL"],
    ["resume lifts marketing", [whatsAppStop(1), resume(2)], null],
    ["resume leaves a refusal of everything", [stop(1), resume(2)], "ALL"],
    ["a replayed stop after a newer resume changes nothing", [whatsAppStop(1), resume(2), whatsAppStop(1)], null],
    ["a new stop after resume holds", [whatsAppStop(1), resume(2), whatsAppStop(3)], "MARKETING"],
    ["after START, the next narrower stop holds as such", [stop(1), start(2), whatsAppStop(3)], "MARKETING"],
    ["an upload refuses", [entry("OPT_OUT", "ALL", "IMPORT", 1)], "ALL"],
    ["an upload lifts nothing", [stop(1), entry("OPT_IN", "ALL", "IMPORT", 2)], "ALL"],
    ["WhatsApp cannot lift everything", [stop(1), entry("OPT_IN", "ALL", "WHATSAPP", 2)], "ALL"],
    ["what asks to lift everything lifts marketing", [
      whatsAppStop(1),
      entry("OPT_IN", "ALL", "WHATSAPP", 2)
    ], null],
    ["a user lifts everything", [stop(1), entry("OPT_IN", "ALL", "USER", 2)], null],
    ["a button for marketing lifts no more than that", [stop(1), entry("OPT_IN", "MARKETING", "INBOUND", 2)], "ALL"],
    ["of two in one second the refusal holds", [start(1), stop(1)], "ALL"]
  ]
  for (const [name, entries, expected] of table) {
    it(name, () => assert.strictEqual(standing(...entries), expected))
  }

  const anEntry = FastCheck.record({
    action: FastCheck.constantFrom<Consent.Entry["action"]>("OPT_OUT", "OPT_IN"),
    scope: FastCheck.constantFrom<Consent.OptOutScope>("MARKETING", "ALL"),
    source: FastCheck.constantFrom<Consent.Source>("IMPORT", "USER", "INBOUND", "WHATSAPP"),
    minutes: FastCheck.integer({ min: 0, max: 6 })
  }).map(({ action, minutes, scope, source }) => entry(action, scope, source, minutes))
  const entries = FastCheck.array(anEntry, { maxLength: 12 })

  // A refusal holds unless something later lifts it that may.
  const reference = (all: ReadonlyArray<Consent.Entry>): Consent.OptOutScope | null => {
    const holds = (scope: Consent.OptOutScope) =>
      all.some((refusal) =>
        refusal.action === "OPT_OUT" && refusal.scope === scope &&
        !all.some((lift) => {
          const lifted = lift.action === "OPT_IN" ? Consent.lifts(lift.source, lift.scope) : null
          return lifted !== null && (lifted === "ALL" || scope === "MARKETING") &&
            DateTime.greaterThan(lift.at, refusal.at)
        })
      )
    return holds("ALL") ? "ALL" : holds("MARKETING") ? "MARKETING" : null
  }

  it("is what the entries say, in any order and however often they are repeated", () => {
    FastCheck.assert(
      FastCheck.property(
        entries.chain((all) =>
          FastCheck.tuple(FastCheck.constant(all), FastCheck.shuffledSubarray([...all, ...all], { minLength: 0 }))
        ),
        ([all, more]) => {
          assert.strictEqual(standing(...all), reference(all))
          assert.isTrue(Consent.equals(fold([...more, ...all]), fold(all)))
        }
      ),
      { numRuns: 500 }
    )
  })

  it("does not depend on which of a person's hashes an entry was kept under", () => {
    FastCheck.assert(
      FastCheck.property(
        entries,
        FastCheck.array(FastCheck.nat(2), { minLength: 12, maxLength: 12 }),
        (all, places) => {
          const parts = [0, 1, 2].map((place) => fold(all.filter((_, index) => places[index] === place)))
          assert.isTrue(Consent.equals(Consent.merge(parts), fold(all)))
        }
      )
    )
  })
})

describe("Consent", () => {
  it("a contact shows since when it refuses, and keeps that while it does", () => {
    const contact = { optOut: null, optedOutAt: null, name: "Asha" }
    const refusing = Consent.toContact(contact, fold([stop(1)]))
    assert.deepStrictEqual<unknown>(refusing, { optOut: "ALL", optedOutAt: at(1), name: "Asha" })
    assert.strictEqual(Consent.toContact(refusing, fold([stop(1), stop(5)])), refusing)
    assert.deepStrictEqual(Consent.toContact(refusing, fold([stop(1), start(2)])), contact)
    assert.isTrue(Consent.equals(Consent.ofContact(refusing), fold([stop(1)])))
  })

  it("a contact's opt-out without a time is older than any word", () => {
    const history = Consent.ofContact({ optOut: "ALL", optedOutAt: null })
    assert.strictEqual(Consent.standing(history), "ALL")
    assert.isNull(Consent.standing(Consent.add(history, start(0))))
  })

  it("the ledger gets what changes something, and new words of the person", () => {
    const refused = fold([stop(5)])
    assert.isTrue(Consent.isNews(Consent.silence, entry("OPT_OUT", "ALL", "IMPORT", 1)))
    assert.isFalse(Consent.isNews(refused, entry("OPT_OUT", "ALL", "IMPORT", 9)))
    assert.isFalse(Consent.isNews(refused, entry("OPT_OUT", "MARKETING", "USER", 9)))
    assert.isTrue(Consent.isNews(refused, stop(9)))
    assert.isFalse(Consent.isNews(refused, stop(5)))
    assert.isTrue(Consent.isNews(refused, start(6)))
    assert.isTrue(Consent.isNews(Consent.silence, start(6)))
  })

  it("a user's opt-in needs a reason", () => {
    assert.strictEqual(Consent.userProof("7", " she rang "), "user 7: she rang")
    for (const blank of ["", "  ", "\n\t"]) assert.isNull(Consent.userProof("7", blank))
  })
})
