import { assert, describe, it } from "@effect/vitest"
import * as Password from "@ektola/domain/identity/Password"
import * as FastCheck from "effect/FastCheck"

const account: Password.Account = {
  email: "gokul.sona@lakshmigold.example",
  name: "Gokul Rao",
  shopName: "Śrī Lakshmi Jewellers"
}

const faults = (password: string) => Password.faults(password, account)

describe("Password", () => {
  it.each([
    "correct horse battery",
    "all lower case and long",
    "0000 chain-snatch 0000",
    "मेरी दुकान का ताला",
    "ನನ್ನ ಅಂಗಡಿಯ ಬೀಗ",
    "goldshopkey77",
    "lakshmi jewellers of mysore",
    "x".repeat(3) + "yz".repeat(60),
    "     ten     ",
    "gokul sells rings"
  ])("takes %j", (password) => {
    assert.deepStrictEqual(faults(password), [])
  })

  it.each([
    ["", "The password has 0 characters. Use at least 10."],
    ["short", "The password has 5 characters. Use at least 10."],
    ["🔑🔑🔒🔑🔓🔑🔐🔑🔒", "The password has 9 characters. Use at least 10."],
    ["a1".repeat(64) + "b", "The password is too long. Use at most 128 characters."],
    ["z".repeat(1_000_000), "The password is too long. Use at most 128 characters."]
  ])("counts characters of %j", (password, fault) => {
    assert.deepStrictEqual(faults(password), [fault])
  })

  it.each([
    "1234567890",
    "0123456789",
    "0987654321",
    "98765432109",
    "abcdefghij",
    "aaaaaaaaaa",
    "ABABABABAB",
    "..........",
    "Password@123",
    "WELCOME 2026",
    "qwertyuiop",
    "1Q2w3E4r5T",
    "Jai Shri Ram 123",
    "Gold@123456",
    "\uff30assword12345"
  ])("refuses %j, which is tried first", (password) => {
    assert.include(
      faults(password),
      "The password is one of those that are tried first. Use several words of your own."
    )
  })

  it.each([
    ["gokul.sona@lakshmigold.example", "the e-mail address or a part of it"],
    ["Gokul.Sona", "the e-mail address or a part of it"],
    ["gokulsona2026!", "the e-mail address or a part of it"],
    ["LakshmiGold1", "the e-mail address or a part of it"],
    ["Gokul Rao 1980", "your name"],
    ["rao-1234567", "your name"],
    ["Śrī1234567", "the name of the shop"],
    ["śrī lakshmi jewellers", "the name of the shop"],
    ["2024ŚrīLakshmiJewellers", "the name of the shop"],
    ["ektola12345", "the name of this service"]
  ])("refuses %j, which the account tells", (password, what) => {
    assert.deepStrictEqual(faults(password), [`The password repeats ${what}. Use something else.`])
  })

  it("refuses one word of the name, of the shop, and of the address before the @", () => {
    assert.deepStrictEqual(faults("Gokul12345"), [
      "The password repeats the e-mail address or a part of it. Use something else.",
      "The password repeats your name. Use something else."
    ])
  })

  it("names of one or two letters forbid nothing", () => {
    assert.deepStrictEqual(
      Password.faults("a2837465019", { email: "a@x.in", name: "A", shopName: "" }),
      []
    )
  })

  it("is the same password however its letters are composed", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ unit: "grapheme", maxLength: 140 }), (password) => {
      assert.deepStrictEqual(faults(password.normalize("NFD")), faults(password.normalize("NFC")))
      assert.strictEqual(Password.normalise(password.normalize("NFD")), Password.normalise(password))
    }))
  })

  it("tells every fault of a short one, and nothing but faults", () => {
    FastCheck.assert(FastCheck.property(FastCheck.string({ unit: "grapheme" }), (password) => {
      const length = [...Password.normalise(password)].length
      const found = faults(password)
      assert.strictEqual(found.some((fault) => fault.includes("Use at least")), length < Password.minLength)
      for (const fault of found) assert.match(fault, /^The password .+\. Use .+\.$/)
    }))
  })
})
