import { assert, describe, it } from "@effect/vitest"
import * as WorkerProcess from "@ektola/domain/messaging/WorkerProcess"
import { at } from "./fixtures.js"

const aWorker = (number: number, startedAt: number, sharesBudget: boolean): WorkerProcess.WorkerProcess => ({
  id: WorkerProcess.WorkerId.make(`0199000b-0000-7000-8000-00000000000${number}`),
  host: `host ${number}`,
  sharesBudget,
  startedAt: at(startedAt)
})

const [shared, alone] = [true, false]

/** Each worker by when it started and whether it shares its budget; who may send. */
const cases: ReadonlyArray<readonly [string, ReadonlyArray<readonly [number, boolean]>, ReadonlyArray<boolean>]> = [
  ["one alone", [[0, alone]], [true]],
  ["one that could share", [[0, shared]], [true]],
  ["any number that share", [[0, shared], [1, shared], [2, shared]], [true, true, true]],
  ["the first of those that do not share", [[5, alone], [1, alone], [3, alone]], [false, true, false]],
  ["at one instant, the smaller id", [[1, alone], [1, alone]], [true, false]],
  ["not one that shares, behind one that does not", [[0, alone], [1, shared]], [true, false]],
  ["not one that does not share, behind one that does", [[0, shared], [1, alone]], [true, false]],
  ["those that share before the odd one, and none behind it", [[0, shared], [1, shared], [2, alone], [3, shared]], [
    true,
    true,
    false,
    false
  ]]
]

describe("WorkerProcess.refusal", () => {
  it.each(cases)("%s", (_, workers, allowed) => {
    const living = workers.map(([startedAt, sharesBudget], index) => aWorker(index, startedAt, sharesBudget))
    assert.deepStrictEqual(living.map((self) => WorkerProcess.refusal(self, living) === null), allowed)
    assert.deepStrictEqual(living.map((self) => WorkerProcess.refusal(self, living.toReversed()) === null), allowed)
  })

  it("names who sends, and who lacks the budget", () => {
    const [first, second] = [aWorker(1, 0, alone), aWorker(2, 1, shared)]
    const advice = "has no budget that both could share: give all of them one REDIS_URL, or run one worker"
    assert.strictEqual(
      WorkerProcess.refusal(second, [first, second]),
      `another worker (host 1) is sending, and that one ${advice}`
    )
    assert.strictEqual(
      WorkerProcess.refusal(aWorker(3, 2, alone), [first, aWorker(3, 2, alone)]),
      `another worker (host 1) is sending, and this one ${advice}`
    )
  })
})
