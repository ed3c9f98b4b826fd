import { assert, describe, it } from "@effect/vitest"
import * as Fairness from "@ektola/domain/messaging/Fairness"
import * as FastCheck from "effect/FastCheck"

const hungry = { held: 0, most: 1_000_000 }

const demands = FastCheck.array(
  FastCheck.record({ held: FastCheck.integer({ min: 0, max: 40 }), most: FastCheck.integer({ min: 0, max: 300 }) }),
  { maxLength: 20 }
)

/** A worker that holds what its senders hold, and perhaps something of senders that want nothing now. */
const situations = FastCheck.tuple(demands, FastCheck.nat(300), FastCheck.nat(30)).map(([senders, free, others]) => {
  const taken = senders.reduce((sum, { held }) => sum + held, others)
  return { senders, free, worker: { places: taken + free, taken } }
})

const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, number) => total + number, 0)

describe("Fairness.share", () => {
  it("never gives more than is free, nor more than anybody could use", () => {
    FastCheck.assert(FastCheck.property(situations, ({ free, senders, worker }) => {
      const given = Fairness.share(worker, senders)
      assert.strictEqual(given.length, senders.length)
      assert.isAtMost(sum(given), free)
      given.forEach((room, index) => {
        const { held, most } = senders[index]!
        assert.isTrue(Number.isInteger(room) && room >= 0)
        assert.isAtMost(room, Math.max(0, most - held))
      })
    }))
  })

  it("nobody that gets something holds more than what stays free, but for a first message", () => {
    FastCheck.assert(FastCheck.property(situations, ({ free, senders, worker }) => {
      const given = Fairness.share(worker, senders)
      given.forEach((room, index) => {
        const held = room + senders[index]!.held
        if (room > 0 && held > 1) assert.isAtMost(held, free - sum(given))
      })
    }))
  })

  it("whoever wants more and gets it has as much as everybody else who does", () => {
    FastCheck.assert(FastCheck.property(situations, ({ senders, worker }) => {
      const given = Fairness.share(worker, senders)
      const unsatisfied = senders.flatMap(({ held, most }, index) =>
        given[index]! > 0 && held + given[index]! < most ? [held + given[index]!] : []
      )
      assert.isAtMost(new Set(unsatisfied).size, 1)
    }))
  })

  it("while anything is free, somebody who holds nothing and wants something gets it", () => {
    FastCheck.assert(FastCheck.property(situations, ({ free, senders, worker }) => {
      const given = Fairness.share(worker, senders)
      const newcomers = given.filter((_, index) => senders[index]!.held === 0 && senders[index]!.most > 0)
      assert.isAtLeast(newcomers.filter((room) => room > 0).length, Math.min(free, newcomers.length))
    }))
  })

  it("one fills half of the worker, two of them two thirds, and the next one finds room", () => {
    assert.deepStrictEqual(Fairness.share({ places: 900, taken: 0 }, [hungry]), [450])
    assert.deepStrictEqual(Fairness.share({ places: 900, taken: 0 }, [hungry, hungry]), [300, 300])
    assert.deepStrictEqual(Fairness.share({ places: 900, taken: 450 }, [{ ...hungry, held: 450 }, hungry]), [0, 225])
    assert.deepStrictEqual(
      Fairness.share({ places: 900, taken: 899 }, [{ ...hungry, held: 899 }, { held: 0, most: 5 }]),
      [0, 1]
    )
  })

  it("with more senders than places the first ones get one each", () => {
    assert.deepStrictEqual(Fairness.share({ places: 3, taken: 0 }, Array.from({ length: 5 }, () => hungry)), [
      1,
      1,
      1,
      0,
      0
    ])
    assert.deepStrictEqual(Fairness.share({ places: 9, taken: 9 }, [hungry, hungry]), [0, 0])
    assert.deepStrictEqual(Fairness.share({ places: 9, taken: 12 }, [hungry]), [0])
  })
})
