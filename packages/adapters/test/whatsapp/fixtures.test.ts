import { assert } from "@effect/vitest"
import { it } from "vitest"
import * as fixtures from "./fixtures.js"

/** Who tests which fixtures; each of them compares its list with the folder. */
const suites: Readonly<Record<string, ReadonlyArray<string>>> = {
  "MessageSender.contract": ["send-"],
  "BusinessManagement.contract": ["debug-token", "template-create", "templates-list"],
  "WebhookPayload.test": ["status-", "template-category", "template-quality", "template-status"],
  // A prefix is enough there: each file is read without a fault, and those that say something are tested by name.
  "WebhookPayload.test and WebhookPayload.inbound.test": [
    "account-",
    "batch-",
    "business-",
    "inbound-",
    "phone-",
    "system-",
    "unknown-",
    "user-"
  ],
  "WebhookSignature.test": ["signature-cases"],
  "test/cases/state.test": ["duplicate-and-out-of-order"]
}

it("every fixture belongs to a suite that tests it", () => {
  const prefixes = Object.values(suites).flat()
  assert.deepStrictEqual(
    fixtures.names("").filter((name) => prefixes.filter((prefix) => name.startsWith(prefix)).length !== 1),
    []
  )
})
