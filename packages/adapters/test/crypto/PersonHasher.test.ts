import { assert, it } from "@effect/vitest"
import * as PersonHasherHmac from "@ektola/adapters/crypto/PersonHasherHmac"
import { PhoneNumber } from "@ektola/domain/contacts/PhoneNumber"
import { PersonHasher } from "@ektola/domain/ports/PersonHasher"
import { JewellerId } from "@ektola/domain/tenancy/Jeweller"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

const shop = JewellerId.make("01990000-0000-7000-8000-000000000001")
const otherShop = JewellerId.make("01990000-0000-7000-8000-000000000002")
const phone = PhoneNumber.make("+919800000001")

const hasher = (key: string) => {
  const { hash } = Effect.runSync(Effect.provide(PersonHasher, PersonHasherHmac.layer(Redacted.make(key))))
  return (phone: PhoneNumber | null, waUserId: string | null, jewellerId = shop) =>
    hash(jewellerId, { phone, waUserId })
}
const hash = hasher("the-same-for-as-long-as-the-data-lives-0123")

it("the hash of a person is the same each time, on every machine and in every version", () => {
  assert.strictEqual(hash(phone, null), "IbxDMKh7vU9z3NQ8_bHVlQ")
  assert.strictEqual(hasher("the-same-for-as-long-as-the-data-lives-0123")(phone, null), hash(phone, null))
})

it("has 22 characters of base64url, and shows neither the number nor the jeweller", () => {
  for (let last = 0; last < 200; last++) {
    const phone = PhoneNumber.make(`+9198000${String(last).padStart(5, "0")}`)
    assert.match(hash(phone, null) ?? "", /^[A-Za-z0-9_-]{22}$/)
    assert.match(hash(null, String(last)) ?? "", /^[A-Za-z0-9_-]{22}$/)
  }
})

it("is another for every person, jeweller and key", () => {
  const all = [
    hash(phone, null),
    hash(PhoneNumber.make("+919800000002"), null),
    hash(null, "user-1"),
    hash(null, "user-2"),
    hash(phone, null, otherShop),
    hash(null, "user-1", otherShop),
    hasher("another-key-that-nobody-knows-0123456789ab")(phone, null),
    hasher("another-key-that-nobody-knows-0123456789ab")(null, "user-1")
  ]
  assert.strictEqual(new Set(all).size, all.length)
})

it("goes by the phone number, and by the user id only when there is none", () => {
  assert.strictEqual(hash(phone, "user-1"), hash(phone, null))
  assert.strictEqual(hash(phone, "user-1"), hash(phone, "user-2"))
  assert.notStrictEqual(hash(null, "user-1"), hash(phone, "user-1"))
})

it("tells a phone number from a user id of the same text", () => {
  assert.notStrictEqual(hash(null, phone), hash(phone, null))
})

it("is null for a contact that has neither", () => {
  assert.isNull(hash(null, null))
})

it("a key has an id that is the same in every version and differs from another key's", () => {
  const id = (key: string) => PersonHasherHmac.keyId(Redacted.make(key))
  assert.strictEqual(id("the-same-for-as-long-as-the-data-lives-0123"), "308b67283f97")
  assert.notStrictEqual(id("the-same-for-as-long-as-the-data-lives-0124"), "308b67283f97")
})
