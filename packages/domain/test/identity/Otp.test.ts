import { assert, describe, it } from "@effect/vitest"
import * as Otp from "@ektola/domain/identity/Otp"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"

const start = 1_795_564_800_000
const at = (seconds: number) => DateTime.unsafeMake(start + seconds * 1000)
const hash = (code: string) => `hash of ${code}`
const matches = (given: string, stored: string) => hash(given) === stored

type Step =
  | { readonly request: string; readonly at: number }
  | { readonly submit: string; readonly at: number }

/** What every step of an account's story is answered. */
const play = (steps: ReadonlyArray<Step>): ReadonlyArray<string> => {
  let otp = Otp.none
  return steps.map((step) => {
    if ("request" in step) {
      const { next, outcome } = Otp.request(otp, hash(step.request), at(step.at))
      otp = next
      return outcome._tag
    }
    const { next, outcome } = Otp.verify(otp, step.submit, matches, at(step.at))
    otp = next
    return outcome._tag === "Wrong" ? `Wrong ${outcome.triesLeft}` : outcome._tag
  })
}

const request = (code: string, seconds = 0): Step => ({ request: code, at: seconds })
const submit = (code: string, seconds = 1): Step => ({ submit: code, at: seconds })

describe("Otp", () => {
  // AUT-04 … AUT-07 of the public bug reports, with the faults that were found there.
  it.each<readonly [string, ReadonlyArray<Step>, ReadonlyArray<string>]>([
    [
      "AUT-04 unlimited guesses: after five wrong codes the right one is refused",
      [request("111111"), ...Array.from({ length: 5 }, () => submit("999999")), submit("111111")],
      ["Issued", "Wrong 4", "Wrong 3", "Wrong 2", "Wrong 1", "Wrong 0", "Locked"]
    ],
    [
      "AUT-04 a new code works then",
      [
        request("111111"),
        ...Array.from({ length: 5 }, () => submit("999999")),
        request("222222", 2),
        submit("222222", 3)
      ],
      ["Issued", "Wrong 4", "Wrong 3", "Wrong 2", "Wrong 1", "Wrong 0", "Issued", "Accepted"]
    ],
    [
      "AUT-05 a code works twice: of two requests one succeeds",
      [request("111111"), submit("111111"), submit("111111")],
      ["Issued", "Accepted", "Used"]
    ],
    [
      "AUT-06 leading zeros disappear: only the six digits are right",
      [request("012345"), submit("12345"), submit("012345")],
      ["Issued", "Wrong 4", "Accepted"]
    ],
    [
      "AUT-07 an old code stays valid after a new one",
      [request("111111"), request("222222"), submit("111111"), submit("222222")],
      ["Issued", "Issued", "Wrong 4", "Accepted"]
    ],
    [
      "AUT-07 a code stays valid after its time",
      [request("111111"), submit("111111", 600)],
      ["Issued", "Expired"]
    ],
    ["a code is valid to its last moment", [request("111111"), submit("111111", 599.999)], ["Issued", "Accepted"]],
    ["nothing was asked for", [submit("111111")], ["Expired"]]
  ])("%s", (_, steps, answers) => {
    assert.deepStrictEqual(play(steps), answers)
  })

  it("AUT-06 a code is text of six digits", () => {
    const isCode = Schema.is(Otp.Code)
    assert.isTrue(isCode("012345"))
    for (const other of [12345, "12345", "0123456", " 012345", "०१२३४५", "01234a", "012345\n", null]) {
      assert.isFalse(isCode(other), String(other))
    }
    assert.strictEqual(Otp.fromChance(0), "000000")
    assert.strictEqual(Otp.fromChance(0.012345), "012345")
    assert.strictEqual(Otp.fromChance(1 - Number.EPSILON), "999999")
  })

  it("new codes buy no more guesses: the fourth code of a day is not compared", () => {
    const day = [0, 1, 2].flatMap((round): ReadonlyArray<Step> => [
      request("111111", round * 3600),
      ...Array.from({ length: 5 }, () => submit("999999", round * 3600 + 1))
    ])
    const answers = play([
      ...day,
      submit("111111", 7202),
      request("222222", 3 * 3600),
      // 24 hours after the first five.
      request("222222", 86_400),
      request("222222", 86_401),
      submit("222222", 86_402)
    ])
    assert.deepStrictEqual(answers.slice(-5), ["Locked", "TooMany", "TooMany", "Issued", "Accepted"])
  })

  it("asks for no more than five codes an hour, and says when again", () => {
    let otp = Otp.none
    for (let minute = 0; minute < 5; minute++) otp = Otp.request(otp, hash("111111"), at(minute * 60)).next
    const { next, outcome } = Otp.request(otp, hash("222222"), at(300))
    assert.deepStrictEqual(outcome, { _tag: "TooMany", until: at(3600) })
    assert.strictEqual(next, otp)
    assert.strictEqual(Otp.request(otp, hash("222222"), at(3599.999)).outcome._tag, "TooMany")
    assert.strictEqual(Otp.request(otp, hash("222222"), at(3600)).outcome._tag, "Issued")
  })

  it("a burnt code says when a new one may be asked for", () => {
    let otp = Otp.none
    for (let count = 0; count < 5; count++) otp = Otp.request(otp, hash("111111"), at(0)).next
    for (let count = 0; count < 5; count++) otp = Otp.verify(otp, "999999", matches, at(1)).next
    assert.deepStrictEqual(Otp.verify(otp, "111111", matches, at(2)).outcome, { _tag: "Locked", until: at(3600) })
  })

  const steps = FastCheck.array(
    FastCheck.record({
      wait: FastCheck.oneof(
        { weight: 6, arbitrary: FastCheck.integer({ min: 0, max: 90 }) },
        { weight: 1, arbitrary: FastCheck.integer({ min: 0, max: 20_000 }) }
      ),
      does: FastCheck.constantFrom("request", "request", "right", "wrong", "wrong", "wrong", "old")
    }),
    { maxLength: 120, size: "max" }
  )

  it("whatever happens, its limits hold", () => {
    const seen = new Set<string>()
    FastCheck.assert(
      FastCheck.property(steps, (story) => {
        let otp = Otp.none
        let now = 0
        const codes: Array<{ readonly code: string; wrong: number; accepted: number }> = []
        const issued: Array<number> = []
        const compared: Array<number> = []
        for (const { does, wait } of story) {
          now += wait
          if (does === "request") {
            const code = String(codes.length).padStart(6, "0")
            const { next, outcome } = Otp.request(otp, hash(code), at(now))
            seen.add(outcome._tag)
            assert.strictEqual(
              outcome._tag === "Issued",
              DateTime.Equivalence(Otp.requestableAt(otp, at(now)), at(now))
            )
            if (outcome._tag === "Issued") {
              codes.push({ code, wrong: 0, accepted: 0 })
              issued.push(now)
            } else assert.isTrue(DateTime.greaterThan(outcome.until, at(now)))
            otp = next
            continue
          }
          const newest = codes.at(-1)
          const given = does === "right"
            ? newest?.code ?? "000000"
            : does === "old"
            ? codes.at(-2)?.code ?? "999999"
            : "999999"
          let asked = 0
          const { next, outcome } = Otp.verify(
            otp,
            given,
            (code, stored) => {
              asked++
              return matches(code, stored)
            },
            at(now)
          )
          seen.add(outcome._tag)
          assert.strictEqual(asked, outcome._tag === "Accepted" || outcome._tag === "Wrong" ? 1 : 0)
          if (outcome._tag === "Accepted") {
            assert(newest && given === newest.code)
            newest.accepted++
            assert.isBelow(now - (issued.at(-1) ?? 0), Duration.toSeconds(Otp.lifetime))
          }
          if (outcome._tag === "Wrong") {
            assert(newest && given !== newest.code)
            newest.wrong++
            compared.push(now)
            assert.strictEqual(outcome.triesLeft, Otp.maxTries - newest.wrong)
          }
          otp = next
        }
        for (const { accepted, wrong } of codes) {
          assert.isAtMost(wrong, Otp.maxTries)
          assert.isAtMost(accepted, 1)
        }
        const mostWithin = (times: ReadonlyArray<number>, window: number) =>
          Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + window).length))
        assert.isAtMost(mostWithin(issued, 3600), Otp.maxRequests)
        assert.isAtMost(mostWithin(compared, 86_400), Otp.maxWrongPerDay)
        assert.isAtMost(otp.requestedAt.length, Otp.maxRequests)
        assert.isAtMost(otp.wrongAt.length, Otp.maxWrongPerDay)
      }),
      { numRuns: 150 }
    )
    assert.sameMembers([...seen], ["Issued", "TooMany", "Accepted", "Wrong", "Locked", "Expired", "Used"])
  })
})
