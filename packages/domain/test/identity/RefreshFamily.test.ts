import { assert, describe, it } from "@effect/vitest"
import * as RefreshFamily from "@ektola/domain/identity/RefreshFamily"
import { UserId } from "@ektola/domain/identity/User"
import * as DateTime from "effect/DateTime"
import * as FastCheck from "effect/FastCheck"

const start = 1_795_564_800_000
const at = (seconds: number) => DateTime.unsafeMake(start + seconds * 1000)
const days = 86_400

const family = RefreshFamily.begin(
  RefreshFamily.RefreshFamilyId.make("01990000-0000-7000-8000-00000000000f"),
  UserId.make("01990000-0000-7000-8000-000000000001"),
  at(0)
)

/** Presents tokens one after the other, each in the state the one before left. */
const play = (presented: ReadonlyArray<readonly [generation: number, seconds: number]>) => {
  let state = family
  const outcomes = presented.map(([generation, seconds]) => {
    const outcome = RefreshFamily.present(state, generation, at(seconds))
    if (outcome._tag === "Rotate") state = outcome.next
    if (outcome._tag === "Reuse") state = outcome.revoked
    return outcome
  })
  return { outcomes, state }
}

const told = (outcome: RefreshFamily.Outcome) =>
  outcome._tag === "Rotate"
    ? `token ${outcome.next.generation}`
    : outcome._tag === "Repeat"
    ? `token ${outcome.generation}`
    : outcome._tag

describe("RefreshFamily", () => {
  it("AUT-01 ten requests with one token get one and the same successor", () => {
    const { outcomes, state } = play(Array.from({ length: 10 }, () => [1, 60] as const))
    assert.deepStrictEqual(outcomes.map(told), Array.from({ length: 10 }, () => "token 2"))
    assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Rotate", ...Array.from({ length: 9 }, () => "Repeat")])
    assert.strictEqual(state.generation, 2)
  })

  it("AUT-02 a client that lost the answer asks again after 2 s, and goes on", () => {
    assert.deepStrictEqual(play([[1, 60], [1, 62], [2, 1800]]).outcomes.map(told), ["token 2", "token 2", "token 3"])
  })

  it("AUT-03 an old token ten minutes later ends the family", () => {
    const { outcomes, state } = play([[1, 60], [2, 120], [1, 720], [3, 721], [2, 722]])
    assert.deepStrictEqual(outcomes.map(told), ["token 2", "token 3", "Reuse", "Revoked", "Revoked"])
    assert.deepStrictEqual(state.revokedAt, at(720))
  })

  it.each(
    [
      ["within the grace", [[1, 0], [1, 29.999]], ["token 2", "token 2"]],
      ["when the grace is over", [[1, 0], [1, 30]], ["token 2", "Reuse"]],
      ["that is older than the one before", [[1, 0], [2, 1], [1, 2]], ["token 2", "token 3", "Reuse"]],
      ["that was never given out", [[2, 1]], ["Reuse"]],
      ["from before the first", [[0, 1]], ["Reuse"]],
      ["that is no number", [[Number.NaN, 1]], ["Reuse"]],
      ["a moment before it expires", [[1, 7 * days - 0.001]], ["token 2"]],
      ["that has expired", [[1, 7 * days]], ["Expired"]],
      ["a copy of an expired one", [[1, 0], [1, 8 * days]], ["token 2", "Expired"]]
    ] as const
  )("a token %s", (_, presented, answers) => {
    assert.deepStrictEqual(play(presented).outcomes.map(told), [...answers])
  })

  it("lives 30 days however often it is used", () => {
    const daily = Array.from({ length: 31 }, (_, day) => [day + 1, day * days] as const)
    const { outcomes } = play(daily)
    assert.deepStrictEqual(outcomes.slice(-2).map(told), ["token 31", "Expired"])
  })

  it("tokens are derived from the family and the generation, each from something else", () => {
    const other = { id: RefreshFamily.RefreshFamilyId.make("01990000-0000-7000-8000-0000000000f1") }
    const derived = [family, other].flatMap((of) => [1, 2, 11, 12].map((n) => RefreshFamily.derivedFrom(of, n)))
    assert.strictEqual(new Set(derived).size, derived.length)
  })

  it("revoking twice keeps the first moment", () => {
    const revoked = RefreshFamily.revoke(family, at(5))
    assert.deepStrictEqual(RefreshFamily.revoke(revoked, at(9)).revokedAt, at(5))
  })

  it("whatever is presented, never two live generations", () => {
    const seen = new Set<string>()
    const presented = FastCheck.array(
      FastCheck.record({
        // How far behind the newest generation the token is.
        behind: FastCheck.constantFrom(0, 0, 0, 0, 0, 1, 1, 2, 5, -1),
        wait: FastCheck.oneof(
          { weight: 8, arbitrary: FastCheck.integer({ min: 0, max: 40 }) },
          { weight: 1, arbitrary: FastCheck.integer({ min: 0, max: 10 * days }) }
        )
      }),
      { maxLength: 40, size: "max" }
    )
    FastCheck.assert(
      FastCheck.property(presented, (story) => {
        let state = family
        let seconds = 0
        let isOver = false
        const handedOut = new Set([1])
        for (const { behind, wait } of story) {
          seconds += wait
          const live = [...handedOut, Math.max(...handedOut) + 1].filter((generation) =>
            RefreshFamily.present(state, generation, at(seconds))._tag === "Rotate"
          )
          assert.isAtMost(live.length, isOver ? 0 : 1)
          const outcome = RefreshFamily.present(state, state.generation - behind, at(seconds))
          seen.add(outcome._tag)
          if (outcome._tag === "Rotate") {
            assert.strictEqual(behind, 0)
            assert.strictEqual(outcome.next.generation, state.generation + 1)
            assert.isTrue(DateTime.greaterThanOrEqualTo(outcome.next.expiresAt, state.expiresAt))
            state = outcome.next
            handedOut.add(state.generation)
          }
          // The token that is answered again is the live one, or no token at all.
          if (outcome._tag === "Repeat") assert.strictEqual(outcome.generation, state.generation)
          if (outcome._tag === "Reuse") state = outcome.revoked
          isOver ||= outcome._tag === "Reuse" || outcome._tag === "Expired"
          if (isOver) assert.notInclude(["Rotate", "Repeat"], outcome._tag)
        }
      }),
      { numRuns: 500 }
    )
    assert.sameMembers([...seen], ["Rotate", "Repeat", "Reuse", "Expired", "Revoked"])
  })
})
