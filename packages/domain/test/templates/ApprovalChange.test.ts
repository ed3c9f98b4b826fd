import { assert, describe, it } from "@effect/vitest"
import * as ApprovalChange from "@ektola/domain/templates/ApprovalChange"
import type { WabaTemplate } from "@ektola/domain/templates/Template"

const approvals = (statuses: Readonly<Record<string, string | null>>) =>
  Object.entries(statuses).flatMap(([language, status]) =>
    status === null ? [] : [{ translationId: language, language, status } as unknown as WabaTemplate]
  )

type Statuses = Readonly<Record<string, string | null>>

const cases: ReadonlyArray<readonly [before: Statuses, after: Statuses, meaning: string | null]> = [
  [{ en: "APPROVED" }, { en: "PAUSED" }, "Pause"],
  [{ en: "approved" }, { en: "paused" }, "Pause"],
  [{ en: "APPROVED" }, { en: "MISSING" }, "Pause"],
  [{ en: "APPROVED" }, { en: "DISABLED" }, null],
  [{ en: "APPROVED" }, { en: "SOMETHING_NEW" }, null],
  [{ en: null }, { en: "PENDING" }, null],
  [{ en: "REJECTED" }, { en: "PENDING" }, null],
  [{ en: null }, { en: "APPROVED" }, null],
  [{ en: "PAUSED" }, { en: "APPROVED" }, "Resume"],
  [{ en: "PAUSED" }, { en: "IN_APPEAL" }, null],
  [{ en: "PAUSED" }, { en: "DISABLED" }, null],
  [{ en: "PAUSED", hi: "APPROVED" }, { en: "DISABLED", hi: "APPROVED" }, "Resume"],
  [{ en: "PAUSED", hi: "PAUSED" }, { en: "APPROVED", hi: "PAUSED" }, "Resume"],
  [{ en: "PAUSED", hi: "APPROVED" }, { en: "APPROVED", hi: "PAUSED" }, "Pause"],
  [{ en: "PAUSED", hi: "APPROVED" }, { en: "PAUSED", hi: "REJECTED" }, null]
]

describe("ApprovalChange.meaningOf", () => {
  it.each(cases)("%o then %o: %s", (before, after, meaning) => {
    assert.strictEqual(ApprovalChange.meaningOf(approvals(before), approvals(after))?._tag ?? null, meaning)
  })
})
