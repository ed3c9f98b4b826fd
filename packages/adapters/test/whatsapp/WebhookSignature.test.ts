import { assert } from "@effect/vitest"
import * as WebhookSignature from "@ektola/adapters/whatsapp/WebhookSignature"
import { describe, it } from "vitest"
import * as fixtures from "./fixtures.js"

interface Case {
  readonly name: string
  readonly secret: string
  readonly body: string
  readonly signature: string
  readonly valid: boolean
  readonly note: string
}

const cases = fixtures.read("signature-cases.json") as ReadonlyArray<Case>
const bytes = (body: string) => new TextEncoder().encode(body)
const one = cases[0]!

describe("WebhookSignature", () => {
  it("has all the cases", () => assert.strictEqual(cases.length, 22))

  it.each(cases.map((it) => [it.name, it] as const))("%s", (_, { body, secret, signature, valid }) => {
    assert.strictEqual(WebhookSignature.verify(secret, bytes(body), signature), valid)
    assert.strictEqual(WebhookSignature.sign(secret, bytes(body)) === signature, valid)
    // While the secret is changed: it is the previous one, or the next.
    for (const secrets of [["another", secret], [secret, "another"]]) {
      assert.strictEqual(WebhookSignature.verify(secrets, bytes(body), signature), valid)
    }
    assert.strictEqual(WebhookSignature.verify(["another", "a third"], bytes(body), signature), false)
  })

  it("refuses every other form of a right signature", () => {
    const hex = one.signature.slice("sha256=".length)
    const forms = [
      null,
      undefined,
      `sha256=${hex.toUpperCase()}`,
      `SHA256=${hex}`,
      ` ${one.signature}`,
      `${one.signature} `,
      `${one.signature}\n`,
      `${one.signature}0`,
      `${one.signature},${one.signature}`,
      "sha256=",
      "sha256=abc"
    ]
    for (const form of forms) assert.strictEqual(WebhookSignature.verify(one.secret, bytes(one.body), form), false)
  })

  it("takes any of several secrets, and none of none", () => {
    const verify = (secrets: ReadonlyArray<string>) => WebhookSignature.verify(secrets, bytes(one.body), one.signature)
    assert.strictEqual(verify(["older", one.secret]), true)
    assert.strictEqual(verify([one.secret, "newer"]), true)
    assert.strictEqual(verify(["older", "newer"]), false)
    assert.strictEqual(verify([]), false)
  })

  it("an empty secret signs nothing", () => {
    const signature = WebhookSignature.sign("", bytes(one.body))
    assert.strictEqual(WebhookSignature.verify("", bytes(one.body), signature), false)
    assert.strictEqual(WebhookSignature.verify(["", one.secret], bytes(one.body), signature), false)
  })
})
