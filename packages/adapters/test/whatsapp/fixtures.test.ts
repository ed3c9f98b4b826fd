import { assert } from "@effect/vitest"
import { it } from "vitest"
import * as fixtures from "./fixtures.js"

/** Who tests which fixtures; each of them compares its list with the folder. */
const suites: Readonly<Record<string, ReadonlyArray<string>>> = {
  "MessageSender.contract": ["send-"],
  "BusinessManagement.contract": ["debug-token", "template-create", "templates-list"],
  "WebhookPayload.test": ["status-", "batch-", "unknown-"],
  "WebhookPayload.inbound.test": ["inbound-", "system-", "user-"],
  // What each of them, and of those above, changes.
  "test/scenarios/fixtures.test": [
    "account-",
    "business-",
    "phone-",
    "template-category",
    "template-quality",
    "template-status"
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
