import { assert, describe, it } from "@effect/vitest"
import { network } from "@ektola/domain/identity/Origin"
import * as Tries from "@ektola/domain/identity/Tries"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as FastCheck from "effect/FastCheck"

const start = DateTime.unsafeMake("2026-11-20T06:00:00Z")
const at = (minutes: number) => DateTime.addDuration(start, Duration.minutes(minutes))

/** Counts a try at each of these minutes, in order; the minutes of those that were refused, and until when. */
const tryAt = (kind: Tries.Kind, minutes: ReadonlyArray<number>) => {
  let tries: Tries.Tries = []
  const refused: Array<readonly [number, number]> = []
  for (const minute of minutes) {
    const outcome = Tries.admit(kind, tries, at(minute))
    if (outcome._tag === "Admitted") tries = outcome.next
    else refused.push([minute, Duration.toMinutes(DateTime.distanceDuration(start, outcome.until))])
  }
  return { refused, tries }
}

describe("Tries", () => {
  it("admits ten passwords of an account in 15 minutes, and the next when the first is that old", () => {
    const ten = Array.from({ length: 10 }, (_, index) => index)
    assert.deepStrictEqual(tryAt("PASSWORD_OF", [...ten, 10, 14.9, 15, 15.5]).refused, [[10, 15], [14.9, 15], [
      15.5,
      16
    ]])
  })

  it("admits 40 a day, however patient somebody is", () => {
    const patient = Array.from({ length: 41 }, (_, index) => index * 2)
    assert.deepStrictEqual(tryAt("PASSWORD_OF", patient).refused, [[80, 24 * 60]])
  })

  it("counts nothing while it refuses, so that asking does not prolong it", () => {
    const { tries } = tryAt("PASSWORD_OF", [...Array<number>(10).fill(0), ...Array<number>(100).fill(5)])
    assert.lengthOf(tries, 10)
    assert.strictEqual(Tries.admit("PASSWORD_OF", tries, at(15))._tag, "Admitted")
  })

  it("takes back the one that was right, once", () => {
    const { tries } = tryAt("PASSWORD_FROM", [1, 2, 2, 3])
    assert.deepStrictEqual(Tries.takeBack(tries, at(2)), [at(1), at(2), at(3)])
    assert.deepStrictEqual(Tries.takeBack(tries, at(9)), tries)
  })

  it("never admits more than a limit in any stretch of its length, and forgets what no limit looks at", () => {
    const steps = FastCheck.array(FastCheck.integer({ min: 0, max: 90 }), { maxLength: 200 })
    FastCheck.assert(FastCheck.property(steps, (given) => {
      let minute = 0
      let tries: Tries.Tries = []
      const admitted: Array<number> = []
      for (const step of given) {
        minute += step
        const outcome = Tries.admit("PASSWORD_OF", tries, at(minute))
        if (outcome._tag === "TooMany") continue
        tries = outcome.next
        admitted.push(minute)
      }
      for (const { times, within } of Tries.limits.PASSWORD_OF) {
        const minutes = Duration.toMinutes(within)
        admitted.forEach((from) =>
          assert.isAtMost(admitted.filter((time) => time >= from && time < from + minutes).length, times)
        )
      }
      assert.isAtMost(tries.length, 40)
    }))
  })
})

describe("network", () => {
  it("is the address of an IPv4 caller, and the /64 of an IPv6 one", () => {
    const networks = [
      ["192.0.2.7", "192.0.2.7"],
      ["::ffff:192.0.2.7", "192.0.2.7"],
      ["2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"],
      ["2001:0DB8:0000:0001:bbbb:0:0:2", "2001:db8:0:1::/64"],
      ["2001:db8::1", "2001:db8:0:0::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
      ["::1", "0:0:0:0::/64"]
    ]
    for (const [address = "", expected] of networks) assert.strictEqual(network(address), expected)
  })
})
